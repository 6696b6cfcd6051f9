// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.execution.Inference.Timing;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Runs requests on one thread, as few times as it can: rows of several requests go together.
///
/// Whoever makes one has checked that rows answer the same bits alone and together, up to
/// `maxRows`; 1 means that they never go together.
final class BatchRunner implements AutoCloseable {

  private final int maxRows;
  private final RunFailures failures;
  private final RunCache runs;
  private final RowLayout layout;
  private final ExecutionObserver observer;
  private final LongSupplier nanoTime;

  BatchRunner(
      Predictor predictor,
      int maxRows,
      RunFailures failures,
      ExecutionObserver observer,
      LongSupplier nanoTime) {
    this.failures = failures;
    this.maxRows = maxRows;
    this.layout = new RowLayout(predictor.inputs());
    this.runs = new RunCache(predictor);
    this.observer = observer;
    this.nanoTime = nanoTime;
  }

  /// Rows that a request brings to a batch, as [RowLayout#rows].
  int rows(Inference inference) {
    return layout.rows(inference.inputs());
  }

  /// Runs all, in order, and tells each completion.
  void run(List<Inference> requests) {
    List<Inference> group = new ArrayList<>();
    int groupRows = 0;
    String groupKind = "";
    for (Inference request : requests) {
      if (!isWorthRunning(request)) {
        continue;
      }
      int rows = maxRows == 1 ? RowLayout.ALONE : layout.rows(request.inputs());
      String kind = rows == RowLayout.ALONE ? "" : layout.kind(request.inputs());
      boolean joins =
          rows != RowLayout.ALONE
              && groupRows + rows <= maxRows
              && kind.equals(groupKind)
              && RunCache.fits(request.inputs(), groupRows + rows);
      if (!joins || group.isEmpty()) {
        runGroup(group, groupRows);
        group.clear();
        groupRows = 0;
        groupKind = kind;
      }
      group.add(request);
      // One that goes alone fills its group.
      groupRows += rows == RowLayout.ALONE ? maxRows : rows;
    }
    runGroup(group, groupRows);
  }

  private boolean isWorthRunning(Inference request) {
    if (request.isAbandoned()) {
      observer.rejected("abandoned");
      request
          .completion()
          .failed(
              new InferenceException(
                  InferenceException.Kind.UNAVAILABLE, "the caller closed the connection"));
      return false;
    }
    if (request.isLate(nanoTime.getAsLong())) {
      observer.rejected("deadline");
      request.completion().failed(passed());
      return false;
    }
    return true;
  }

  /// Not unavailable, which would make clients try again what nobody waits for any more.
  static InferenceException passed() {
    return new InferenceException(
        InferenceException.Kind.DEADLINE_EXCEEDED, "the request waited longer than its deadline");
  }

  private void runGroup(List<Inference> group, int rows) {
    if (group.size() == 1) {
      runAlone(group.getFirst());
    } else if (!group.isEmpty()) {
      runTogether(group, rows);
    }
  }

  private void runAlone(Inference request) {
    long start = nanoTime.getAsLong();
    try {
      Map<String, Tensor> outputs = runs.run(List.of(request.inputs()), layout);
      long compute = nanoTime.getAsLong() - start;
      observer.executed(1, Math.max(1, layout.rows(request.inputs())), compute);
      Timing timing = request.timing(start, compute);
      request.completion().answered(outputs, timing);
    } catch (InferenceException failure) {
      request.completion().failed(failures.told(failure, request.inputs()));
    } catch (RuntimeException | OutOfMemoryError unexpected) {
      request.completion().failed(unexpected(unexpected));
    }
  }

  /// One bad row must not fail its neighbours: if the batch fails, each is run alone.
  private void runTogether(List<Inference> group, int rows) {
    long start = nanoTime.getAsLong();
    Map<String, Tensor> outputs;
    try {
      outputs = runs.run(group.stream().map(Inference::inputs).toList(), layout);
    } catch (InferenceException | RuntimeException | OutOfMemoryError failure) {
      group.forEach(this::runAlone);
      return;
    }
    if (!RowLayout.haveRows(outputs, rows)) {
      group.forEach(this::runAlone);
      return;
    }
    long compute = nanoTime.getAsLong() - start;
    observer.executed(group.size(), rows, compute);
    int from = 0;
    for (Inference request : group) {
      int count = layout.rows(request.inputs());
      Timing timing = request.timing(start, compute);
      answer(request, RowLayout.slice(outputs, from, count), timing);
      from += count;
    }
  }

  private static void answer(Inference request, Map<String, Tensor> outputs, Timing timing) {
    try {
      request.completion().answered(outputs, timing);
    } catch (RuntimeException | OutOfMemoryError failure) {
      request.completion().failed(unexpected(failure));
    }
  }

  /// Memory outside the heap is bounded, too, and asking for more of it leaves the process whole.
  private static InferenceException unexpected(Throwable unexpected) {
    if (unexpected instanceof OutOfMemoryError) {
      return new InferenceException(
          InferenceException.Kind.UNAVAILABLE, "the server has no memory for it now; try again");
    }
    return new InferenceException(
        InferenceException.Kind.INTERNAL, "the model failed: " + unexpected, unexpected);
  }

  @Override
  public void close() {
    runs.close();
  }
}
