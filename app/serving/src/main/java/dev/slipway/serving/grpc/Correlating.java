// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import dev.slipway.serving.journal.Correlation;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Takes a call's ids from its metadata, hands them back with the answer, and blames the caller for
/// calls that hold no or more than one request.
final class Correlating implements ServerInterceptor {

  private static final Context.Key<Correlation> KEY =
      Context.keyWithDefault("correlation", Correlation.NONE);

  private static final Metadata.Key<String> REQUEST_ID = ascii(Correlation.REQUEST_ID);
  private static final Metadata.Key<String> TRACE_PARENT = ascii(Correlation.TRACE_PARENT);
  private static final Metadata.Key<String> TRACE_STATE = ascii(Correlation.TRACE_STATE);

  private final Supplier<Executor> loop;

  /// @param loop the thread that reads the connection of a call that is being begun
  Correlating(Supplier<Executor> loop) {
    this.loop = loop;
  }

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
    ServerCall<Q, A> wrapped = new Call<>(call, correlation);
    CallAdmission.admit(wrapped, loop.get());
    if (correlation.equals(Correlation.NONE)) {
      return next.startCall(wrapped, metadata);
    }
    Context context = Context.current().withValue(KEY, correlation);
    return Contexts.interceptCall(context, wrapped, metadata, next);
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
    private boolean headersSent;
    private boolean closed;

    Call(ServerCall<Q, A> call, Correlation correlation) {
      super(call);
      this.correlation = correlation;
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
