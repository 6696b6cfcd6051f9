// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.predict.PreparedRun;
import dev.slipway.serving.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Keeps runs with their tensors bound, one for each number of rows and shape that comes again,
/// since building tensors takes as long as running a small model. What comes once, as texts of ever
/// other lengths do, is run as it came. For one thread.
final class RunCache implements AutoCloseable {

  private static final int MAX_RUNS = 80;

  /// Of a run's inputs.
  private static final int MAX_BYTES = 1 << 18;

  /// Of all that is bound: inputs, outputs, and as much again for the first answer.
  private static final long MAX_BOUND_BYTES = 32 << 20;

  /// A larger run would leave no room for others.
  private static final long MAX_BYTES_OF_RUN = MAX_BOUND_BYTES / 4;

  private final Predictor predictor;
  private final SequencedMap<Key, Bound> bound = new LinkedHashMap<>(16, 0.75f, true);
  private long boundBytes;

  /// What came once, and is bound when it comes again; the oldest first.
  private final SequencedSet<Key> once = new LinkedHashSet<>();

  private record Key(int rows, String kind) {}

  private record Bound(Map<String, Tensor> inputs, PreparedRun run, long bytes) {}

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
    Key key = new Key(rows, layout.kind(first));
    Bound known = bound.get(key);
    if (known != null) {
      RowLayout.fill(known.inputs(), requests);
      known.run().run();
      return known.run().outputs();
    }
    return once.remove(key) ? bind(key, requests) : runOnce(key, requests);
  }

  private Map<String, Tensor> runOnce(Key key, List<Map<String, Tensor>> requests)
      throws InferenceException {
    Map<String, Tensor> inputs =
        requests.size() == 1 ? requests.getFirst() : together(key.rows(), requests);
    Map<String, Tensor> outputs = predictor.predict(inputs);
    if (bytes(inputs, outputs) <= MAX_BYTES_OF_RUN) {
      if (once.size() == MAX_RUNS) {
        once.removeFirst();
      }
      once.add(key);
    }
    return outputs;
  }

  /// Bound with real values, since a model may fail on zeros; the run that binds answers them.
  private Map<String, Tensor> bind(Key key, List<Map<String, Tensor>> requests)
      throws InferenceException {
    Map<String, Tensor> inputs = together(key.rows(), requests);
    PreparedRun run = predictor.prepare(inputs);
    Map<String, Tensor> outputs = run.outputs();
    Bound made = new Bound(inputs, run, bytes(inputs, outputs));
    boundBytes += made.bytes();
    while (bound.size() == MAX_RUNS || (boundBytes > MAX_BOUND_BYTES && !bound.isEmpty())) {
      Bound oldest = Objects.requireNonNull(bound.pollFirstEntry()).getValue();
      boundBytes -= oldest.bytes();
      oldest.run().close();
    }
    bound.put(key, made);
    return outputs;
  }

  private static Map<String, Tensor> together(int rows, List<Map<String, Tensor>> requests) {
    Map<String, Tensor> inputs = RowLayout.zeros(requests.getFirst(), rows);
    RowLayout.fill(inputs, requests);
    return inputs;
  }

  /// What a run keeps while it is bound.
  private static long bytes(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    return bytes(inputs) + 2 * bytes(outputs);
  }

  private static long bytes(Map<String, Tensor> tensors) {
    long bytes = 0;
    for (Tensor tensor : tensors.values()) {
      bytes += tensor.data().remaining();
      for (byte[] text : tensor.elements()) {
        bytes += text.length;
      }
    }
    return bytes;
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

  @Override
  public void close() {
    bound.values().forEach(run -> run.run().close());
    bound.clear();
    boundBytes = 0;
  }
}
