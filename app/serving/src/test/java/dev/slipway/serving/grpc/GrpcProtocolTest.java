// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.protocol.RawTensors;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelReadyRequest;
import inference.ServerLiveRequest;
import inference.ServerMetadataRequest;
import inference.ServerReadyRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcProtocolTest {

  @TempDir Path folder;
  private AutoCloseable server = () -> {};
  private AutoCloseable connection = () -> {};

  private ManagedChannel connect(TestModel model, Map<String, String> options) throws Exception {
    Path file = model.writeTo(folder.resolve("model.onnx"));
    Map<String, String> overrides = new HashMap<>(options);
    overrides.put("grpc.port", "0");
    overrides.put("model.threads", "1");
    ServingServer started = ServingServer.start(ServingConfig.inProcess(file, overrides));
    server = started;
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", started.grpcPort().orElseThrow())
            .usePlaintext()
            .build();
    connection = () -> channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    return channel;
  }

  private ManagedChannel connect() throws Exception {
    return connect(TestModel.perceptron(4, 8, 3), Map.of());
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    server.close();
  }

  private static <Q, A> A call(ManagedChannel channel, MethodDescriptor<Q, A> method, Q request) {
    return ClientCalls.blockingUnaryCall(
        channel, method, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), request);
  }

  private static ModelInferResponse infer(ManagedChannel channel, ModelInferRequest request) {
    return call(channel, InferenceMethods.MODEL_INFER, request);
  }

  private static ModelInferRequest.Builder typed(float... values) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (float value : values) {
      contents.addFp32Contents(value);
    }
    return ModelInferRequest.newBuilder()
        .setModelName("model")
        .setId("7")
        .addInputs(input("input", "FP32", values.length / 4, 4).setContents(contents));
  }

  private static InferInputTensor.Builder input(String name, String datatype, long... shape) {
    InferInputTensor.Builder input =
        InferInputTensor.newBuilder().setName(name).setDatatype(datatype);
    for (long size : shape) {
      input.addShape(size);
    }
    return input;
  }

  private static ByteString raw(Tensor tensor) {
    return ByteString.copyFrom(RawTensors.bytes(tensor));
  }

  @Test
  void livesIsReadyAndDescribesItself() throws Exception {
    ManagedChannel channel = connect();

    assertTrue(
        call(channel, InferenceMethods.SERVER_LIVE, ServerLiveRequest.getDefaultInstance())
            .getLive());
    assertTrue(
        call(channel, InferenceMethods.SERVER_READY, ServerReadyRequest.getDefaultInstance())
            .getReady());
    assertTrue(
        call(
                channel,
                InferenceMethods.MODEL_READY,
                ModelReadyRequest.newBuilder().setName("model").setVersion("1").build())
            .getReady());
    assertEquals(
        "slipway",
        call(channel, InferenceMethods.SERVER_METADATA, ServerMetadataRequest.getDefaultInstance())
            .getName());
    ModelMetadataResponse metadata =
        call(
            channel,
            InferenceMethods.MODEL_METADATA,
            ModelMetadataRequest.newBuilder().setName("model").build());
    assertEquals(List.of(-1L, 4L), metadata.getInputs(0).getShapeList());
    assertEquals("FP32", metadata.getOutputs(0).getDatatype());
  }

  @ParameterizedTest
  @ValueSource(strings = {"loop", "worker"})
  void answersTheBitsThatThePredictorAnswers(String execution) throws Exception {
    ManagedChannel channel = connect(TestModel.perceptron(4, 8, 3), Map.of("execution", execution));
    Tensor rows = Tensor.floats(new long[] {2, 4}, 1, 2, 3, 4, 0.1f, -0.2f, 0.3f, 1e-7f);
    Tensor expected;
    try (OrtPredictor predictor =
        OrtPredictor.load(folder.resolve("model.onnx"), ModelSettings.withThreads(1))) {
      expected = predictor.predict(Map.of("input", rows)).values().iterator().next();
    }

    ModelInferResponse typed = infer(channel, typed(1, 2, 3, 4, 0.1f, -0.2f, 0.3f, 1e-7f).build());
    ModelInferResponse raw =
        infer(
            channel,
            ModelInferRequest.newBuilder()
                .setModelName("model")
                .addInputs(input("input", "FP32", 2, 4))
                .addRawInputContents(raw(rows))
                .build());

    assertEquals("7", typed.getId());
    assertEquals(List.of(2L, 3L), typed.getOutputs(0).getShapeList());
    assertEquals(0, typed.getRawOutputContentsCount());
    float[] values = new float[6];
    for (int i = 0; i < values.length; i++) {
      values[i] = typed.getOutputs(0).getContents().getFp32Contents(i);
    }
    assertEquals(expected, Tensor.floats(new long[] {2, 3}, values));
    assertEquals(raw(expected), raw.getRawOutputContents(0));
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void carriesEachTypeRawAndTyped(DataType datatype) throws Exception {
    ManagedChannel channel = connect(TestModel.identity(datatype, "n"), Map.of());
    Tensor tensor = sample(datatype);
    InferInputTensor input = input("x", datatype.name(), 3).build();

    ModelInferResponse raw =
        infer(
            channel,
            ModelInferRequest.newBuilder()
                .setModelName("model")
                .addInputs(input)
                .addRawInputContents(raw(tensor))
                .build());

    assertEquals(raw(tensor), raw.getRawOutputContents(0));
    if (GrpcTensors.hasContents(datatype)) {
      InferTensorContents contents = GrpcTensors.write(tensor);
      ModelInferResponse typed =
          infer(
              channel,
              ModelInferRequest.newBuilder()
                  .setModelName("model")
                  .addInputs(input.toBuilder().setContents(contents))
                  .build());
      assertEquals(contents, typed.getOutputs(0).getContents());
    }
  }

  private static Tensor sample(DataType datatype) {
    if (datatype == DataType.BYTES) {
      return Tensor.strings(new long[] {3}, "", "plain", "日本");
    }
    Tensor tensor = Tensor.zeros(datatype, 3);
    ByteBuffer data = tensor.data();
    for (int i = 0; i < data.capacity(); i++) {
      data.put(i, (byte) (datatype == DataType.BOOL ? i % 2 : 120 - 31 * i));
    }
    return tensor;
  }

  private static void assertRefused(Status.Code code, Runnable call) {
    var refused = assertThrows(StatusRuntimeException.class, call::run);
    assertEquals(code, refused.getStatus().getCode(), refused.getMessage());
  }

  @Test
  void refusesRequestsThatDoNotFitTheModel() throws Exception {
    ManagedChannel channel = connect();
    List<Consumer<ModelInferRequest.Builder>> mistakes =
        List.of(
            request -> request.clearInputs(),
            request -> request.addInputs(request.getInputs(0)),
            request -> request.getInputsBuilder(0).setName("colour"),
            request -> request.getInputsBuilder(0).setDatatype("FP64"),
            request -> request.getInputsBuilder(0).setDatatype("FLOAT"),
            request -> request.getInputsBuilder(0).setShape(1, 5),
            request -> request.getInputsBuilder(0).setShape(0, -1),
            request -> request.getInputsBuilder(0).setShape(0, Long.MAX_VALUE),
            request -> request.getInputsBuilder(0).clearShape(),
            request -> request.getInputsBuilder(0).clearContents(),
            request -> request.getInputsBuilder(0).getContentsBuilder().addFp32Contents(1),
            request -> request.addRawInputContents(ByteString.copyFrom(new byte[16])),
            request ->
                request.addOutputs(InferRequestedOutputTensor.newBuilder().setName("absent")));

    for (Consumer<ModelInferRequest.Builder> mistake : mistakes) {
      ModelInferRequest.Builder request = typed(1, 2, 3, 4);
      mistake.accept(request);
      assertRefused(Status.Code.INVALID_ARGUMENT, () -> infer(channel, request.build()));
    }
    assertRefused(
        Status.Code.NOT_FOUND, () -> infer(channel, typed(1, 2, 3, 4).setModelName("x").build()));
    assertRefused(
        Status.Code.NOT_FOUND,
        () -> infer(channel, typed(1, 2, 3, 4).setModelVersion("2").build()));
    assertEquals(1, infer(channel, typed(1, 2, 3, 4).build()).getOutputsCount());
  }

  @Test
  void refusesWhatIsLargerThanTheLimit() throws Exception {
    ManagedChannel channel =
        connect(TestModel.perceptron(4, 8, 3), Map.of("request.max-bytes", "1 KiB"));

    assertRefused(
        Status.Code.RESOURCE_EXHAUSTED, () -> infer(channel, typed(new float[4000]).build()));
    assertEquals(1, infer(channel, typed(1, 2, 3, 4).build()).getOutputsCount());
  }

  @Test
  void offersReflection() throws Exception {
    ManagedChannel channel = connect();
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> ask =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    List<String> services =
        answer.get(20, TimeUnit.SECONDS).getListServicesResponse().getServiceList().stream()
            .map(service -> service.getName())
            .sorted()
            .toList();

    ask.onCompleted();
    assertEquals(
        List.of(
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection",
            "inference.GRPCInferenceService"),
        services);
  }

  @Test
  void healthEndsBeforeTheAnswersDo() throws Exception {
    ManagedChannel channel = connect(TestModel.perceptron(4, 8, 3), Map.of("drain.delay", "1 s"));
    var health = HealthGrpc.newBlockingStub(channel);
    HealthCheckRequest request =
        HealthCheckRequest.newBuilder().setService(InferenceMethods.SERVICE).build();

    assertEquals(ServingStatus.SERVING, health.check(request).getStatus());
    Thread closing = Thread.ofVirtual().start(() -> closeQuietly(server));
    ServingStatus status = ServingStatus.SERVING;
    while (status == ServingStatus.SERVING) {
      status = health.check(request).getStatus();
    }
    assertEquals(ServingStatus.NOT_SERVING, status);
    assertEquals(1, infer(channel, typed(1, 2, 3, 4).build()).getOutputsCount());
    closing.join();
  }

  private static void closeQuietly(AutoCloseable closing) {
    try {
      closing.close();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
