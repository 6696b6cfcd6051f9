// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.Parity;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
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
      double chosen = classes ? expected.get((int) output(answers, "label").doubleAt(row)) : 0;
      double most = classes ? Collections.max(expected) : 0;
      if (chosen < most * (1 - TIE)) {
        otherClasses++;
      } else if (chosen < most) {
        ties++;
      }
    }
    String from = "made up at the thresholds of the trees";
    return new Parity(rows.size(), from, absolute, relative, otherClasses, ties);
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
    int width = ensemble.input().names().size();
    double[] all = new double[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, all, row * width, width);
    }
    long[] shape = {rows.size(), width};
    try {
      return converted.predict(
          Map.of(
              "features",
              ensemble.input().precision() == Precision.FLOAT
                  ? Tensor.floats(shape, floats(all))
                  : Tensor.doubles(shape, all)));
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

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static Tensor output(Map<String, Tensor> answers, String name) {
    Tensor output = answers.get(name);
    if (output == null) {
      throw new IllegalStateException("the converted model gave no " + name);
    }
    return output;
  }
}
