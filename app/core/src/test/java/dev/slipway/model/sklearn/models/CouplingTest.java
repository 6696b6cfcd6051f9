// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.trees.ServedOutputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Probabilities of several classes from those within each pair.
final class CouplingTest {

  private static final int ROWS = 200;

  @Test
  void whatIsAsGoodAsSettledStaysWhereItBegan() {
    // libsvm moves nothing while no class is off by 0.005 over their number
    assertArrayEquals(new double[] {0.5, 0.5}, coupling(2).of(new double[] {0.501}));
  }

  @Test
  void pairsThatAgreeWithProbabilitiesGiveThem() {
    double[] wanted = {0.6, 0.3, 0.1};
    double[] shares = {0.6 / 0.9, 0.6 / 0.7, 0.3 / 0.4};

    assertArrayEquals(wanted, coupling(3).of(shares), 0.005);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7})
  void theGraphMakesTheSameRoundsForEachRow(int classes) {
    var random = new Random(classes);
    List<double[]> rows = new ArrayList<>();
    List<List<Double>> own = new ArrayList<>();
    Set<Long> kinds = new HashSet<>();
    for (int i = 0; i < ROWS; i++) {
      // From pairs that hardly differ, which need no round, to pairs that are sure and contradict
      double spread = i * 10.0 / ROWS;
      double[] shares =
          random
              .doubles(coupling(classes).pairs().count(), -spread, spread + 1e-9)
              .map(Rows::sigmoid)
              .toArray();
      double[] probabilities = coupling(classes).of(shares);
      assertEquals(1, Rows.sum(probabilities), 1e-12);
      kinds.add(Math.round(probabilities[0] * 1000));
      rows.add(shares);
      own.add(Arrays.stream(probabilities).boxed().toList());
    }
    assertTrue(kinds.size() > ROWS / 4, "rows that differ, not " + kinds);

    List<List<Double>> served = ServedOutputs.of(graph(classes), rows).rows("probabilities");
    for (int i = 0; i < ROWS; i++) {
      assertArrayEquals(array(own.get(i)), array(served.get(i)), 1e-12, "row " + i);
    }
  }

  private static Coupling coupling(int classes) {
    return new Coupling(new Pairs(classes));
  }

  private static byte[] graph(int classes) {
    var graph = new GraphWriter();
    Coupling coupling = coupling(classes);
    String shares = graph.input("features", DataType.DOUBLE, coupling.pairs().count());
    graph.output(coupling.write(graph, shares), "probabilities", DataType.DOUBLE, classes);
    return graph.model("coupling", "test", Map.of());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
