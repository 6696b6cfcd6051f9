// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.admission.Transfer;
import dev.slipway.serving.journal.Correlation;
import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Watches calls whose message has not wholly come, as REST's requests are. A small message that
/// came with its headers is never looked at.
final class CallAdmission extends ServerStreamTracer.Factory {

  private static final Context.Key<Call> KEY = Context.key("call");

  /// A message up to here is covered by what each call takes.
  private static final int SMALL = 1 << 12;

  private final Admission admission;
  private final CallBook book;

  /// Calls that began in what is being read.
  private final FastThreadLocal<List<Call>> fresh =
      new FastThreadLocal<>() {
        @Override
        protected List<Call> initialValue() {
          return new ArrayList<>();
        }
      };

  CallAdmission(Admission admission, CallBook book) {
    this.admission = admission;
    this.book = book;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    Call call = new Call(method.equals(InferenceMethods.MODEL_INFER.getFullMethodName()));
    fresh.get().add(call);
    return call;
  }

  /// Tells how the call that is being begun can be ended.
  static void admit(ServerCall<?, ?> ended, Executor loop) {
    Call call = KEY.get();
    if (call != null) {
      call.ended = ended;
      call.loop = loop;
    }
  }

  /// All that came at once has been read: what is not whole by now is watched.
  void settle() {
    List<Call> calls = fresh.get();
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).settle();
    }
    calls.clear();
  }

  private final class Call extends ServerStreamTracer implements Transfer.Owner {
    private final boolean isInference;
    private @Nullable ServerCall<?, ?> ended;
    private @Nullable Executor loop;
    private @Nullable Transfer transfer;
    private long received;
    private boolean isWhole;
    private boolean isRefused;

    Call(boolean isInference) {
      this.isInference = isInference;
    }

    @Override
    public Context filterContext(Context context) {
      return context.withValue(KEY, this);
    }

    @Override
    public void inboundWireSize(long bytes) {
      received += bytes;
      if (transfer != null || received > SMALL) {
        hold();
      }
    }

    @Override
    public void inboundMessageRead(int number, long wireSize, long size) {
      isWhole = true;
      Transfer watched = transfer;
      if (watched == null) {
        return;
      }
      if (received > SMALL) {
        // Held until it is answered; we ourselves are slow from now on.
        watched.pause(true);
      } else {
        release();
      }
    }

    void settle() {
      if (!isWhole && ended != null) {
        hold();
      }
    }

    private void hold() {
      if (isRefused) {
        return;
      }
      Transfer watched = transfer;
      if (watched == null) {
        watched = new Transfer(this, System.nanoTime());
        transfer = watched;
      }
      watched.passed(received);
      if (!admission.hold(watched, Admission.HEAD + received)) {
        end(watched, admission.full());
      }
    }

    private void release() {
      Transfer watched = transfer;
      if (watched != null) {
        transfer = null;
        admission.finished(watched);
      }
    }

    @Override
    public void end(Transfer which, InferenceException why) {
      Executor reading = loop;
      if (reading != null) {
        reading.execute(() -> refuse(why));
      }
    }

    private void refuse(InferenceException why) {
      ServerCall<?, ?> call = ended;
      if (isRefused || isWhole || call == null) {
        return;
      }
      isRefused = true;
      release();
      Status status = InferenceService.status(why);
      enter(status, why.kind());
      call.close(status, new Metadata());
    }

    private void enter(Status status, Kind kind) {
      if (isInference) {
        book.enter(
            status.getCode().name(),
            kind.httpStatus(),
            0,
            Correlation.NONE,
            new Outcome("", String.valueOf(status.getDescription())));
      }
    }

    /// The library itself refuses a message that is too large, before a handler sees it.
    @Override
    public void streamClosed(Status status) {
      release();
      if (!isRefused && !isWhole && status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
        isRefused = true;
        enter(status, Kind.TOO_LARGE);
      }
    }
  }
}
