// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.trees.ServedOutputs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Distances decide which rows are nearest, even by their last digit.
final class DistanceTest {

  private static final int VECTORS = 12;

  static Stream<Distance> columnwise() {
    return Stream.of(
        new Distance.Squared(),
        new Distance.Manhattan(),
        new Distance.Chebyshev(),
        new Distance.Minkowski(2, new double[0]),
        new Distance.Canberra(),
        new Distance.Hamming());
  }

  @ParameterizedTest
  @MethodSource("columnwise")
  void theGraphHasEachDigitOfADistance(Distance distance) {
    // Few columns have nodes of their own, many are gone through by a loop
    for (int width : new int[] {3, Distance.Columnwise.UNROLLED + 8}) {
      double[][] vectors = tenths(VECTORS, width, 1);
      List<double[]> rows = List.of(tenths(9, width, 2));
      var graph = new GraphWriter();
      String x = graph.input("features", DataType.DOUBLE, width);
      graph.output(distance.write(graph, x, vectors), "away", DataType.DOUBLE, VECTORS);

      List<List<Double>> expected =
          rows.stream()
              .map(row -> Arrays.stream(vectors).map(vector -> distance.of(row, vector)).toList())
              .toList();
      assertEquals(
          expected,
          ServedOutputs.of(graph.model("away", "test", Map.of()), rows).rows("away"),
          distance + " of " + width + " columns");
    }
  }

  /// Tenths, as measures have them: many are equally far apart, and some are the same.
  private static double[][] tenths(int rows, int width, long seed) {
    var random = new Random(seed);
    return IntStream.range(0, rows)
        .mapToObj(i -> random.ints(width, -5, 6).mapToDouble(n -> n / 10.0).toArray())
        .toArray(double[][]::new);
  }
}
