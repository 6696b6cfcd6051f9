// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many rows the warm-up lets go together.
final class WarmUpTest {

  @TempDir Path folder;

  /// Rows that are too large to be batched are not tried together: 32 pictures in one run could
  /// take more memory than the service has.
  @ParameterizedTest
  @CsvSource({
    // values of 4 bytes in a row, most rows
    "100000, 1, 2 rows are too large to be copied together",
    "20000, 3, 4 rows are too large to be copied together",
  })
  void largeRowsAreNotTriedTogether(int values, int rows, String because) throws Exception {
    WarmUp.Report report = warmUp(values);

    assertEquals(because, report.because());
    assertEquals(rows, report.maxRows());
  }

  @Test
  void smallRowsAreTriedUpToTheLimit() throws Exception {
    WarmUp.Report report = warmUp(4);

    assertEquals("every number of rows up to 32 answers the same bits", report.because());
    assertEquals(32, report.maxRows());
  }

  /// A model without sums, which answers the same bits in every batch.
  private WarmUp.Report warmUp(int values) throws Exception {
    Path file =
        new TestModel("abs")
            .input("x", DataType.FP32, "batch", values)
            .node("Abs", "x", "y")
            .output("y", DataType.FP32, "batch", values)
            .writeTo(folder.resolve("model.onnx"));
    try (OrtPredictor predictor = OrtPredictor.load(file, ModelSettings.withThreads(1))) {
      return new WarmUp(predictor, System::nanoTime)
          .run(Map.of("x", Tensor.zeros(DataType.FP32, 1, values)), 3, 32);
    }
  }
}
