// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.measure.load.LoadTarget;
import dev.slipway.serving.grpc.InferAnswers;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.RawTensors;
import dev.slipway.serving.tensor.Tensor;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The Open Inference Protocol over gRPC without TLS, with raw tensors; each sender has a
/// connection of its own, as over HTTP.
public final class GrpcWire implements Wire {

  /// Messages are made ahead, and read where they are wanted: the call carries bytes.
  private static final MethodDescriptor<byte[], byte[]> INFER =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final int CONNECT_SECONDS = 1;

  private final String host;
  private final int port;
  private final String model;
  private final Bearer bearer;

  public GrpcWire(String host, int port, String model, Bearer bearer) {
    this.host = host;
    this.port = port;
    this.model = model;
    this.bearer = bearer;
  }

  @Override
  public byte[] write(Map<String, Tensor> inputs) {
    var request = ModelInferRequest.newBuilder().setModelName(model);
    inputs.forEach((name, tensor) -> {
      var input = request.addInputsBuilder().setName(name).setDatatype(tensor.datatype().name());
      for (int axis = 0; axis < tensor.rank(); axis++) {
        input.addShape(tensor.dimension(axis));
      }
      request.addRawInputContents(ByteString.copyFrom(RawTensors.bytes(tensor)));
    });
    return request.build().toByteArray();
  }

  @Override
  public Map<String, Tensor> read(byte[] answer) throws ProblemException {
    try {
      return InferAnswers.read(ModelInferResponse.parseFrom(answer));
    } catch (InvalidProtocolBufferException e) {
      throw new ProblemException(unreadable("it is no ModelInferResponse"), e);
    } catch (InferenceException e) {
      throw new ProblemException(unreadable(e.reason()), e);
    }
  }

  private static Problem unreadable(String why) {
    return Problem.input(
        "service.unreadable-answer",
        "The service's answer cannot be read",
        why,
        "Check that the address is that of the model's own service");
  }

  @Override
  public String text(byte[] answer) {
    try {
      return ModelInferResponse.parseFrom(answer).toString();
    } catch (InvalidProtocolBufferException e) {
      return "%d bytes that are no ModelInferResponse".formatted(answer.length);
    }
  }

  @Override
  public byte[] ask(byte[] request) throws Unanswered, InterruptedException {
    ManagedChannel channel = channel();
    try {
      return call(channel, request);
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      throw new Unanswered(
          "It answers with status %s: %s"
              .formatted(
                  status.getCode(), status.getDescription() == null ? "" : status.getDescription()),
          e);
    } finally {
      channel.shutdownNow();
    }
  }

  private ManagedChannel channel() {
    var builder =
        Grpc.newChannelBuilderForAddress(host, port, InsecureChannelCredentials.create())
            .proxyDetector(server -> null)
            .maxInboundMessageSize(Integer.MAX_VALUE);
    bearer
        .authorization()
        .ifPresent(said -> {
          Metadata brought = new Metadata();
          brought.put(AUTHORIZATION, said);
          builder.intercept(MetadataUtils.newAttachHeadersInterceptor(brought));
        });
    return builder.build();
  }

  /// Connects ahead of the first request, whose time a connection is no part of. Where nobody
  /// answers, the requests will say so.
  private static void connect(ManagedChannel channel) {
    ConnectivityState state = channel.getState(true);
    while (state == ConnectivityState.IDLE || state == ConnectivityState.CONNECTING) {
      var changed = new CountDownLatch(1);
      channel.notifyWhenStateChanged(state, changed::countDown);
      try {
        if (!changed.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      } catch (InterruptedException cancelled) {
        Thread.currentThread().interrupt();
        return;
      }
      state = channel.getState(true);
    }
  }

  /// @throws StatusRuntimeException with any status but OK
  private static byte[] call(ManagedChannel channel, byte[] request) throws InterruptedException {
    try {
      return ClientCalls.blockingUnaryCall(
          channel,
          INFER,
          CallOptions.DEFAULT.withDeadlineAfter(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS),
          request);
    } catch (StatusRuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("call cancelled");
      }
      throw e;
    }
  }

  @Override
  public Load load(List<byte[]> requests) {
    return new Ready(this, requests);
  }

  private record Ready(GrpcWire wire, List<byte[]> requests) implements Load {

    @Override
    public int inputs() {
      return requests.size();
    }

    @Override
    public LoadTarget open() {
      ManagedChannel channel = wire.channel();
      connect(channel);
      return new Sender(channel, requests);
    }

    @Override
    public void close() {}
  }

  private record Sender(ManagedChannel channel, List<byte[]> requests) implements LoadTarget {

    @Override
    public boolean send(int input) throws InterruptedException {
      try {
        return call(channel, requests.get(input)).length > 0;
      } catch (StatusRuntimeException unanswered) {
        return false;
      }
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream message) {
      try {
        return message.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
