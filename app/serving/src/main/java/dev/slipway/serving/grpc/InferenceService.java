// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.execution.Engine;
import dev.slipway.serving.execution.Inference;
import dev.slipway.serving.execution.Inference.Timing;
import dev.slipway.serving.journal.Correlation;
import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.metrics.ServingMetrics;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.NoRoomException;
import dev.slipway.serving.protocol.PooledMemory;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelMetadataResponse.TensorMetadata;
import inference.ModelReadyRequest;
import inference.ModelReadyResponse;
import inference.ServerLiveResponse;
import inference.ServerMetadataResponse;
import inference.ServerReadyResponse;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The protocol's calls, answered by the same engine as REST.
final class InferenceService {

  /// What answering needs.
  record Parts(
      String modelName,
      String modelVersion,
      String serverVersion,
      Engine engine,
      Supplier<Executor> loop,
      Duration deadline,
      BooleanSupplier ready,
      ServingMetrics metrics,
      CallBook book,
      Admission admission) {}

  private final Parts parts;
  private final InferMessages messages;

  InferenceService(Parts parts) {
    this.parts = parts;
    var predictor = parts.engine().predictor();
    messages =
        new InferMessages(
            parts.modelName(), parts.modelVersion(), predictor.inputs(), predictor.outputs());
  }

  ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(InferenceMethods.service())
        .addMethod(
            InferenceMethods.SERVER_LIVE,
            answering(
                InferenceMethods.SERVER_LIVE,
                request -> ServerLiveResponse.newBuilder().setLive(true).build()))
        .addMethod(
            InferenceMethods.SERVER_READY,
            answering(
                InferenceMethods.SERVER_READY,
                request -> ServerReadyResponse.newBuilder().setReady(isReady()).build()))
        .addMethod(
            InferenceMethods.MODEL_READY, answering(InferenceMethods.MODEL_READY, this::modelReady))
        .addMethod(
            InferenceMethods.SERVER_METADATA,
            answering(InferenceMethods.SERVER_METADATA, request -> serverMetadata()))
        .addMethod(
            InferenceMethods.MODEL_METADATA,
            answering(InferenceMethods.MODEL_METADATA, this::modelMetadata))
        .addMethod(InferenceMethods.MODEL_INFER, ServerCalls.asyncUnaryCall(this::infer))
        .build();
  }

  /// Answers at once.
  @FunctionalInterface
  private interface Answering<Q, A> {
    A answer(Q request) throws InferenceException;
  }

  private static <Q, A> ServerCallHandler<Q, A> answering(
      MethodDescriptor<Q, A> method, Answering<Q, A> answering) {
    return ServerCalls.asyncUnaryCall((request, out) -> {
      try {
        InferenceMethods.check(method, request);
        answer(out, answering.answer(request));
      } catch (InferenceException refused) {
        fail(out, refused);
      }
    });
  }

  private boolean isReady() {
    return parts.ready().getAsBoolean();
  }

  private static <T> void answer(StreamObserver<T> out, T message) {
    out.onNext(message);
    out.onCompleted();
  }

  private static void fail(StreamObserver<?> out, InferenceException failure) {
    out.onError(status(failure).asRuntimeException());
  }

  static Status status(InferenceException failure) {
    Status status =
        switch (failure.kind()) {
          case INVALID_ARGUMENT -> Status.INVALID_ARGUMENT;
          case UNAUTHENTICATED, INVALID_TOKEN -> Status.UNAUTHENTICATED;
          case NOT_FOUND -> Status.NOT_FOUND;
          case TOO_LARGE, PATH_TOO_LONG, HEADERS_TOO_LARGE -> Status.RESOURCE_EXHAUSTED;
          case TOO_SLOW -> Status.CANCELLED;
          case UNAVAILABLE -> Status.UNAVAILABLE;
          case DEADLINE_EXCEEDED -> Status.DEADLINE_EXCEEDED;
          case UNSUPPORTED,
              METHOD_NOT_ALLOWED,
              NOT_OFFERED,
              UNKNOWN_CODING,
              UNKNOWN_TYPE,
              HTTP_VERSION ->
              Status.UNIMPLEMENTED;
          case INTERNAL, INVALID_MODEL -> Status.INTERNAL;
        };
    return status.withDescription(failure.reason());
  }

  private void checkModel(String name, String version) throws InferenceException {
    boolean known =
        name.equals(parts.modelName())
            && (version.isEmpty() || version.equals(parts.modelVersion()));
    if (!known) {
      throw new InferenceException(
          Kind.NOT_FOUND,
          "no such model or version; this server has model '%s' version '%s'"
              .formatted(parts.modelName(), parts.modelVersion()));
    }
  }

  private ModelReadyResponse modelReady(ModelReadyRequest request) throws InferenceException {
    checkModel(request.getName(), request.getVersion());
    return ModelReadyResponse.newBuilder().setReady(isReady()).build();
  }

  private ServerMetadataResponse serverMetadata() {
    return ServerMetadataResponse.newBuilder()
        .setName("slipway")
        .setVersion(parts.serverVersion())
        .addExtensions("binary_tensor_data")
        .build();
  }

  private ModelMetadataResponse modelMetadata(ModelMetadataRequest request)
      throws InferenceException {
    checkModel(request.getName(), request.getVersion());
    var predictor = parts.engine().predictor();
    return ModelMetadataResponse.newBuilder()
        .setName(parts.modelName())
        .addVersions(parts.modelVersion())
        .setPlatform("onnxruntime_onnx")
        .addAllInputs(tensors(predictor.inputs()))
        .addAllOutputs(tensors(predictor.outputs()))
        .build();
  }

  private static List<TensorMetadata> tensors(List<TensorSpec> specs) {
    return specs.stream()
        .map(spec -> {
          TensorMetadata.Builder tensor =
              TensorMetadata.newBuilder().setName(spec.name()).setDatatype(spec.datatype().name());
          for (long size : spec.protocolShape()) {
            tensor.addShape(size);
          }
          return tensor.build();
        })
        .toList();
  }

  private void infer(ModelInferRequest request, StreamObserver<ModelInferResponse> out) {
    long receivedAt = System.nanoTime();
    PooledMemory memory = new PooledMemory(PooledByteBufAllocator.DEFAULT, parts.admission());
    Call call = new Call(request, out, memory, receivedAt);
    Map<String, Tensor> inputs;
    try {
      InferenceMethods.check(InferenceMethods.MODEL_INFER, request);
      checkModel(request.getModelName(), request.getModelVersion());
      memory.claim(InferMessages.memoryOf(request));
      inputs = messages.read(request, memory);
    } catch (InferenceException refused) {
      call.failed(refused);
      return;
    } catch (NoRoomException | OutOfMemoryError none) {
      call.failed(parts.admission().full());
      return;
    } catch (RuntimeException | Error unexpected) {
      memory.release();
      throw unexpected;
    }
    call.parsed(inputs);
    Inference inference =
        new Inference(inputs, System.nanoTime(), receivedAt + nanosAllowed(), call);
    if (out instanceof ServerCallStreamObserver<ModelInferResponse> observer) {
      observer.setOnCancelHandler(inference::abandon);
    }
    parts.engine().executorFor(parts.loop().get()).submit(inference);
  }

  /// Ours or the caller's deadline, whichever is sooner.
  private long nanosAllowed() {
    Deadline callers = Context.current().getDeadline();
    long ours = parts.deadline().toNanos();
    return callers == null ? ours : Math.min(ours, callers.timeRemaining(TimeUnit.NANOSECONDS));
  }

  private final class Call implements Inference.Completion {
    private final ModelInferRequest request;
    private final StreamObserver<ModelInferResponse> out;
    private final PooledMemory memory;
    private final long receivedAt;
    private final Correlation correlation = Correlating.current();
    private Map<String, Tensor> inputs = Map.of();
    private long parseNanos;

    Call(
        ModelInferRequest request,
        StreamObserver<ModelInferResponse> out,
        PooledMemory memory,
        long receivedAt) {
      this.request = request;
      this.out = out;
      this.memory = memory;
      this.receivedAt = receivedAt;
    }

    void parsed(Map<String, Tensor> tensors) {
      inputs = tensors;
      parseNanos = System.nanoTime() - receivedAt;
    }

    @Override
    public void answered(Map<String, Tensor> outputs, Timing timing) {
      long begin = System.nanoTime();
      ModelInferResponse response;
      try {
        response = messages.write(request, outputs);
        parts.metrics().served(inputs, outputs);
      } catch (InferenceException unwritable) {
        failed(unwritable);
        return;
      }
      memory.release();
      parts.metrics().timed(parseNanos, timing, System.nanoTime() - begin);
      finished("OK", 200, "");
      answer(out, response);
    }

    private void finished(String code, int httpStatus, String why) {
      long nanos = System.nanoTime() - receivedAt;
      parts.book().enter(code, httpStatus, nanos, correlation, new Outcome(request.getId(), why));
    }

    @Override
    public void failed(InferenceException failure) {
      memory.release();
      finished(status(failure).getCode().name(), failure.kind().httpStatus(), failure.reason());
      fail(out, failure);
    }
  }
}
