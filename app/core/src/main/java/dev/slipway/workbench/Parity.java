// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How alike two forms of a model answer.
///
/// @param worst the largest difference of a real output, as a share of the largest value that it
///   has over all requests: one that is near zero by itself is no larger a difference for that
/// @param same share of the requests whose other outputs (classes, texts) are all the same
record Parity(double worst, double same) {

  private static final int MOST_REQUESTS = 500;

  static Parity of(Path first, Path second, List<Map<String, Tensor>> rows)
      throws ProblemException {
    List<Map<String, Tensor>> few = rows.subList(0, Math.min(MOST_REQUESTS, rows.size()));
    Map<String, Apart> apart = new HashMap<>();
    int same = 0;
    try (Predictor a = Models.open(first, 1);
        Predictor b = Models.open(second, 1)) {
      for (Map<String, Tensor> row : few) {
        Map<String, Tensor> expected = a.predict(row);
        Map<String, Tensor> got = b.predict(row);
        boolean alike = true;
        for (Map.Entry<String, Tensor> output : expected.entrySet()) {
          Tensor other = Objects.requireNonNull(got.get(output.getKey()));
          if (output.getValue().datatype() == DataType.FP32) {
            apart
                .computeIfAbsent(output.getKey(), name -> new Apart())
                .add(output.getValue(), other);
          } else {
            alike &= equal(output.getValue(), other);
          }
        }
        same += alike ? 1 : 0;
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
    double worst = apart.values().stream().mapToDouble(Apart::share).max().orElse(0);
    return new Parity(worst, (double) same / few.size());
  }

  /// How far an output is from the other's, over the requests.
  private static final class Apart {
    private double largest;
    private double difference;

    void add(Tensor expected, Tensor got) {
      var a = expected.data().asFloatBuffer();
      var b = got.data().asFloatBuffer();
      if (a.remaining() != b.remaining()) {
        difference = Double.POSITIVE_INFINITY;
        return;
      }
      for (int i = 0; i < a.remaining(); i++) {
        largest = Float.isFinite(a.get(i)) ? Math.max(largest, Math.abs(a.get(i))) : largest;
        if (Float.compare(a.get(i), b.get(i)) != 0) {
          difference = Math.max(difference, Math.abs((double) a.get(i) - b.get(i)));
        }
      }
    }

    /// Without end where one of two answers is no number.
    double share() {
      double share = difference / Math.max(largest, 1e-9);
      return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
    }
  }

  private static boolean equal(Tensor a, Tensor b) {
    if (a.datatype() != DataType.BYTES) {
      return a.data().equals(b.data());
    }
    return java.util.Arrays.deepEquals(
        a.elements().toArray(byte[][]::new), b.elements().toArray(byte[][]::new));
  }
}
