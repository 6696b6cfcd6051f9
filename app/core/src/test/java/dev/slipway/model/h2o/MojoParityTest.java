// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.model.ForeignModel;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.trees.ProbeRows;
import dev.slipway.model.trees.ServedOutputs;
import dev.slipway.model.trees.TreeEnsemble;
import dev.slipway.model.trees.TreeOnnx;
import hex.genmodel.MojoModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// H2O's own scorer against what its archives become. H2O trained them on made-up rows with missing
/// values and a category of forty levels (`models/h2o/README.md`).
@Tag("tools")
final class MojoParityTest {

  private static final int ROWS = 1000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gbm-binomial",
        "gbm-multinomial",
        "gbm-gaussian",
        "gbm-poisson",
        "drf-binomial",
        "drf-binomial-double",
        "drf-multinomial",
        "drf-regression",
        "isolation-forest",
        "glm-binomial",
        "glm-gaussian",
        "glm-poisson",
        "glm-gamma-inverse",
        "glm-tweedie",
        "glm-multinomial"
      })
  void answersAsH2oDoes(String name) throws Exception {
    Path file = fixture(name);
    MojoModel h2o = MojoModel.load(file.toString());
    Original original = ForeignModel.recognise(file).orElseThrow().read();
    TreeEnsemble ensemble = original.ensemble();
    List<double[]> rows = ProbeRows.of(ensemble, ROWS, 5);
    byte[] onnx = TreeOnnx.write(ensemble, "test", Map.of());
    ServedOutputs served = ServedOutputs.of(onnx, ensemble.input(), rows);
    boolean classes = ensemble.outcome() instanceof Outcome.Classes;
    List<List<Double>> numbers = served.rows(classes ? "probabilities" : "prediction");
    for (int i = 0; i < rows.size(); i++) {
      double[] all = h2o.score0(row(h2o, ensemble, rows.get(i)), new double[h2o.getPredsSize()]);
      List<Double> read = original.answer(rows.get(i));
      // H2O keeps a place for the class before the probabilities, and spare places behind a number
      int first = classes ? 1 : 0;
      double[] expected = Arrays.copyOfRange(all, first, first + read.size());
      assertClose(expected, read, 1e-9, "row " + i + " as read");
      assertClose(expected, numbers.get(i), 1e-6, "row " + i + " as converted");
      if (ensemble.outcome() instanceof Outcome.Classes named) {
        String label = served.texts("label").get(i);
        assertTrue(
            label.equals(named.labels().get((int) all[0])) || isTie(named, expected),
            "row %d is %s, not %s".formatted(i, label, named.labels().get((int) all[0])));
      }
    }
  }

  /// H2O draws one of equal classes by lot.
  private static boolean isTie(Outcome.Classes named, double[] expected) {
    if (named.threshold().isPresent()) {
      return Math.abs(expected[1] - named.threshold().getAsDouble()) < 1e-7;
    }
    double[] sorted = Arrays.stream(expected).sorted().toArray();
    return sorted[sorted.length - 1] - sorted[sorted.length - 2] < 1e-7;
  }

  private static double[] row(MojoModel h2o, TreeEnsemble ensemble, double[] row) {
    double[] all = new double[h2o.getNumCols()];
    for (int column = 0; column < all.length; column++) {
      int place = ensemble.input().names().indexOf(h2o.getNames()[column]);
      all[column] = place < 0 ? Double.NaN : row[place];
    }
    return all;
  }

  private static void assertClose(
      double[] expected, List<Double> found, double allowed, String where) {
    assertEquals(expected.length, found.size(), where);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], found.get(i), allowed * Math.max(1e-2, Math.abs(expected[i])), where);
    }
  }

  private static Path fixture(String name) throws Exception {
    return Path.of(
        Objects.requireNonNull(
                MojoParityTest.class.getResource("/models/h2o/" + name + ".zip"), name)
            .toURI());
  }
}
