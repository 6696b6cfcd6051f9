// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.slipway.serving.Metrics;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.onnx.TestModel;
import inference.InferParameter;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import inference.ModelInferResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.stub.ClientCalls;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a caller over gRPC is told who asks for what is not offered, sends too much or too slowly.
class GrpcBoundsTest {

  @TempDir Path folder;
  private ServingServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    start("receive.patience", "200 ms", "request.max-bytes", "1 KiB", "connections.max", "64");
  }

  private void start(String... settings) throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    Map<String, String> options = new HashMap<>(Map.of("grpc.port", "0"));
    for (int i = 0; i < settings.length; i += 2) {
      options.put(settings[i], settings[i + 1]);
    }
    server = ServingServer.start(ServingConfig.inProcess(file, options));
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort().orElseThrow())
            .usePlaintext()
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    boolean _ = channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    server.close();
  }

  private static ModelInferRequest.Builder row(int bytes) {
    return ModelInferRequest.newBuilder()
        .setModelName("model")
        .addInputs(
            InferInputTensor.newBuilder()
                .setName("input")
                .setDatatype("FP32")
                .addShape(bytes / 16)
                .addShape(4))
        .addRawInputContents(ByteString.copyFrom(new byte[bytes]));
  }

  private ModelInferResponse infer(ModelInferRequest.Builder request) {
    return ClientCalls.blockingUnaryCall(
        channel,
        InferenceMethods.MODEL_INFER,
        CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
        request.build());
  }

  private boolean counts(String code) throws Exception {
    return Metrics.of(server.managementPort())
        .lines()
        .anyMatch(line ->
            line.startsWith("inference_requests_total{code=\"" + code + "\"")
                && line.endsWith(" 1.0"));
  }

  @Test
  void offersNeitherClassificationNorSharedMemory() {
    InferParameter one = InferParameter.newBuilder().setInt64Param(1).build();
    var output = InferRequestedOutputTensor.newBuilder().setName("probabilities");
    ModelInferRequest.Builder shared = row(16);
    shared.getInputsBuilder(0).putParameters("shared_memory_region", one);

    assertRefused(
        "classification", row(16).addOutputs(output.clone().putParameters("classification", one)));
    assertRefused(
        "shared memory",
        row(16).addOutputs(output.clone().putParameters("shared_memory_region", one)));
    assertRefused("shared memory", shared);
  }

  private void assertRefused(String extension, ModelInferRequest.Builder request) {
    var refused = assertThrows(StatusRuntimeException.class, () -> infer(request));
    assertEquals(
        Status.UNIMPLEMENTED
            .withDescription("the %s extension is not offered".formatted(extension))
            .toString(),
        refused.getStatus().toString());
  }

  @Test
  void countsAMessageThatIsTooLarge() throws Exception {
    var refused = assertThrows(StatusRuntimeException.class, () -> infer(row(2_048)));

    assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode());
    assertTrue(counts("RESOURCE_EXHAUSTED"), Metrics.of(server.managementPort()));
  }

  /// Beside a REST body that is in the middle of coming, the message fits; its tensors do not, and
  /// what has wholly come goes first.
  @Test
  void makesRoomForTheTensorsOfACallThatHasCome() throws Exception {
    stop();
    start("request.max-bytes", "1 MiB", "receive.max-bytes", "1 MiB");
    assertEquals(3, infer(row(200_000)).getOutputs(0).getShape(1));
    String begun =
        "POST /v2/models/model/infer HTTP/1.1\r\nhost: x\r\ncontent-length: 900001\r\n\r\n"
            + " ".repeat(900_000);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
      while (Metrics.value(server.managementPort(), "inference_unfinished_bytes") < 900_000) {
        // It is read by a thread of the server's.
      }

      assertEquals(3, infer(row(200_000)).getOutputs(0).getShape(1));
      String told = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
      assertEquals("HTTP/1.1 408", told);
    }
  }

  /// How a call ends whose caller sends so many messages, and never says that these are all.
  private <Q, A> Status openEnd(MethodDescriptor<Q, A> method, List<Q> messages) throws Exception {
    CompletableFuture<Status> ended = new CompletableFuture<>();
    ClientCall<Q, A> call =
        channel.newCall(
            // Of a call with one message the client would keep back the headers.
            method.toBuilder().setType(MethodType.BIDI_STREAMING).build(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    messages.forEach(call::sendMessage);
    return ended.get(20, TimeUnit.SECONDS);
  }

  /// A call that begins and never brings its message.
  @Test
  void endsCallsThatComeTooSlowly() throws Exception {
    assertEquals(Status.Code.CANCELLED, openEnd(InferenceMethods.MODEL_INFER, List.of()).getCode());

    assertTrue(counts("CANCELLED"), Metrics.of(server.managementPort()));
    assertEquals(3, infer(row(16)).getOutputs(0).getShape(1));
  }

  /// It is answered only when its caller has said that it is all.
  @Test
  void endsCallsWhoseMessageCameAndWhoseEndDoesNot() throws Exception {
    assertEquals(
        Status.Code.CANCELLED,
        openEnd(InferenceMethods.MODEL_INFER, List.of(row(16).build())).getCode());

    assertTrue(counts("CANCELLED"), Metrics.of(server.managementPort()));
    Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
  }

  @Test
  void boundsCallsToHealthAndReflectionToo() throws Exception {
    assertEquals(Status.Code.CANCELLED, openEnd(HealthGrpc.getCheckMethod(), List.of()).getCode());
    assertEquals(
        Status.Code.CANCELLED,
        openEnd(ServerReflectionGrpc.getServerReflectionInfoMethod(), List.of()).getCode());
  }

  /// Somebody who waits for news of the health is not slow.
  @Test
  void letsWhoWatchesTheHealthWait() throws Exception {
    CompletableFuture<Status> ended = new CompletableFuture<>();
    CompletableFuture<Boolean> serving = new CompletableFuture<>();
    ClientCall<HealthCheckRequest, HealthCheckResponse> call =
        channel.newCall(HealthGrpc.getWatchMethod(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(HealthCheckResponse message) {
            serving.complete(message.getStatus() == ServingStatus.SERVING);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
          }
        },
        new Metadata());
    call.request(2);
    call.sendMessage(HealthCheckRequest.getDefaultInstance());
    call.halfClose();
    assertTrue(serving.get(20, TimeUnit.SECONDS));

    // By then whoever is slow has been ended.
    openEnd(InferenceMethods.MODEL_INFER, List.of());

    assertFalse(ended.isDone());
    call.cancel("seen enough", null);
  }

  @Test
  @Timeout(30)
  void closesTheConnectionOfWhoDoesNotTakeAnAnswer() throws Exception {
    ManagedChannel narrow =
        NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort().orElseThrow())
            .usePlaintext()
            .initialFlowControlWindow(1)
            .build();
    try {
      ClientCall<ModelInferRequest, ModelInferResponse> call =
          narrow.newCall(InferenceMethods.MODEL_INFER, CallOptions.DEFAULT);
      call.start(new ClientCall.Listener<>() {}, new Metadata());
      // No message is asked for, so none but its first byte is taken.
      call.sendMessage(row(16).build());
      call.halfClose();

      while (!Metrics.of(server.managementPort()).contains("reason=\"slow\"} 1.0")) {
        // The server looks about once a second.
      }
      Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
      Metrics.await(server.managementPort(), "inference_connections", 0);
    } finally {
      boolean _ = narrow.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void manyWhoSayNothingShutNobodyOut() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), server.grpcPort().orElseThrow()));
      }

      assertEquals(3, infer(row(16)).getOutputs(0).getShape(1));
      assertTrue(Metrics.value(server.managementPort(), "inference_connections") <= 64 / 4);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }
}
