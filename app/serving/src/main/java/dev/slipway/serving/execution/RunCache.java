// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.predict.PreparedRun;
import dev.slipway.serving.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps runs with their tensors bound, one for each number of rows, since building tensors takes
/// as long as running a small model. For one thread.
final class RunCache implements AutoCloseable {

  private static final int MAX_RUNS = 80;
  private static final int MAX_BYTES = 1 << 18;

  private final Predictor predictor;
  private final Map<Key, Bound> bound = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(int rows, String kind) {}

  private record Bound(Map<String, Tensor> inputs, PreparedRun run) {}

  RunCache(Predictor predictor) {
    this.predictor = predictor;
  }

  /// Runs requests as one, several only if they [#fits]. The answer is valid until the next run.
  Map<String, Tensor> run(List<Map<String, Tensor>> requests, RowLayout layout)
      throws InferenceException {
    Map<String, Tensor> first = requests.getFirst();
    int rows = 0;
    for (Map<String, Tensor> request : requests) {
      int count = layout.rows(request);
      if (count == RowLayout.ALONE) {
        return predictor.predict(first);
      }
      rows += count;
    }
    if (!fits(first, rows)) {
      return predictor.predict(first);
    }
    Bound run = boundFor(new Key(rows, layout.kind(first)), first);
    RowLayout.fill(run.inputs(), requests);
    run.run().run();
    return run.run().outputs();
  }

  /// Whether so many rows like a request's are worth copying together. Larger ones the model reads
  /// where they are, each request alone: moving an image takes longer than what batching saves.
  static boolean fits(Map<String, Tensor> like, int rows) {
    return rows * bytesOfOneRow(like) <= MAX_BYTES;
  }

  private static long bytesOfOneRow(Map<String, Tensor> request) {
    long bytes = 0;
    for (Tensor tensor : request.values()) {
      bytes += tensor.data().remaining() / Math.max(1, tensor.dimension(0));
    }
    return bytes;
  }

  private Bound boundFor(Key key, Map<String, Tensor> like) throws InferenceException {
    Bound known = bound.get(key);
    if (known != null) {
      return known;
    }
    if (bound.size() >= MAX_RUNS) {
      Key oldest = bound.keySet().iterator().next();
      Bound evicted = bound.remove(oldest);
      if (evicted != null) {
        evicted.run().close();
      }
    }
    Map<String, Tensor> inputs = RowLayout.zeros(like, key.rows());
    Map<String, Tensor> sample = like;
    // Bound with real values: a model may fail on zeros.
    inputs.forEach((name, tensor) -> {
      Tensor row = sample.get(name);
      if (row != null) {
        for (int i = 0; i < key.rows(); i++) {
          tensor.rows(i, 1).data().put(row.rows(0, 1).data());
        }
      }
    });
    Bound made = new Bound(inputs, predictor.prepare(inputs));
    bound.put(key, made);
    return made;
  }

  @Override
  public void close() {
    bound.values().forEach(run -> run.run().close());
    bound.clear();
  }
}
