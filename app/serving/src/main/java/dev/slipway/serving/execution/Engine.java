// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// A warmed-up model and the executors that run it, chosen by what the warm-up measured.
public final class Engine implements AutoCloseable {

  /// Below it the hand-over to another thread costs more than the model.
  private static final Duration FAST = Duration.ofNanos(500_000);

  /// What waits no longer than this need not be refused.
  private static final Duration SHORT_WAIT = Duration.ofMillis(5);

  /// Below it threads that share a session slow each other down; each gets its own.
  private static final Duration TOO_FAST_TO_SHARE = Duration.ofNanos(300_000);

  /// @param workers threads for slow models
  public record Settings(
      ExecutionMode mode,
      int maxRows,
      Duration maxDelay,
      int queueLength,
      int workers,
      int warmUpRuns) {}

  /// Loads the same model once more.
  @FunctionalInterface
  public interface Loader {
    Predictor load() throws InferenceException;
  }

  /// Finds a request for the warm-up.
  @FunctionalInterface
  public interface Samples {

    /// A request that stands for those to come; empty takes made-up numbers.
    Map<String, Tensor> forModel(Predictor predictor) throws InferenceException;
  }

  private final List<Predictor> predictors = new ArrayList<>();
  private final List<InferenceExecutor> executors = new ArrayList<>();
  private final Map<Executor, InferenceExecutor> byLoop = new HashMap<>();
  private final WarmUp.Report report;
  private final RunFailures failures;
  private final ExecutionMode mode;

  /// Warms the model up and makes executors for the threads that read connections.
  ///
  /// @param samples finds a request that stands for those to come
  public Engine(
      Loader loader,
      Settings settings,
      Samples samples,
      List<? extends Executor> loops,
      ExecutionObserver observer)
      throws InferenceException {
    Predictor predictor = loader.load();
    predictors.add(predictor);
    try {
      Map<String, Tensor> sample = samples.forModel(predictor);
      Map<String, Tensor> request =
          sample.isEmpty() ? SampleRows.without(predictor.inputs()) : sample;
      report =
          new WarmUp(predictor, System::nanoTime)
              .run(request, settings.warmUpRuns(), settings.maxRows());
      failures = new RunFailures(request);
      mode = choose(settings.mode());
      if (mode == ExecutionMode.LOOP) {
        runOnLoops(loader, settings, loops, observer);
      } else {
        runOnWorkers(settings, loops, observer);
      }
    } catch (InferenceException failure) {
      close();
      throw failure;
    }
  }

  private ExecutionMode choose(ExecutionMode wanted) {
    if (wanted != ExecutionMode.AUTO) {
      return wanted;
    }
    boolean fast = report.oneRequest().compareTo(FAST) <= 0;
    return fast ? ExecutionMode.LOOP : ExecutionMode.WORKER;
  }

  private void runOnLoops(
      Loader loader, Settings settings, List<? extends Executor> loops, ExecutionObserver observer)
      throws InferenceException {
    boolean share = report.oneRequest().compareTo(TOO_FAST_TO_SHARE) > 0;
    for (Executor loop : loops) {
      if (!share && !executors.isEmpty()) {
        predictors.add(loader.load());
      }
      BatchRunner runner =
          new BatchRunner(
              predictors.getLast(), report.maxRows(), failures, observer, System::nanoTime);
      InferenceExecutor executor = new LoopExecutor(loop, runner, mostWaiting(settings), observer);
      executors.add(executor);
      byLoop.put(loop, executor);
    }
  }

  /// The queue's length in runs of the model, each of as many rows as go together; but for a model
  /// so fast that they are done in no time, as many as are done in a few milliseconds.
  private int mostWaiting(Settings settings) {
    long atOnce = (long) settings.queueLength() * report.maxRows();
    long soon = SHORT_WAIT.toNanos() / Math.max(1, report.oneRequest().toNanos());
    return (int) Math.min(Integer.MAX_VALUE, Math.max(atOnce, soon));
  }

  private void runOnWorkers(
      Settings settings, List<? extends Executor> loops, ExecutionObserver observer) {
    var limits =
        new WorkerExecutor.Limits(
            settings.workers(), settings.queueLength(), report.maxRows(), settings.maxDelay());
    InferenceExecutor executor =
        new WorkerExecutor(
                limits,
                () ->
                    new BatchRunner(
                        predictor(), report.maxRows(), failures, observer, System::nanoTime),
                observer,
                System::nanoTime)
            .start();
    executors.add(executor);
    loops.forEach(loop -> byLoop.put(loop, executor));
  }

  /// The executor for requests read by one of the loops.
  public InferenceExecutor executorFor(Executor loop) {
    InferenceExecutor executor = byLoop.get(loop);
    if (executor == null) {
      throw new IllegalArgumentException("Not one of this engine's loops");
    }
    return executor;
  }

  public Predictor predictor() {
    return predictors.getFirst();
  }

  public WarmUp.Report report() {
    return report;
  }

  /// LOOP or WORKER.
  public ExecutionMode mode() {
    return mode;
  }

  /// Runs what was accepted, then frees the model. The loops must have stopped.
  @Override
  public void close() {
    executors.forEach(InferenceExecutor::close);
    predictors.forEach(Predictor::close);
  }
}
