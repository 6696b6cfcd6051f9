// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.model.TensorStream;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.predict.PreparedRun;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A model in the child process.
final class IsolatedPredictor implements Predictor {

  private record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {}

  private final Connection connection;
  private final int id;
  private final Signature signature;
  private final Limits limits;

  private IsolatedPredictor(Connection connection, int id, Signature signature, Limits limits) {
    this.connection = connection;
    this.id = id;
    this.signature = signature;
    this.limits = limits;
  }

  static IsolatedPredictor open(
      Connection connection, int id, Path model, ModelSettings settings, Limits limits)
      throws InferenceException {
    Signature signature =
        connection.ask(
            out -> {
              out.writeByte(Wire.OPEN);
              out.writeInt(id);
              TensorStream.text(out, model.toAbsolutePath().toString());
              out.writeInt(settings.threads());
              TensorStream.text(out, settings.level().name());
              out.writeLong(limits.memory().count());
            },
            in -> new Signature(Wire.specs(in), Wire.specs(in)),
            limits.opening());
    return new IsolatedPredictor(connection, id, signature, limits);
  }

  @Override
  public List<TensorSpec> inputs() {
    return signature.inputs();
  }

  @Override
  public List<TensorSpec> outputs() {
    return signature.outputs();
  }

  @Override
  public Map<String, Tensor> predict(Map<String, Tensor> request) throws InferenceException {
    return connection.ask(
        out -> {
          out.writeByte(Wire.PREDICT);
          out.writeInt(id);
          TensorStream.write(out, request);
        },
        TensorStream::read,
        limits.answering());
  }

  @Override
  public PreparedRun prepare(Map<String, Tensor> request) throws InferenceException {
    var prepared = new Prepared(request, predict(request));
    return prepared;
  }

  /// Sends the inputs each time; nothing is bound across processes.
  private final class Prepared implements PreparedRun {

    private final Map<String, Tensor> request;
    private Map<String, Tensor> outputs;

    private Prepared(Map<String, Tensor> request, Map<String, Tensor> outputs) {
      this.request = Map.copyOf(request);
      this.outputs = outputs;
    }

    @Override
    public void run() throws InferenceException {
      outputs = predict(request);
    }

    @Override
    public Map<String, Tensor> outputs() {
      return outputs;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  @Override
  public void close() {
    if (connection.isOver()) {
      return;
    }
    try {
      connection.ask(
          out -> {
            out.writeByte(Wire.CLOSE);
            out.writeInt(id);
          },
          in -> true,
          limits.opening());
    } catch (InferenceException gone) {
      // with its process, which is what closing is for
    }
  }
}
