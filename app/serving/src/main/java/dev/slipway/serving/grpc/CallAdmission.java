// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import com.google.protobuf.MessageLite;
import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.admission.Connection;
import dev.slipway.serving.admission.Transfer;
import dev.slipway.serving.journal.Correlation;
import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Watches calls, as REST's requests are: until all of one has come, since only then it is
/// answered, and from when its answer is handed over until that has gone. A small call that came at
/// once, and whose answer is taken at once, is hardly looked at.
final class CallAdmission extends ServerStreamTracer.Factory {

  private static final Context.Key<Call> KEY = Context.key("call");

  /// A message up to here is covered by what each call takes.
  static final int SMALL = 1 << 12;

  /// What the library keeps of each frame of a message that has not wholly come, besides its bytes.
  private static final int FRAME = 1 << 8;

  private final Admission admission;
  private final CallBook book;

  private final FastThreadLocal<Round> round =
      new FastThreadLocal<>() {
        @Override
        protected Round initialValue() {
          return new Round();
        }
      };

  /// What a loop is reading.
  private static final class Round {
    private @Nullable Connection connection;
    private Executor loop = Runnable::run;

    /// Calls that began in it.
    private final List<Call> fresh = new ArrayList<>();
  }

  CallAdmission(Admission admission, CallBook book) {
    this.admission = admission;
    this.book = book;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    Round current = round.get();
    Connection connection = current.connection;
    if (connection == null) {
      throw new IllegalStateException("A call came on none of the server's connections");
    }
    boolean isInference = method.equals(InferenceMethods.MODEL_INFER.getFullMethodName());
    Call call = new Call(connection, current.loop, isInference);
    current.fresh.add(call);
    return call;
  }

  /// The call that is being begun on this thread.
  static Call current() {
    Call call = KEY.get();
    if (call == null) {
      throw new IllegalStateException("A call came that nobody watches");
    }
    return call;
  }

  /// Calls that begin from now on come on this connection.
  ///
  /// @param loop the thread that reads it
  void reading(Connection connection, Executor loop) {
    Round current = round.get();
    current.connection = connection;
    current.loop = loop;
  }

  /// All that came at once has been read: what is not whole by now is watched.
  void settle() {
    List<Call> calls = round.get().fresh;
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).settle();
    }
    calls.clear();
  }

  /// One call. What comes is told on the connection's loop; what goes, on any thread.
  final class Call extends ServerStreamTracer implements Transfer.Owner {
    private final Connection connection;
    private final Executor loop;
    private final boolean isInference;
    private @Nullable ServerCall<?, ?> ended;

    /// Its caller waits for news for as long as it likes.
    private boolean isLasting;

    private @Nullable Transfer incoming;
    private @Nullable InferenceException shortage;
    private int most = Integer.MAX_VALUE;
    private long received;

    // Of a message that is not whole yet.
    private long buffered;
    private long frames;

    /// Of those that are.
    private long unpacked;

    private boolean isWhole;
    private boolean isRefused;

    // Guarded by this.
    private @Nullable Transfer outgoing;
    private long answered;
    private boolean isClosed;

    private Call(Connection connection, Executor loop, boolean isInference) {
      this.connection = connection;
      this.loop = loop;
      this.isInference = isInference;
    }

    /// Tells how it can be ended.
    void endBy(ServerCall<?, ?> call) {
      ended = call;
      isLasting = call.getMethodDescriptor().getType() == MethodType.SERVER_STREAMING;
    }

    /// It takes no more bytes than that, as they are sent.
    void limitTo(int bytes) {
      most = bytes;
    }

    @Override
    public Context filterContext(Context context) {
      return context.withValue(KEY, this);
    }

    @Override
    public void inboundWireSize(long bytes) {
      received += bytes;
      buffered += bytes;
      frames++;
      if (received > most && shortage == null) {
        InferenceException tooLarge =
            new InferenceException(
                Kind.TOO_LARGE, "the message is larger than the limit of %d bytes".formatted(most));
        shortage = tooLarge;
        loop.execute(() -> refuse(tooLarge));
        return;
      }
      holdUnlessSmall();
    }

    /// A message of it has come and been unpacked.
    ///
    /// @return false where it is refused
    boolean takes(Object message) {
      buffered = 0;
      frames = 0;
      if (message instanceof MessageLite sized) {
        unpacked += InferMessages.memoryOf(sized);
      }
      holdUnlessSmall();
      return !isTurnedAway();
    }

    /// Its caller sends no more: what it takes from now on is for its handler to count.
    ///
    /// @return false where it is refused
    boolean hasCome() {
      if (isTurnedAway()) {
        return false;
      }
      isWhole = true;
      release();
      return true;
    }

    /// Whether there was no memory for a part of it, whose end came in the same breath.
    private boolean isTurnedAway() {
      InferenceException full = shortage;
      if (full != null) {
        refuse(full);
      }
      return isRefused;
    }

    private void settle() {
      if (!isWhole && !isClosed()) {
        hold();
      }
    }

    private void holdUnlessSmall() {
      if (incoming != null || memory() > SMALL) {
        hold();
      }
    }

    private long memory() {
      return buffered + FRAME * frames + unpacked;
    }

    private void hold() {
      if (isRefused || shortage != null) {
        return;
      }
      Transfer watched = incoming;
      if (watched == null) {
        watched = new Transfer(this, System.nanoTime());
        incoming = watched;
      }
      watched.passed(received);
      if (!admission.hold(watched, Admission.HEAD + memory())) {
        shortage = admission.full();
        end(watched, admission.full());
      }
    }

    private void release() {
      Transfer watched = incoming;
      if (watched != null) {
        incoming = null;
        admission.finished(watched);
      }
    }

    @Override
    public void outboundMessageSent(int number, long wireSize, long size) {
      answering(Math.max(wireSize, 0));
    }

    /// So much more of an answer is there to be taken.
    void answering(long bytes) {
      Transfer watched;
      long all;
      synchronized (this) {
        if (isClosed || (outgoing != null && bytes == 0)) {
          return;
        }
        Transfer begun = outgoing;
        if (begun == null) {
          begun = new Transfer(this, System.nanoTime());
          if (isLasting) {
            begun.last();
          }
          outgoing = begun;
        }
        answered += bytes;
        watched = begun;
        all = answered;
      }
      watched.passed(SMALL + all);
      boolean _ = admission.watch(watched, SMALL + all);
    }

    private synchronized boolean isClosed() {
      return isClosed;
    }

    private synchronized boolean isAnswer(Transfer transfer) {
      return transfer == outgoing;
    }

    @Override
    public void end(Transfer which, InferenceException why) {
      loop.execute(() -> {
        if (which == incoming || (isLasting && isAnswer(which))) {
          refuse(why);
        } else if (isAnswer(which)) {
          // An answer that is not taken could not be taken back otherwise.
          connection.close();
        }
      });
    }

    /// Ends it without an answer; it is counted.
    void refuse(InferenceException why) {
      if (isRefused || isClosed()) {
        return;
      }
      isRefused = true;
      release();
      ServerCall<?, ?> call = ended;
      if (call == null) {
        connection.close();
        return;
      }
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
      Transfer gone;
      synchronized (this) {
        isClosed = true;
        gone = outgoing;
        outgoing = null;
      }
      if (gone != null) {
        admission.finished(gone);
      }
      if (!isRefused && !isWhole && status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
        isRefused = true;
        enter(status, Kind.TOO_LARGE);
      }
    }
  }
}
