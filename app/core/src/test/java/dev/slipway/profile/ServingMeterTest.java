// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What serving costs, on the real server over real sockets.
final class ServingMeterTest {

  private static final Path PENGUINS =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");
  private static final Profile.Settings SETTINGS = new Profile.Settings(1, "ALL", 1);
  private static final Duration FAST = Duration.ofNanos(5_000);
  private static final Duration SLOW = Duration.ofMillis(3);
  private static final Duration BRIEFLY = Duration.ofMillis(800);

  @TempDir Path folder;

  @Test
  void isMeasuredForModelsThatRunOnTheLoopAndOnWorkers() throws Exception {
    var row = Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450));
    try (Predictor model = ModelLoading.load(PENGUINS, SETTINGS)) {
      var meter = new ServingMeter(model, List.of(row, row));

      for (Duration inference : List.of(FAST, SLOW)) {
        ServingCost cost =
            meter.measure(inference, inference, BRIEFLY, Progress.NONE).orElseThrow();

        assertTrue(cost.cpu().isPositive(), cost.toString());
        assertTrue(cost.requests() > 10, cost.toString());
        assertEquals(new ServedCapacity(inference, cost.cpu()).of(1), cost.perCore());
      }
    }
  }

  /// A picture as JSON is some hundred kilobytes to read, far more than a row of four numbers.
  @Test
  void costsMoreForALargerRequest() throws Exception {
    float[] picture = new float[3 * 32 * 32];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = i * 0.001f;
    }
    var small = Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450));
    var large = Map.of("x", Tensor.floats(new long[] {1, 3, 32, 32}, picture));

    assertTrue(
        cpu(MadeModels.cnn(folder), large).compareTo(cpu(PENGUINS, small)) > 0,
        "3,072 numbers cost no more than 4");
  }

  @Test
  void isUnknownForAModelThatRefusesItsRow() throws Exception {
    var wrong = Map.of("measurements", Tensor.floats(new long[] {1, 2}, 1, 2));
    try (Predictor model = ModelLoading.load(PENGUINS, SETTINGS)) {
      assertEquals(
          Optional.empty(),
          new ServingMeter(model, List.of(wrong)).measure(FAST, FAST, BRIEFLY, Progress.NONE));
    }
  }

  private static Duration cpu(Path file, Map<String, Tensor> row) throws Exception {
    try (Predictor model = ModelLoading.load(file, SETTINGS)) {
      return new ServingMeter(model, List.of(row))
          .measure(FAST, FAST, BRIEFLY, Progress.NONE)
          .orElseThrow()
          .cpu();
    }
  }
}
