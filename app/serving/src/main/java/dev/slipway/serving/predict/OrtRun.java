// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One request bound to a session: outputs whose shape is known are written straight into our
/// buffers, the rest are copied out of ONNX Runtime's.
final class OrtRun implements AutoCloseable {

  private final OrtSession session;
  private final Map<String, Tensor> request;
  private final List<TensorSpec> specs;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> pinned = new HashMap<>();
  private final Map<String, Tensor> pinnedTensors = new HashMap<>();
  private final Set<String> free = new LinkedHashSet<>();
  private Map<String, Tensor> outputs = Map.of();

  private OrtRun(OrtSession session, Map<String, Tensor> request, List<TensorSpec> specs) {
    this.session = session;
    this.request = request;
    this.specs = specs;
  }

  /// The same request, without buffers of ours for outputs.
  OrtRun unpinned() throws OrtException, InferenceException {
    return bind(session, request, specs, Map.of());
  }

  static OrtRun bind(
      OrtSession session,
      Map<String, Tensor> request,
      List<TensorSpec> specs,
      Map<String, long[]> shapes)
      throws OrtException, InferenceException {
    OrtRun run = new OrtRun(session, request, specs);
    try {
      for (Map.Entry<String, Tensor> input : request.entrySet()) {
        run.inputs.put(input.getKey(), OrtValues.wrap(input.getValue()));
      }
      for (TensorSpec spec : specs) {
        run.bindOutput(spec, shapes);
      }
      return run;
    } catch (OrtException | InferenceException | RuntimeException failure) {
      run.close();
      throw failure;
    }
  }

  private void bindOutput(TensorSpec spec, Map<String, long[]> shapes)
      throws OrtException, InferenceException {
    long[] shape = shapes.get(spec.name());
    if (shape == null || !OrtValues.canBeCreated(spec.datatype())) {
      free.add(spec.name());
      return;
    }
    Tensor tensor = Tensor.zeros(spec.datatype(), shape);
    pinnedTensors.put(spec.name(), tensor);
    pinned.put(spec.name(), OrtValues.wrap(tensor));
  }

  void run() throws OrtException, InferenceException {
    try (OrtSession.Result result = session.run(inputs, free, pinned)) {
      if (free.isEmpty()) {
        if (outputs.isEmpty()) {
          outputs = collect(Map.of());
        }
        return;
      }
      Map<String, Tensor> copied = new HashMap<>();
      for (String name : free) {
        copied.put(name, copy(result, name));
      }
      outputs = collect(copied);
    }
  }

  private static Tensor copy(OrtSession.Result result, String name)
      throws OrtException, InferenceException {
    if (result.get(name).orElse(null) instanceof OnnxTensor value) {
      return OrtValues.copy(value);
    }
    throw new InferenceException(Kind.INTERNAL, "the model gave no tensor for '" + name + "'");
  }

  private Map<String, Tensor> collect(Map<String, Tensor> copied) {
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    for (TensorSpec spec : specs) {
      Tensor tensor = copied.getOrDefault(spec.name(), pinnedTensors.get(spec.name()));
      if (tensor != null) {
        ordered.put(spec.name(), tensor);
      }
    }
    return Collections.unmodifiableMap(ordered);
  }

  /// The latest answer, in the model's order.
  Map<String, Tensor> outputs() {
    return outputs;
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    pinned.values().forEach(OnnxTensor::close);
  }
}
