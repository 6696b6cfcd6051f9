// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopExecutorTest {

  /// A queue of one, to which a request, a part of it and another request are given.
  private static final List<String> FULL_BUT_FOR_PARTS =
      List.of(
          "rejected queue_full",
          "second refused, UNAVAILABLE: the queue of 1 is full",
          "executed 1",
          "first answered",
          "executed 1",
          "part answered");

  @TempDir Path folder;

  private final List<String> events = new ArrayList<>();

  private final ExecutionObserver observer =
      new ExecutionObserver() {
        @Override
        public void executed(int requests, int rows, long computeNanos) {
          events.add("executed " + requests);
        }

        @Override
        public void rejected(String reason) {
          events.add("rejected " + reason);
        }

        @Override
        public void pendingChanged(int by) {}
      };

  @Test
  void refusesAtOnceWhatOneRoundCannotTakeAndTakesMoreInTheNext() throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    List<Runnable> nextRound = new ArrayList<>();
    try (OrtPredictor predictor = OrtPredictor.load(file, ModelSettings.withThreads(1));
        LoopExecutor executor = new LoopExecutor(nextRound::add, alone(predictor), 2, observer)) {
      executor.submit(request("first"));
      executor.submit(request("second"));
      executor.submit(request("third"));
      Optional<String> full = executor.refusal().map(InferenceException::reason);
      nextRound.forEach(Runnable::run);
      executor.submit(request("fourth"));

      assertEquals(Optional.of("the queue of 2 is full"), full);
      assertEquals(
          List.of(
              "rejected queue_full",
              "third refused, UNAVAILABLE: the queue of 2 is full",
              "rejected queue_full",
              "executed 1",
              "first answered",
              "executed 1",
              "second answered"),
          events);
      assertEquals(Optional.empty(), executor.refusal());
    }
  }

  /// What ran of a request would be lost.
  @Test
  void takesFurtherPartsOfWhatRunsThoughTheQueueIsFull() throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    List<Runnable> nextRound = new ArrayList<>();
    try (OrtPredictor predictor = OrtPredictor.load(file, ModelSettings.withThreads(1));
        LoopExecutor executor = new LoopExecutor(nextRound::add, alone(predictor), 1, observer)) {
      executor.submit(request("first"));
      executor.proceed(request("part"));
      executor.submit(request("second"));
      nextRound.forEach(Runnable::run);
    }

    assertEquals(FULL_BUT_FOR_PARTS, events);
  }

  @Test
  void workersTakeThemToo() throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    try (OrtPredictor predictor = OrtPredictor.load(file, ModelSettings.withThreads(1))) {
      var limits = new WorkerExecutor.Limits(1, 1, 1, Duration.ZERO);
      WorkerExecutor executor =
          new WorkerExecutor(limits, () -> alone(predictor), observer, System::nanoTime);
      executor.submit(request("first"));
      executor.proceed(request("part"));
      executor.submit(request("second"));
      executor.start().close();
    }

    assertEquals(FULL_BUT_FOR_PARTS, events);
  }

  private BatchRunner alone(OrtPredictor predictor) {
    return new BatchRunner(predictor, 1, new RunFailures(Map.of()), observer, System::nanoTime);
  }

  /// Memory outside the heap may run out while an answer is written.
  @Test
  void outlivesAnAnswerThatThereIsNoMemoryFor() throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    try (OrtPredictor predictor = OrtPredictor.load(file, ModelSettings.withThreads(1));
        BatchRunner together =
            new BatchRunner(predictor, 4, new RunFailures(Map.of()), observer, System::nanoTime);
        BatchRunner alone = alone(predictor)) {
      together.run(List.of(request("first"), request("greedy"), request("last")));
      alone.run(List.of(request("greedy"), request("last")));
    }

    String refused = "greedy refused, UNAVAILABLE: the server has no memory for it now; try again";
    assertEquals(
        List.of(
            "executed 3",
            "first answered",
            refused,
            "last answered",
            "executed 1",
            refused,
            "executed 1",
            "last answered"),
        events);
  }

  private Inference request(String name) {
    long now = System.nanoTime();
    Map<String, Tensor> row = Map.of("input", Tensor.floats(new long[] {1, 4}, 1, 2, 3, 4));
    return new Inference(
        row,
        now,
        Long.MAX_VALUE / 2 + now,
        new Inference.Completion() {
          @Override
          public void answered(Map<String, Tensor> outputs, Inference.Timing timing) {
            if (name.equals("greedy")) {
              throw new OutOfMemoryError("as Netty has it");
            }
            events.add(name + " answered");
          }

          @Override
          public void failed(InferenceException failure) {
            events.add(name + " refused, " + failure.kind() + ": " + failure.reason());
          }
        });
  }
}
