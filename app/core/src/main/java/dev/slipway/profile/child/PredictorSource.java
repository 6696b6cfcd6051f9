// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.measure.load.LoadTarget;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.predict.PreparedRun;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The model itself, in this process: the code that answers in the container, without the wire.
final class PredictorSource implements LoadTarget.Source {

  /// Bound runs a worker, one for each combination of input shapes; further ones are sent unbound.
  private static final int MOST_BOUND = 32;

  private final Predictor predictor;
  private final List<Map<String, Tensor>> rows;

  PredictorSource(Predictor predictor, List<Map<String, Tensor>> rows) {
    this.predictor = predictor;
    this.rows = List.copyOf(rows);
  }

  @Override
  public int inputs() {
    return rows.size();
  }

  @Override
  public LoadTarget.Place place() {
    return LoadTarget.Place.HERE;
  }

  @Override
  public LoadTarget open() {
    return new Bound();
  }

  /// Runs with their buffers bound once; a row is copied in, as a request would be.
  private final class Bound implements LoadTarget {

    private final Map<String, BoundRun> byShape = new HashMap<>();
    private final List<@Nullable BoundRow> ofRow = new ArrayList<>();

    private Bound() {
      rows.forEach(row -> ofRow.add(bind(row)));
    }

    /// Null for a row that is sent unbound: texts, a rare shape, or inputs that the model refuses.
    private @Nullable BoundRow bind(Map<String, Tensor> row) {
      if (row.values().stream().anyMatch(tensor -> tensor.datatype() == DataType.BYTES)) {
        return null;
      }
      BoundRun run = byShape.get(shapes(row));
      if (run == null && byShape.size() < MOST_BOUND) {
        run = boundTo(row);
      }
      return run == null ? null : new BoundRow(run, run.buffersOf(row));
    }

    private @Nullable BoundRun boundTo(Map<String, Tensor> row) {
      Map<String, Tensor> own = new HashMap<>();
      row.forEach((name, tensor) -> own.put(name, copy(tensor)));
      try {
        BoundRun run = BoundRun.of(predictor.prepare(own), own);
        byShape.put(shapes(row), run);
        return run;
      } catch (InferenceException refused) {
        return null;
      }
    }

    @Override
    public boolean send(int input) {
      BoundRow bound = ofRow.get(input);
      try {
        if (bound != null) {
          bound.send();
        } else {
          predictor.predict(rows.get(input));
        }
        return true;
      } catch (InferenceException wrong) {
        return bound != null && answersUnbound(input);
      }
    }

    /// Output shapes may depend on the values, so that a run bound to one row fails for another.
    private boolean answersUnbound(int input) {
      try {
        predictor.predict(rows.get(input));
        ofRow.set(input, null);
        return true;
      } catch (InferenceException wrong) {
        return false;
      }
    }

    @Override
    public void close() {
      byShape.values().forEach(bound -> bound.run().close());
    }
  }

  /// A run and its input buffers, in the order of their names.
  private record BoundRun(PreparedRun run, List<String> names, List<ByteBuffer> buffers) {

    private static BoundRun of(PreparedRun run, Map<String, Tensor> own) {
      List<String> names = own.keySet().stream().sorted().toList();
      return new BoundRun(run, names, names.stream().map(n -> data(own, n)).toList());
    }

    private List<ByteBuffer> buffersOf(Map<String, Tensor> row) {
      return names.stream().map(name -> data(row, name)).toList();
    }

    private static ByteBuffer data(Map<String, Tensor> row, String name) {
      return Objects.requireNonNull(row.get(name), name).data();
    }
  }

  /// A row that is copied into a run's buffers.
  private record BoundRow(BoundRun bound, List<ByteBuffer> data) {

    private void send() throws InferenceException {
      for (int i = 0; i < data.size(); i++) {
        ByteBuffer to = bound.buffers().get(i);
        to.put(0, data.get(i), 0, to.capacity());
      }
      bound.run().run();
    }
  }

  private static Tensor copy(Tensor tensor) {
    ByteBuffer from = tensor.data();
    ByteBuffer own = ByteBuffer.allocateDirect(from.remaining());
    own.put(from).flip();
    return Tensor.wrap(tensor.datatype(), tensor.shape(), own);
  }

  private static String shapes(Map<String, Tensor> row) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(row).forEach((name, tensor) -> text.append(name).append(tensor));
    return text.toString();
  }
}
