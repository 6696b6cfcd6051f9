// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
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
  private final List<OrtOutput> sessionOutputs;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> pinned = new HashMap<>();
  private final Map<String, Tensor> pinnedTensors = new HashMap<>();
  private final Set<String> free = new LinkedHashSet<>();
  private Map<String, Tensor> outputs = Map.of();

  private OrtRun(OrtSession session, Map<String, Tensor> request, List<OrtOutput> sessionOutputs) {
    this.session = session;
    this.request = request;
    this.sessionOutputs = sessionOutputs;
  }

  /// The same request, without buffers of ours for outputs.
  OrtRun unpinned() throws OrtException, InferenceException {
    return bind(session, request, sessionOutputs, Map.of());
  }

  static OrtRun bind(
      OrtSession session,
      Map<String, Tensor> request,
      List<OrtOutput> sessionOutputs,
      Map<String, long[]> shapes)
      throws OrtException, InferenceException {
    OrtRun run = new OrtRun(session, request, sessionOutputs);
    try {
      for (Map.Entry<String, Tensor> input : request.entrySet()) {
        run.inputs.put(input.getKey(), OrtValues.wrap(input.getValue()));
      }
      for (OrtOutput output : sessionOutputs) {
        run.bindOutput(output, shapes);
      }
      return run;
    } catch (OrtException | InferenceException | RuntimeException failure) {
      run.close();
      throw failure;
    }
  }

  private void bindOutput(OrtOutput output, Map<String, long[]> shapes)
      throws OrtException, InferenceException {
    TensorSpec spec = output.specs().getFirst();
    long[] shape = shapes.get(output.name());
    // What the graph hands through from input to output is not written into a buffer of ours
    boolean handedThrough = request.containsKey(output.name());
    if (shape == null
        || handedThrough
        || !output.isTensor()
        || !OrtValues.canBeCreated(spec.datatype())) {
      free.add(output.name());
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
        copied.putAll(copy(result, name));
      }
      outputs = collect(copied);
    }
  }

  private static Map<String, Tensor> copy(OrtSession.Result result, String name)
      throws OrtException, InferenceException {
    OnnxValue given = result.get(name).orElse(null);
    if (given instanceof OnnxTensor tensor) {
      return Map.of(name, OrtValues.copy(tensor));
    }
    if (given instanceof OnnxSequence maps) {
      return MapOutputs.tensors(name, maps);
    }
    throw new InferenceException(Kind.INTERNAL, "the model gave nothing for '" + name + "'");
  }

  private Map<String, Tensor> collect(Map<String, Tensor> copied) {
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    for (OrtOutput output : sessionOutputs) {
      for (TensorSpec spec : output.specs()) {
        Tensor tensor = copied.getOrDefault(spec.name(), pinnedTensors.get(spec.name()));
        if (tensor != null) {
          ordered.put(spec.name(), tensor);
        }
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
