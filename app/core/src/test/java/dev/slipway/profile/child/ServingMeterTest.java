// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What serving costs, on the real runtime over real sockets.
final class ServingMeterTest {

  private static final Path PENGUINS =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");
  private static final Map<String, Tensor> PENGUIN =
      Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450));
  private static final Duration BRIEFLY = Duration.ofMillis(800);

  @TempDir Path folder;

  @Test
  void predictsWhatACoreCanServe() throws Exception {
    ServingCost cost = measured(PENGUINS, PENGUIN).orElseThrow();

    assertTrue(cost.request().isPositive(), cost.toString());
    assertTrue(cost.requests() > 10, cost.toString());
    assertEquals(new ServedCapacity(cost.request()).of(1), cost.perCore());
  }

  /// 3,072 numbers of JSON and three convolutions.
  @Test
  void costsMoreForALargerRequestAndModel() throws Exception {
    float[] picture = new float[3 * 32 * 32];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = i * 0.001f;
    }
    var row = Map.of("x", Tensor.floats(new long[] {1, 3, 32, 32}, picture));

    ServingCost large = measured(MadeModels.cnn(folder), row).orElseThrow();

    ServingCost small = measured(PENGUINS, PENGUIN).orElseThrow();
    assertTrue(large.request().compareTo(small.request()) > 0, large + " and " + small);
  }

  @Test
  void isUnknownForAModelThatRefusesItsRow() throws Exception {
    var wrong = Map.of("measurements", Tensor.floats(new long[] {1, 2}, 1, 2));

    assertEquals(Optional.empty(), measured(PENGUINS, wrong));
  }

  private static Optional<ServingCost> measured(Path model, Map<String, Tensor> row)
      throws Exception {
    var loader = ModelLoading.loader(model, new Profile.Settings(1, "ALL", 1));
    return new ServingMeter(loader, new Profile.Settings(1, "ALL", 1), List.of(row, row))
        .measure(BRIEFLY, Progress.NONE);
  }
}
