// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A request whose deadline has passed must not be told to come again.
class DeadlineTest {

  @TempDir Path folder;

  private static final class Told implements Inference.Completion {
    private final List<Kind> kinds = new ArrayList<>();

    @Override
    public void answered(Map<String, Tensor> outputs, Inference.Timing timing) {}

    @Override
    public void failed(InferenceException failure) {
      kinds.add(failure.kind());
    }
  }

  private static final class Unseen implements ExecutionObserver {
    @Override
    public void executed(int requests, int rows, long computeNanos) {}

    @Override
    public void rejected(String reason) {}

    @Override
    public void pendingChanged(int by) {}
  }

  @Test
  void isToldThatItPassedWhereverItWaits() throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    Told told = new Told();
    try (OrtPredictor predictor = OrtPredictor.load(file, ModelSettings.withThreads(1))) {
      Map<String, Tensor> row = SampleRows.without(predictor.inputs());
      BatchRunner runner =
          new BatchRunner(predictor, 1, new RunFailures(row), new Unseen(), () -> 100);
      runner.run(List.of(new Inference(row, 0, 99, told)));
      runner.close();
      var limits = new WorkerExecutor.Limits(1, 4, 1, Duration.ZERO);
      try (WorkerExecutor worker =
          new WorkerExecutor(
              limits,
              () -> new BatchRunner(predictor, 1, new RunFailures(row), new Unseen(), () -> 100),
              new Unseen(),
              () -> 100)) {
        worker.submit(new Inference(row, 0, 99, told));
      }
    }

    assertEquals(List.of(Kind.DEADLINE_EXCEEDED, Kind.DEADLINE_EXCEEDED), told.kinds);
  }
}
