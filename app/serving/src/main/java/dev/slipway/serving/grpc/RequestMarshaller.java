// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import com.google.protobuf.Message;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads requests. What cannot be read becomes a request that says so, to be refused as the
/// caller's mistake: thrown, grpc-java would answer UNKNOWN, as if the server had failed.
final class RequestMarshaller<Q extends Message> implements PrototypeMarshaller<Q> {

  private final Marshaller<Q> plain;
  private final Q prototype;
  private final Q garbage;
  private final Q tooLarge;

  RequestMarshaller(Q prototype) {
    plain = ProtoUtils.marshaller(prototype);
    this.prototype = prototype;
    garbage = distinct(prototype);
    tooLarge = distinct(prototype);
  }

  /// An empty message that is told apart by its identity.
  @SuppressWarnings("unchecked")
  private static <Q extends Message> Q distinct(Q prototype) {
    return (Q) prototype.newBuilderForType().build();
  }

  /// @throws InferenceException where this is no request that could be read
  @SuppressWarnings("ReferenceEquality")
  void check(Object request) throws InferenceException {
    if (request == garbage) {
      throw InferenceException.invalid(
          "the message is no " + prototype.getDescriptorForType().getFullName());
    }
    if (request == tooLarge) {
      throw new InferenceException(
          Kind.TOO_LARGE, "the message is larger than the limit when it is unpacked");
    }
  }

  @Override
  public InputStream stream(Q request) {
    return plain.stream(request);
  }

  @Override
  public Q parse(InputStream bytes) {
    try {
      return plain.parse(bytes);
    } catch (StatusRuntimeException unreadable) {
      return unreadable.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
          ? tooLarge
          : garbage;
    }
  }

  @Override
  public @Nullable Q getMessagePrototype() {
    return prototype;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Class<Q> getMessageClass() {
    return (Class<Q>) prototype.getClass();
  }
}
