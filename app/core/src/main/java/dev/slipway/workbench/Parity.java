// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How alike two forms of a model answer.
///
/// @param worst the largest difference of a real output, as a share of that output's largest value
/// @param same share of the requests whose other outputs (classes, texts) are all the same
record Parity(double worst, double same) {

  private static final int MOST_REQUESTS = 500;

  static Parity of(Path first, Path second, List<Map<String, Tensor>> rows)
      throws ProblemException {
    List<Map<String, Tensor>> few = rows.subList(0, Math.min(MOST_REQUESTS, rows.size()));
    double worst = 0;
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
            worst = Math.max(worst, apart(output.getValue(), other));
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
    return new Parity(worst, (double) same / few.size());
  }

  private static double apart(Tensor expected, Tensor got) {
    var a = expected.data().asFloatBuffer();
    var b = got.data().asFloatBuffer();
    if (a.remaining() != b.remaining()) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    double difference = 0;
    for (int i = 0; i < a.remaining(); i++) {
      most = Math.max(most, Math.abs(a.get(i)));
      difference = Math.max(difference, Math.abs(a.get(i) - b.get(i)));
    }
    return difference / Math.max(most, 1e-9);
  }

  private static boolean equal(Tensor a, Tensor b) {
    if (a.datatype() != DataType.BYTES) {
      return a.data().equals(b.data());
    }
    return java.util.Arrays.deepEquals(
        a.elements().toArray(byte[][]::new), b.elements().toArray(byte[][]::new));
  }
}
