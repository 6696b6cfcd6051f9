// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The small model over gRPC with raw tensors, beside Python's `grpc.aio`.
final class GrpcSection {

  private static final String METHOD = "inference.GRPCInferenceService/ModelInfer";

  private GrpcSection() {}

  static void run(Payloads payloads, Report report) throws Exception {
    Path model = payloads.smallModel();
    ModelInferRequest request = request();
    String framed = framed(request, payloads.folder()).toString();
    int port = Subject.PORT + 10;
    try (Subject ours = Subject.ours(model);
        Subject peer = Subject.grpcAio(model)) {
      assertEquals(answer(Subject.PEER_PORT, request), answer(port, request));
      Generator calls = Generator.h2load(framed, 4, 16, url(port));
      calls.warmUp(ours);
      Contest contest =
          new Contest()
              .enter("ours", ours, calls)
              .enter("grpc.aio", peer, Generator.h2load(framed, 4, 16, url(Subject.PEER_PORT)))
              .run();
      report.add(
          contest.timesFaster(
              "small 1×30 gRPC, connections: 4 of 16 calls, against grpc.aio",
              "ours",
              "grpc.aio",
              8));
    }
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port + "/" + METHOD;
  }

  private static ModelInferRequest request() {
    ByteBuffer row = ByteBuffer.allocate(4 * Payloads.FEATURES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < Payloads.FEATURES; i++) {
      row.putFloat(i / 10f);
    }
    ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("model");
    request
        .addInputsBuilder()
        .setName("input")
        .setDatatype("FP32")
        .addAllShape(List.of(1L, (long) Payloads.FEATURES));
    return request.addRawInputContents(ByteString.copyFrom(row.flip())).build();
  }

  /// As a message on the wire: not compressed, length, bytes.
  private static Path framed(ModelInferRequest request, Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(0);
    out.writeInt(request.getSerializedSize());
    request.writeTo(out);
    return Files.write(folder.resolve("grpc.bin"), bytes.toByteArray());
  }

  /// The probabilities to five digits: the peer's ONNX Runtime is another version.
  private static List<Long> answer(int port, ModelInferRequest request) {
    MethodDescriptor<ModelInferRequest, ModelInferResponse> method =
        MethodDescriptor.<ModelInferRequest, ModelInferResponse>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName(METHOD)
            .setRequestMarshaller(ProtoUtils.marshaller(ModelInferRequest.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(ModelInferResponse.getDefaultInstance()))
            .build();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      ModelInferResponse response =
          ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
      ByteBuffer raw =
          response.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      return Stream.of(raw.getFloat(0), raw.getFloat(4))
          .map(value -> Math.round(value * 1e5))
          .toList();
    } finally {
      channel.shutdownNow();
    }
  }
}
