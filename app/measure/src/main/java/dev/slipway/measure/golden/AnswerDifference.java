// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.golden;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How far two answers differ: of two forms of a model, or of a model and a service.
///
/// @param worst the largest difference of a real output, as a share of the largest value that it
///   has over all requests: one that is near zero by itself is no larger a difference for that
/// @param same share of the requests whose other outputs (classes, texts) are all the same
public record AnswerDifference(double worst, double same) {

  private static final int MOST_REQUESTS = 500;

  /// Of two models' answers to the same requests; the first 500 are asked.
  ///
  /// @throws InferenceException where one of the two refuses a request
  public static AnswerDifference of(
      Predictor first, Predictor second, List<Map<String, Tensor>> requests)
      throws InferenceException {
    var answers = new Answers();
    for (var request : requests.subList(0, Math.min(MOST_REQUESTS, requests.size()))) {
      answers.add(first.predict(request), second.predict(request));
    }
    return answers.difference();
  }

  /// Of two answers to one request.
  public static AnswerDifference of(Map<String, Tensor> expected, Map<String, Tensor> got) {
    var answers = new Answers();
    answers.add(expected, got);
    return answers.difference();
  }

  /// Pairs of answers to the same requests.
  private static final class Answers {
    private final Map<String, OutputDifference> byOutput = new HashMap<>();
    private int requests;
    private int same;

    void add(Map<String, Tensor> expected, Map<String, Tensor> got) {
      boolean alike = expected.keySet().equals(got.keySet());
      for (Map.Entry<String, Tensor> output : expected.entrySet()) {
        Tensor one = output.getValue();
        Tensor other = got.get(output.getKey());
        if (other != null && real(one) && other.datatype() == one.datatype()) {
          byOutput.computeIfAbsent(output.getKey(), name -> new OutputDifference()).add(one, other);
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

    AnswerDifference difference() {
      double worst =
          byOutput.values().stream().mapToDouble(OutputDifference::share).max().orElse(0);
      return new AnswerDifference(worst, (double) same / requests);
    }
  }

  /// How far an output is from the other's, over the requests.
  private static final class OutputDifference {
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
