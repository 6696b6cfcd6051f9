// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxModelMetadata;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// An ONNX model in ONNX Runtime.
public final class OrtPredictor implements Predictor {

  private final OrtSession session;
  private final List<TensorSpec> inputs;
  private final List<OrtOutput> sessionOutputs;
  private final List<TensorSpec> outputs;
  private final OutputShapes outputShapes;
  private volatile boolean pinning = true;

  private OrtPredictor(
      OrtSession session, List<TensorSpec> inputs, List<OrtOutput> sessionOutputs) {
    this.session = session;
    this.inputs = List.copyOf(inputs);
    this.sessionOutputs = List.copyOf(sessionOutputs);
    this.outputs = sessionOutputs.stream().flatMap(output -> output.specs().stream()).toList();
    this.outputShapes = new OutputShapes(this.inputs, this.outputs);
  }

  /// Loads an ONNX model from a file; external data is looked for beside it.
  ///
  /// @throws InferenceException of kind INVALID_MODEL when the file is missing or no usable model,
  ///   UNSUPPORTED when a tensor has a type that the protocol lacks
  public static OrtPredictor load(Path file, ModelSettings settings) throws InferenceException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new InferenceException(Kind.INVALID_MODEL, "There is no readable file " + file);
    }
    // First of all: the options' class loads the library too.
    OrtEnvironment environment = OrtBoot.environment();
    OrtSession session;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      apply(settings, options);
      session = environment.createSession(file.toString(), options);
    } catch (OrtException failure) {
      throw new InferenceException(
          Kind.INVALID_MODEL, "ONNX Runtime cannot load " + file + ": " + text(failure), failure);
    }
    try {
      return new OrtPredictor(
          session, inputSpecs(session.getInputInfo()), outputs(session.getOutputInfo()));
    } catch (OrtException | InferenceException failure) {
      close(session);
      throw failure instanceof InferenceException known
          ? known
          : new InferenceException(
              Kind.INVALID_MODEL, String.valueOf(failure.getMessage()), failure);
    }
  }

  /// Writes the model as ONNX Runtime rewrites it when it loads it, without loading it to be asked.
  ///
  /// @param to the file; a level of ALL ties it to this kind of processor
  public static void optimise(Path file, ModelSettings settings, Path to)
      throws InferenceException {
    OrtEnvironment environment = OrtBoot.environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      apply(settings, options);
      options.setOptimizedModelFilePath(to.toString());
      environment.createSession(file.toString(), options).close();
    } catch (OrtException failure) {
      throw new InferenceException(
          Kind.INVALID_MODEL,
          "ONNX Runtime cannot rewrite " + file + ": " + text(failure),
          failure);
    }
  }

  private static void apply(ModelSettings settings, OrtSession.SessionOptions options)
      throws OrtException {
    options.setIntraOpNumThreads(settings.threads());
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    String spin = settings.spinning() ? "1" : "0";
    options.addConfigEntry("session.intra_op.allow_spinning", spin);
    options.addConfigEntry("session.inter_op.allow_spinning", spin);
    options.setCPUArenaAllocator(settings.memoryArena());
    options.setOptimizationLevel(
        switch (settings.level()) {
          case NONE -> OrtSession.SessionOptions.OptLevel.NO_OPT;
          case BASIC -> OrtSession.SessionOptions.OptLevel.BASIC_OPT;
          case EXTENDED -> OrtSession.SessionOptions.OptLevel.EXTENDED_OPT;
          case ALL -> OrtSession.SessionOptions.OptLevel.ALL_OPT;
        });
    if (settings.profile().isPresent()) {
      options.enableProfiling(settings.profile().get().toString());
    }
  }

  private static List<TensorSpec> inputSpecs(Map<String, NodeInfo> nodes)
      throws InferenceException {
    List<TensorSpec> specs = new ArrayList<>();
    for (NodeInfo node : nodes.values()) {
      if (!(node.getInfo() instanceof TensorInfo info)) {
        throw cannotServe(node);
      }
      specs.add(spec(node.getName(), info));
    }
    return specs;
  }

  private static List<OrtOutput> outputs(Map<String, NodeInfo> nodes) throws InferenceException {
    List<OrtOutput> outputs = new ArrayList<>();
    for (NodeInfo node : nodes.values()) {
      String name = node.getName();
      if (node.getInfo() instanceof TensorInfo info) {
        outputs.add(new OrtOutput(name, List.of(spec(name, info))));
      } else if (node.getInfo() instanceof SequenceInfo info && MapOutputs.covers(info)) {
        outputs.add(new OrtOutput(name, MapOutputs.specs(name, info)));
      } else {
        throw cannotServe(node);
      }
    }
    return outputs;
  }

  private static TensorSpec spec(String name, TensorInfo info) throws InferenceException {
    return new TensorSpec(name, OrtValues.datatype(info), OrtValues.dimensions(info));
  }

  private static InferenceException cannotServe(NodeInfo node) {
    return new InferenceException(
        Kind.UNSUPPORTED,
        "'%s' is %s; only tensors, and outputs that are sequences of maps, can be served"
            .formatted(node.getName(), node.getInfo()));
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs;
  }

  @Override
  public List<TensorSpec> outputs() {
    return outputs;
  }

  /// What the model file says of itself.
  public ModelMetadata metadata() throws InferenceException {
    try {
      OnnxModelMetadata metadata = session.getMetadata();
      long version = metadata.getVersion();
      return new ModelMetadata(
          metadata.getProducerName(),
          metadata.getGraphName(),
          metadata.getDomain(),
          metadata.getDescription(),
          // ONNX Runtime reads an unset version as the largest number
          version == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(version),
          metadata.getCustomMetadata());
    } catch (OrtException failure) {
      throw failed(failure);
    }
  }

  @Override
  public Map<String, Tensor> predict(Map<String, Tensor> request) throws InferenceException {
    check(request);
    if (pinning) {
      try (OrtRun run = OrtRun.bind(session, request, sessionOutputs, outputShapes.of(request))) {
        run.run();
        return run.outputs();
      } catch (OrtException refused) {
        return predictUnpinned(request);
      }
    }
    return predictFreely(request);
  }

  /// A model may declare output shapes that it does not keep. If it answers once nothing is said
  /// about shapes, they were the trouble, and are never said again.
  private Map<String, Tensor> predictUnpinned(Map<String, Tensor> request)
      throws InferenceException {
    Map<String, Tensor> answer = predictFreely(request);
    pinning = false;
    return answer;
  }

  private Map<String, Tensor> predictFreely(Map<String, Tensor> request) throws InferenceException {
    try (OrtRun run = OrtRun.bind(session, request, sessionOutputs, Map.of())) {
      run.run();
      return run.outputs();
    } catch (OrtException failure) {
      throw failed(failure);
    }
  }

  @Override
  public PreparedRun prepare(Map<String, Tensor> request) throws InferenceException {
    check(request);
    Map<String, Tensor> outputs = predictFreely(request);
    Map<String, long[]> shapes = OutputShapes.observed(outputs);
    try {
      return new OrtPreparedRun(OrtRun.bind(session, request, sessionOutputs, shapes), outputs);
    } catch (OrtException failure) {
      throw failed(failure);
    }
  }

  private void check(Map<String, Tensor> request) throws InferenceException {
    for (TensorSpec input : inputs) {
      Tensor tensor = request.get(input.name());
      if (tensor == null) {
        throw InferenceException.invalid("input '" + input.name() + "' is missing");
      }
      String misfit = input.whyUnfit(tensor.datatype(), tensor.shape()).orElse("");
      if (!misfit.isEmpty()) {
        throw InferenceException.invalid("input " + misfit);
      }
    }
    if (request.size() > inputs.size()) {
      List<String> known = inputs.stream().map(TensorSpec::name).toList();
      String unknown =
          request.keySet().stream().filter(name -> !known.contains(name)).findFirst().orElse("");
      throw InferenceException.invalid(
          "the model has no input '%s'; it has %s".formatted(unknown, known));
    }
  }

  /// Ends ONNX Runtime's own profile and returns its file; only for settings that asked for one.
  public Path endProfile() throws InferenceException {
    try {
      return Path.of(session.endProfiling());
    } catch (OrtException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException failure) {
      throw new IllegalStateException("ONNX Runtime cannot close the session", failure);
    }
  }

  /// ONNX Runtime says INVALID_ARGUMENT for what the caller sent, and everything else for itself.
  static InferenceException failed(OrtException failure) {
    boolean callersFault = failure.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT;
    return new InferenceException(
        callersFault ? Kind.INVALID_ARGUMENT : Kind.INTERNAL,
        "the model failed: " + text(failure),
        failure);
  }

  private static String text(OrtException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
