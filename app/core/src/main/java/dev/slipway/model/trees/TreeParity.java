// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.Parity;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Measures how far a converted model's answers lie from the original's; each difference is
/// relative to the original's answer itself.
final class TreeParity {

  /// Answers below count as zero: the smallest that single precision has with all its digits.
  private static final double NOTHING = Float.MIN_NORMAL / Parity.TOLERANCE;

  /// Of two classes that are equally likely within a rounding, either may be named.
  private static final double TIE = 1e-7;

  /// Rows from one report to the next.
  private static final int REPORTED = 100;

  private TreeParity() {}

  /// Asks both, the original by walking its own trees.
  static Parity of(Original original, Predictor converted, List<double[]> rows, Progress progress)
      throws ProblemException {
    TreeEnsemble ensemble = original.ensemble();
    Map<String, Tensor> answers = ask(converted, ensemble, rows);
    boolean classes = ensemble.outcome() instanceof Outcome.Classes;
    Tensor numbers = output(answers, classes ? "probabilities" : "prediction");
    int[] chosen =
        ensemble.outcome() instanceof Outcome.Classes named
            ? places(output(answers, "label"), named)
            : new int[0];
    double absolute = 0;
    double relative = 0;
    int otherClasses = 0;
    int ties = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (row % REPORTED == 0) {
        progress.report((double) row / rows.size(), "comparing the answers with the original's");
      }
      List<Double> expected = original.answer(rows.get(row));
      int width = expected.size();
      for (int i = 0; i < width; i++) {
        double off = difference(expected.get(i), numbers.doubleAt(row * width + i));
        absolute = Math.max(absolute, off);
        relative = Math.max(relative, off / Math.max(NOTHING, Math.abs(expected.get(i))));
      }
      if (ensemble.outcome() instanceof Outcome.Classes named) {
        double lead = lead(named, expected, chosen[row]);
        if (lead < -TIE) {
          otherClasses++;
        } else if (lead < 0) {
          ties++;
        }
      }
    }
    String from = "made up at the thresholds of the trees";
    return new Parity(rows.size(), from, absolute, relative, otherClasses, ties);
  }

  /// By what share the named class is ahead of what would win else; negative where it is behind.
  private static double lead(Outcome.Classes classes, List<Double> expected, int named) {
    if (classes.threshold().isPresent()) {
      double threshold = classes.threshold().getAsDouble();
      double ahead = (expected.get(1) - threshold) / Math.max(NOTHING, threshold);
      return named == 1 ? ahead : ahead >= 0 ? Math.min(-ahead, -Double.MIN_VALUE) : -ahead;
    }
    double most = Collections.max(expected);
    return expected.get(named) < most ? (expected.get(named) - most) / Math.abs(most) : 0;
  }

  /// The named classes by their place.
  private static int[] places(Tensor labels, Outcome.Classes classes) {
    return classes.numbered()
        ? Arrays.stream(labels.toDoubles()).mapToInt(label -> (int) label).toArray()
        : labels.asStrings().stream().mapToInt(classes.labels()::indexOf).toArray();
  }

  /// Infinity is what single precision makes of an answer beyond its range.
  private static double difference(double expected, double found) {
    float rounded = (float) expected;
    if (rounded == (float) found || (Float.isNaN(rounded) && Double.isNaN(found))) {
      return 0;
    }
    double off = Math.abs(expected - found);
    return Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
  }

  private static Map<String, Tensor> ask(
      Predictor converted, TreeEnsemble ensemble, List<double[]> rows) throws ProblemException {
    try {
      return converted.predict(ModelRows.inputs(ensemble.input(), rows));
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "model.conversion-failed",
              "The converted model does not run",
              e.reason(),
              "Keep the file and report it: the conversion is at fault."),
          e);
    }
  }

  private static Tensor output(Map<String, Tensor> answers, String name) {
    Tensor output = answers.get(name);
    if (output == null) {
      throw new IllegalStateException("the converted model gave no " + name);
    }
    return output;
  }
}
