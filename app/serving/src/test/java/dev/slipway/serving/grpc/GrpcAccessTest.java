// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.access.SelfSigned;
import dev.slipway.serving.onnx.TestModel;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelMetadataRequest;
import inference.ModelReadyRequest;
import inference.ServerLiveRequest;
import inference.ServerMetadataRequest;
import inference.ServerReadyRequest;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is let in over gRPC, and over which wire.
class GrpcAccessTest {

  private static final String TOKEN = "one-token-of-a-caller";

  @TempDir Path folder;
  private AutoCloseable server = () -> {};
  private AutoCloseable connection = () -> {};

  private ServingServer start(String... options) throws Exception {
    Map<String, String> all = new TreeMap<>(Map.of("grpc.port", "0", "model.threads", "1"));
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    Path model = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    ServingServer started = ServingServer.start(ServingConfig.inProcess(model, all));
    server = started;
    return started;
  }

  private ManagedChannel open(NettyChannelBuilder builder) {
    ManagedChannel channel = builder.build();
    connection = () -> channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    return channel;
  }

  private static NettyChannelBuilder to(ServingServer server) {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort().orElseThrow());
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    server.close();
  }

  private static ModelInferRequest row() {
    var contents = InferTensorContents.newBuilder();
    for (int i = 1; i <= 4; i++) {
      contents.addFp32Contents(i);
    }
    return ModelInferRequest.newBuilder()
        .setModelName("model")
        .addInputs(
            InferInputTensor.newBuilder()
                .setName("input")
                .setDatatype("FP32")
                .addShape(1)
                .addShape(4)
                .setContents(contents))
        .build();
  }

  private static <Q, A> String ask(
      ManagedChannel channel, MethodDescriptor<Q, A> method, Q request, String authorization) {
    Metadata metadata = new Metadata();
    if (!authorization.isEmpty()) {
      metadata.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    }
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
    try {
      var headers = MetadataUtils.newAttachHeadersInterceptor(metadata);
      ClientCalls.blockingUnaryCall(
          ClientInterceptors.intercept(channel, headers), method, options, request);
      return "OK";
    } catch (StatusRuntimeException refused) {
      Status status = refused.getStatus();
      return status.getCode() + " " + status.getDescription();
    }
  }

  private static Map<String, String> all(ManagedChannel channel, String authorization) {
    Map<String, String> answers = new TreeMap<>();
    answers.put("infer", ask(channel, InferenceMethods.MODEL_INFER, row(), authorization));
    answers.put(
        "model",
        ask(
            channel,
            InferenceMethods.MODEL_METADATA,
            ModelMetadataRequest.newBuilder().setName("model").build(),
            authorization));
    answers.put(
        "server",
        ask(
            channel,
            InferenceMethods.SERVER_METADATA,
            ServerMetadataRequest.getDefaultInstance(),
            authorization));
    answers.put(
        "live",
        ask(
            channel,
            InferenceMethods.SERVER_LIVE,
            ServerLiveRequest.getDefaultInstance(),
            authorization));
    answers.put(
        "ready",
        ask(
            channel,
            InferenceMethods.SERVER_READY,
            ServerReadyRequest.getDefaultInstance(),
            authorization));
    answers.put(
        "model ready",
        ask(
            channel,
            InferenceMethods.MODEL_READY,
            ModelReadyRequest.newBuilder().setName("model").build(),
            authorization));
    answers.put(
        "health",
        ask(
            channel,
            HealthGrpc.getCheckMethod(),
            HealthCheckRequest.getDefaultInstance(),
            authorization));
    return answers;
  }

  private static Map<String, String> answers(String guarded) {
    return new TreeMap<>(
        Map.of(
            "infer", guarded,
            "model", guarded,
            "server", guarded,
            "live", "OK",
            "ready", "OK",
            "model ready", "OK",
            "health", "OK"));
  }

  @Test
  void asksForATokenButWhereTheServiceTellsHowItIs() throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens"), TOKEN);
    ServingServer started = start("auth.tokens-file", tokens.toString());
    ManagedChannel channel = open(to(started).usePlaintext());

    assertEquals(
        answers("UNAUTHENTICATED a token is needed: Authorization: Bearer TOKEN"),
        all(channel, ""));
    assertEquals(
        answers("UNAUTHENTICATED the token is none of this server's"),
        all(channel, "Bearer another-token-of-nobody"));
    assertEquals(answers("OK"), all(channel, "Bearer " + TOKEN));
  }

  /// Nobody is known there, so that nobody is given the memory of a request.
  @Test
  void takesHardlyAMessageWhereItAsksNobody() throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens"), TOKEN);
    ServingServer started = start("auth.tokens-file", tokens.toString());
    ManagedChannel channel = open(to(started).usePlaintext());
    Map<Integer, String> answers = new TreeMap<>();
    for (int length : new int[] {1000, 1100, 1 << 20}) {
      answers.put(
          length,
          ask(
                  channel,
                  InferenceMethods.MODEL_READY,
                  ModelReadyRequest.newBuilder()
                      .setName("model")
                      .setVersion("1".repeat(length))
                      .build(),
                  "")
              .replaceFirst("NOT_FOUND .*", "NOT_FOUND"));
    }

    String tooLarge = "RESOURCE_EXHAUSTED the message is larger than the limit of 1024 bytes";
    assertEquals(Map.of(1000, "NOT_FOUND", 1100, tooLarge, 1 << 20, tooLarge), answers);
    assertEquals(answers("OK"), all(channel, "Bearer " + TOKEN));
  }

  @Test
  void agreesOnHttp2InAHandshakeThatMustNotTakeLong() throws Exception {
    SelfSigned own = SelfSigned.of(folder, "first", "EC");
    Path certificate = folder.resolve("tls.crt");
    Path key = folder.resolve("tls.key");
    own.writeTo(certificate, key);
    ServingServer started =
        start(
            "tls.certificate", certificate.toString(),
            "tls.key", key.toString(),
            "receive.patience", "5 s");
    var trusted = GrpcSslContexts.forClient().trustManager(certificate.toFile()).build();
    ManagedChannel channel = open(to(started).sslContext(trusted));

    assertEquals(answers("OK"), all(channel, ""));
    try (Socket silent =
        new Socket(InetAddress.getLoopbackAddress(), started.grpcPort().orElseThrow())) {
      silent.setSoTimeout(20_000);
      assertEquals(0, ended(silent));
    }
    assertEquals(answers("OK"), all(channel, ""));
    ManagedChannel plain = to(started).usePlaintext().build();
    try {
      assertThrows(
          StatusRuntimeException.class,
          () ->
              ClientCalls.blockingUnaryCall(
                  plain,
                  InferenceMethods.SERVER_LIVE,
                  CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                  ServerLiveRequest.getDefaultInstance()));
    } finally {
      plain.shutdownNow();
    }
  }

  private static int ended(Socket socket) throws Exception {
    try (InputStream in = socket.getInputStream()) {
      return in.readAllBytes().length;
    } catch (SocketException reset) {
      return 0;
    }
  }
}
