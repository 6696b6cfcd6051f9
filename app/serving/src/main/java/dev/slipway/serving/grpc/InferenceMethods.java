// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import dev.slipway.serving.predict.InferenceException;
import inference.InferenceProtocol;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelReadyRequest;
import inference.ModelReadyResponse;
import inference.ServerLiveRequest;
import inference.ServerLiveResponse;
import inference.ServerMetadataRequest;
import inference.ServerMetadataResponse;
import inference.ServerReadyRequest;
import inference.ServerReadyResponse;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import java.util.Set;

/// The six calls of the protocol's service.
final class InferenceMethods {

  static final String SERVICE = "inference.GRPCInferenceService";

  static final MethodDescriptor<ServerLiveRequest, ServerLiveResponse> SERVER_LIVE =
      unary(
          "ServerLive",
          ServerLiveRequest.getDefaultInstance(),
          ServerLiveResponse.getDefaultInstance());

  static final MethodDescriptor<ServerReadyRequest, ServerReadyResponse> SERVER_READY =
      unary(
          "ServerReady",
          ServerReadyRequest.getDefaultInstance(),
          ServerReadyResponse.getDefaultInstance());

  static final MethodDescriptor<ModelReadyRequest, ModelReadyResponse> MODEL_READY =
      unary(
          "ModelReady",
          ModelReadyRequest.getDefaultInstance(),
          ModelReadyResponse.getDefaultInstance());

  static final MethodDescriptor<ServerMetadataRequest, ServerMetadataResponse> SERVER_METADATA =
      unary(
          "ServerMetadata",
          ServerMetadataRequest.getDefaultInstance(),
          ServerMetadataResponse.getDefaultInstance());

  static final MethodDescriptor<ModelMetadataRequest, ModelMetadataResponse> MODEL_METADATA =
      unary(
          "ModelMetadata",
          ModelMetadataRequest.getDefaultInstance(),
          ModelMetadataResponse.getDefaultInstance());

  static final MethodDescriptor<ModelInferRequest, ModelInferResponse> MODEL_INFER =
      unary(
          "ModelInfer",
          ModelInferRequest.getDefaultInstance(),
          ModelInferResponse.getDefaultInstance());

  private static final Set<String> OPEN =
      Set.of(
          SERVER_LIVE.getFullMethodName(),
          SERVER_READY.getFullMethodName(),
          MODEL_READY.getFullMethodName());

  private InferenceMethods() {}

  private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> unary(
      String method, Q request, A answer) {
    return MethodDescriptor.<Q, A>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, method))
        .setRequestMarshaller(new RequestMarshaller<>(request))
        .setResponseMarshaller(ProtoUtils.marshaller(answer))
        .setSchemaDescriptor(new File())
        .build();
  }

  /// @throws InferenceException where a request of this method could not be read
  static <Q> void check(MethodDescriptor<Q, ?> method, Q request) throws InferenceException {
    if (method.getRequestMarshaller() instanceof RequestMarshaller<?> marshaller) {
      marshaller.check(request);
    }
  }

  /// Whether it only tells how the service is, which anybody may ask.
  static boolean isOpen(MethodDescriptor<?, ?> method) {
    return OPEN.contains(method.getFullMethodName())
        || HealthGrpc.SERVICE_NAME.equals(method.getServiceName());
  }

  static ServiceDescriptor service() {
    return ServiceDescriptor.newBuilder(SERVICE)
        .setSchemaDescriptor(new File())
        .addMethod(SERVER_LIVE)
        .addMethod(SERVER_READY)
        .addMethod(MODEL_READY)
        .addMethod(SERVER_METADATA)
        .addMethod(MODEL_METADATA)
        .addMethod(MODEL_INFER)
        .build();
  }

  /// Tells reflection where the service is declared.
  private static final class File implements ProtoFileDescriptorSupplier {
    @Override
    public FileDescriptor getFileDescriptor() {
      return InferenceProtocol.getDescriptor();
    }
  }
}
