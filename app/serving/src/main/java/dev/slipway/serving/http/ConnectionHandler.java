// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.admission.Connection;
import dev.slipway.serving.admission.Transfer;
import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection: gathers a request, has it answered, then takes the next, so that
/// answers keep their order. Refuses what is too large or too slow as soon as it is known to be.
final class ConnectionHandler extends ChannelInboundHandlerAdapter
    implements Connection, Transfer.Owner {

  /// How long somebody who was refused may go on sending.
  private static final long LINGER_SECONDS = 5;

  /// A body of which more has come asks for its memory at once, not only when all that the socket
  /// has is read.
  private static final int LARGE = 1 << 16;

  private final Port port;
  private final RequestDecoder decoder;
  private final RequestBody body;
  private final Holdings holdings;

  private @Nullable ChannelHandlerContext context;
  private @Nullable HttpRequest head;
  private @Nullable Exchange current;
  private volatile @Nullable Runnable abandoned;
  private boolean refusing;
  private boolean leaving;
  private @Nullable Future<?> lingering;

  // Written by the loop alone; whoever reads it can do with what was a moment ago.
  private long waitingSince = System.nanoTime();

  ConnectionHandler(Port port, RequestDecoder decoder) {
    this.port = port;
    this.decoder = decoder;
    this.body = new RequestBody(port.maxBytes(), port.memory());
    this.holdings = new Holdings(port.admission(), this);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext ignored) {
    if (!port.connections().opened(this)) {
      leaving = true;
      refuse(new InferenceException(Kind.UNAVAILABLE, "there are too many connections"), null);
    }
  }

  Executor loop() {
    return context().channel().eventLoop();
  }

  AnswerBook book() {
    return port.book();
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("Not in a pipeline yet");
    }
    return context;
  }

  void onAbandoned(Runnable action) {
    abandoned = action;
  }

  @Override
  public void channelRead(ChannelHandlerContext ignored, Object message) {
    try {
      if (refusing) {
        return;
      }
      if (message instanceof HttpRequest request) {
        begin(request);
      }
      if (message instanceof HttpContent content && head != null) {
        gather(content, head);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest request) {
    port.traffic().began();
    head = request;
    body.clear();
    try {
      body.limitTo(port.door().check(request, port.maxBytes()));
      RequestHead said = RequestHead.of(request, body.limit());
      body.expect(said.length(), said.json(), port.admission().isRoomy());
      if (said.isPacked()) {
        body.unpack();
      }
    } catch (InferenceException refused) {
      refuse(refused, request);
      return;
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      AnswerWriter.go(context()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  private void gather(HttpContent content, HttpRequest request) {
    try {
      if (content.decoderResult().isFailure()) {
        throw RequestHead.broken(content.decoderResult().cause(), "the HTTP body is malformed");
      }
      if (!body.add(content.content())) {
        throw RequestHead.tooLarge(body.limit());
      }
      if (body.length() > LARGE) {
        settle();
        if (refusing) {
          return;
        }
      }
      if (!(content instanceof LastHttpContent)) {
        return;
      }
      body.end();
    } catch (InferenceException refused) {
      refuse(refused, request);
      return;
    }
    head = null;
    holdings.hasCome();
    decoder.pause();
    waitingSince = SERVED;
    Exchange exchange = new Exchange(request, body, this, System.nanoTime());
    current = exchange;
    handle(exchange);
    // Tensors are copies by now.
    body.clear();
  }

  private void handle(Exchange exchange) {
    try {
      port.routes().get().find(exchange.head().uri()).handle(exchange);
    } catch (OutOfMemoryError none) {
      exchange.fail(port.admission().full());
    } catch (RuntimeException unexpected) {
      exchange.fail(new InferenceException(Kind.INTERNAL, "the server failed: " + unexpected));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ignored) {
    settle();
  }

  /// Tells what the connection holds now.
  private void settle() {
    if (refusing) {
      return;
    }
    boolean served = current != null;
    boolean begun = !decoder.isPaused() && (head != null || decoder.hasBegun());
    long bytes = body.held() + decoder.held() + (begun ? Admission.HEAD : 0);
    if (bytes == 0) {
      holdings.hasCome();
      return;
    }
    if (!served && !holdings.isComing()) {
      waitingSince = System.nanoTime();
    }
    boolean fits = holdings.come(bytes, body.received(), served);
    if (!fits && served) {
      leaving = true;
    } else if (!fits) {
      refuse(port.admission().full(), head);
    }
  }

  /// Answers, and ends: what still comes of the request cannot be told from a next one. It is read
  /// and thrown away for a while (RFC 9112, 9.6): a connection that closes before what was sent is
  /// read is reset, and the caller never sees why it was refused.
  ///
  /// @param request null where its head has not wholly come
  private void refuse(InferenceException failure, @Nullable HttpRequest request) {
    if (refusing) {
      return;
    }
    refusing = true;
    if (request == null) {
      port.traffic().began();
    }
    head = null;
    decoder.discard();
    body.clear();
    holdings.hasCome();
    // Whoever needs a place takes that of a refused one first.
    waitingSince = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
    Outcome outcome = new Outcome("", failure.reason());
    Answer answer = port.book().enter(request, 0, Answer.error(failure), outcome);
    boolean withoutBody = request != null && HttpMethod.HEAD.equals(request.method());
    ChannelFuture written = AnswerWriter.write(context(), answer, true, withoutBody);
    written.addListener(done -> linger());
    holdings.go(context().channel(), written);
  }

  private void linger() {
    port.traffic().ended();
    Channel channel = context().channel();
    if (!leaving && channel instanceof DuplexChannel duplex && channel.isActive()) {
      Encryption.endOutput(duplex);
      channel.config().setAutoRead(true);
      lingering = channel.eventLoop().schedule(this::hangUp, LINGER_SECONDS, TimeUnit.SECONDS);
    } else {
      hangUp();
    }
  }

  /// From any thread.
  void answer(Exchange exchange, Answer answer) {
    if (context().executor().inEventLoop()) {
      finish(exchange, answer);
    } else {
      context().executor().execute(() -> finish(exchange, answer));
    }
  }

  private void finish(Exchange exchange, Answer answer) {
    if (current != exchange) {
      answer.body().release();
      return;
    }
    abandoned = null;
    boolean close = exchange.wantsClose() || port.traffic().isClosing() || leaving;
    send(answer, close, HttpMethod.HEAD.equals(exchange.head().method()));
    current = null;
    waitingSince = System.nanoTime();
    if (close) {
      refusing = true;
      decoder.discard();
      holdings.hasCome();
    }
    if (decoder.hasRest()) {
      // It is the others' turn first: only what is scheduled waits until they have been looked at.
      Future<?> _ = context().channel().eventLoop().schedule(this::readOn, 0, TimeUnit.NANOSECONDS);
    } else {
      readOn();
    }
  }

  private void send(Answer answer, boolean close, boolean withoutBody) {
    ChannelFuture written = AnswerWriter.write(context(), answer, close, withoutBody);
    written.addListener(done -> port.traffic().ended());
    if (close) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
    holdings.go(context().channel(), written);
  }

  /// Takes the next request, unless this one is being answered or answers are not taken.
  private void readOn() {
    Channel channel = context().channel();
    if (current != null || !channel.isWritable()) {
      return;
    }
    // What was sent ahead is in time from now on.
    holdings.hasCome();
    try {
      decoder.resume();
    } catch (Exception unreadable) {
      hangUp();
      return;
    }
    if (!decoder.isPaused() || !decoder.hasRest()) {
      channel.config().setAutoRead(true);
    }
    settle();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ignored) {
    if (decoder.isPaused()) {
      readOn();
    }
  }

  @Override
  public long waitingSince() {
    return waitingSince;
  }

  @Override
  public void leave(boolean full) {
    loop()
        .execute(() -> {
          leaving |= full;
          boolean isIdle = head == null && !decoder.hasBegun() && !holdings.isGoing();
          if (current != null || (refusing && !full)) {
            return;
          }
          // Nothing could be told behind an answer that is not taken.
          if (refusing || isIdle || (full && holdings.isGoing())) {
            hangUp();
          } else if (full) {
            refuse(
                new InferenceException(
                    Kind.TOO_SLOW, "the request came slowly, and its place is needed for others"),
                head);
          }
        });
  }

  @Override
  public void end(Transfer transfer, InferenceException why) {
    loop()
        .execute(() -> {
          if (holdings.isComing(transfer) && current == null) {
            refuse(why, head);
          } else if (holdings.isGoing(transfer)) {
            hangUp();
          }
        });
  }

  @Override
  public void close() {
    hangUp();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ignored) {
    port.connections().closed(this);
    Runnable action = abandoned;
    if (action != null) {
      action.run();
    }
    if (head != null || current != null) {
      head = null;
      current = null;
      port.traffic().ended();
    }
    Future<?> end = lingering;
    if (end != null) {
      boolean _ = end.cancel(false);
    }
    refusing = true;
    body.clear();
    holdings.end();
  }

  /// The peer went away, or sent what no HTTP is; in both cases there is nobody to answer.
  @Override
  public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
    hangUp();
  }

  private void hangUp() {
    // Whether closing succeeded changes nothing here.
    ChannelFuture _ = context().close();
  }
}
