// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How alike two answer: two forms of a model, or a model and a service.
///
/// @param worst the largest difference of a real output, as a share of the largest value that it
///   has over all requests: one that is near zero by itself is no larger a difference for that
/// @param same share of the requests whose other outputs (classes, texts) are all the same
record Likeness(double worst, double same) {

  private static final int MOST_REQUESTS = 500;

  static Likeness of(Path first, Path second, List<Map<String, Tensor>> rows)
      throws ProblemException {
    var answers = new Answers();
    try (Predictor a = Models.open(first, 1);
        Predictor b = Models.open(second, 1)) {
      for (Map<String, Tensor> row : rows.subList(0, Math.min(MOST_REQUESTS, rows.size()))) {
        answers.add(a.predict(row), b.predict(row));
      }
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "variant.refused-row",
              "One of the two forms of the model does not answer",
              e.reason(),
              "Check the rows against slipway inspect"),
          e);
    }
    return answers.likeness();
  }

  /// Of two answers to one request.
  static Likeness of(Map<String, Tensor> expected, Map<String, Tensor> got) {
    var answers = new Answers();
    answers.add(expected, got);
    return answers.likeness();
  }

  /// Pairs of answers to the same requests.
  private static final class Answers {
    private final Map<String, Apart> apart = new HashMap<>();
    private int requests;
    private int same;

    void add(Map<String, Tensor> expected, Map<String, Tensor> got) {
      boolean alike = expected.keySet().equals(got.keySet());
      for (Map.Entry<String, Tensor> output : expected.entrySet()) {
        Tensor one = output.getValue();
        Tensor other = got.get(output.getKey());
        if (other != null && real(one) && other.datatype() == one.datatype()) {
          apart.computeIfAbsent(output.getKey(), name -> new Apart()).add(one, other);
        } else {
          alike &= one.equals(other);
        }
      }
      requests++;
      same += alike ? 1 : 0;
    }

    private static boolean real(Tensor tensor) {
      return tensor.datatype().isFloatingPoint();
    }

    Likeness likeness() {
      double worst = apart.values().stream().mapToDouble(Apart::share).max().orElse(0);
      return new Likeness(worst, (double) same / requests);
    }
  }

  /// How far an output is from the other's, over the requests.
  private static final class Apart {
    private double largest;
    private double difference;

    void add(Tensor expected, Tensor got) {
      double[] a = expected.toDoubles();
      double[] b = got.toDoubles();
      if (a.length != b.length) {
        difference = Double.POSITIVE_INFINITY;
        return;
      }
      for (int i = 0; i < a.length; i++) {
        largest = Double.isFinite(a[i]) ? Math.max(largest, Math.abs(a[i])) : largest;
        if (Double.compare(a[i], b[i]) != 0) {
          difference = Math.max(difference, Math.abs(a[i] - b[i]));
        }
      }
    }

    /// Without end where one of two answers is no number.
    double share() {
      double share = difference / Math.max(largest, 1e-9);
      return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
    }
  }
}
