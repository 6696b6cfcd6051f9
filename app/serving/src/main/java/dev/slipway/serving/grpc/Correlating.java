// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import dev.slipway.serving.access.Gate;
import dev.slipway.serving.journal.Correlation;
import dev.slipway.serving.predict.InferenceException;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;

/// Takes a call's ids from its metadata, hands them back with the answer, and blames the caller for
/// calls that hold no or more than one request. Turns away who is not let in. Tells [CallAdmission]
/// what comes of it and what goes.
final class Correlating implements ServerInterceptor {

  private static final Metadata.Key<String> AUTHORIZATION = ascii("authorization");

  private final Gate gate;

  Correlating(Gate gate) {
    this.gate = gate;
  }

  private static final Context.Key<Correlation> KEY =
      Context.keyWithDefault("correlation", Correlation.NONE);

  private static final Metadata.Key<String> REQUEST_ID = ascii(Correlation.REQUEST_ID);
  private static final Metadata.Key<String> TRACE_PARENT = ascii(Correlation.TRACE_PARENT);
  private static final Metadata.Key<String> TRACE_STATE = ascii(Correlation.TRACE_STATE);

  /// Of the call that is being begun on this thread.
  static Correlation current() {
    return KEY.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
    Correlation correlation =
        Correlation.of(name -> {
          String value = metadata.get(key(name));
          return value == null ? "" : value;
        });
    CallAdmission.Call admitted = CallAdmission.current();
    Call<Q, A> wrapped = new Call<>(call, correlation, admitted);
    admitted.endBy(wrapped);
    try {
      check(call.getMethodDescriptor(), metadata, admitted);
    } catch (InferenceException refused) {
      admitted.refuse(refused);
      return new ServerCall.Listener<>() {};
    }
    if (correlation.equals(Correlation.NONE)) {
      return new Coming<>(next.startCall(wrapped, metadata), admitted);
    }
    Context context = Context.current().withValue(KEY, correlation);
    return new Coming<>(Contexts.interceptCall(context, wrapped, metadata, next), admitted);
  }

  /// Before anything of the message is read.
  private void check(MethodDescriptor<?, ?> method, Metadata metadata, CallAdmission.Call admitted)
      throws InferenceException {
    if (gate.isOpen()) {
      return;
    }
    if (InferenceMethods.isOpen(method)) {
      admitted.limitTo(Gate.MOST_OF_STRANGERS);
      return;
    }
    Iterable<String> said = metadata.getAll(AUTHORIZATION);
    List<String> authorization = new ArrayList<>();
    if (said != null) {
      said.forEach(authorization::add);
    }
    gate.check("grpc", authorization);
  }

  private static final class Coming<Q> extends SimpleForwardingServerCallListener<Q> {
    private final CallAdmission.Call admitted;

    Coming(ServerCall.Listener<Q> listener, CallAdmission.Call admitted) {
      super(listener);
      this.admitted = admitted;
    }

    @Override
    public void onMessage(Q message) {
      if (admitted.takes(message)) {
        super.onMessage(message);
      }
    }

    @Override
    public void onHalfClose() {
      if (admitted.hasCome()) {
        super.onHalfClose();
      }
    }
  }

  private static Metadata.Key<String> key(String name) {
    return switch (name) {
      case Correlation.REQUEST_ID -> REQUEST_ID;
      case Correlation.TRACE_PARENT -> TRACE_PARENT;
      case Correlation.TRACE_STATE -> TRACE_STATE;
      default -> ascii(name);
    };
  }

  private static Metadata.Key<String> ascii(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static final class Call<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Correlation correlation;
    private final CallAdmission.Call admitted;
    private boolean headersSent;
    private boolean closed;

    Call(ServerCall<Q, A> call, Correlation correlation, CallAdmission.Call admitted) {
      super(call);
      this.correlation = correlation;
      this.admitted = admitted;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      if (closed) {
        return;
      }
      headersSent = true;
      addTo(headers);
      super.sendHeaders(headers);
    }

    @Override
    public void sendMessage(A message) {
      if (!closed) {
        super.sendMessage(message);
      }
    }

    /// Once: a call that was too slow is closed from outside, whatever its handler does then.
    @Override
    public void close(Status status, Metadata trailers) {
      if (closed) {
        return;
      }
      closed = true;
      admitted.answering(0);
      if (!headersSent) {
        addTo(trailers);
      }
      super.close(isMiscounted(status) ? blamed(status) : status, trailers);
    }

    private void addTo(Metadata metadata) {
      correlation.headers().forEach((name, value) -> metadata.put(key(name), value));
    }

    /// The library's own words for it.
    private static boolean isMiscounted(Status status) {
      return status.getCode() == Status.Code.INTERNAL
          && ("Half-closed without a request".equals(status.getDescription())
              || "Too many requests".equals(status.getDescription()));
    }

    private static Status blamed(Status status) {
      return Status.INVALID_ARGUMENT.withDescription(
          "the call must hold one message: " + status.getDescription());
    }
  }
}
