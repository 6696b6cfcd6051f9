// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

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
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection: gathers a request, has it answered, then takes the next, so that
/// answers keep their order. Refuses what is too large as soon as it is known to be.
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

  private static final int PIPELINED_AT_MOST = 64;

  /// How long somebody who was refused may go on sending.
  private static final long LINGER_SECONDS = 5;

  private final Supplier<Routes> routes;
  private final Traffic traffic;
  private final RequestBody body;
  private final Deque<Object> pipelined = new ArrayDeque<>();

  private @Nullable ChannelHandlerContext context;
  private @Nullable HttpRequest head;
  private @Nullable Exchange current;
  private volatile @Nullable Runnable abandoned;
  private boolean refusing;
  private @Nullable Future<?> lingering;

  ConnectionHandler(Supplier<Routes> routes, Traffic traffic, SpareMemory memory, int maxBytes) {
    this.routes = routes;
    this.traffic = traffic;
    this.body = new RequestBody(maxBytes, memory);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  Executor loop() {
    return context().channel().eventLoop();
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
    if (current == null && pipelined.isEmpty()) {
      take(message);
      return;
    }
    pipelined.add(message);
    if (pipelined.size() == PIPELINED_AT_MOST) {
      context().channel().config().setAutoRead(false);
    }
  }

  private void takePipelined() {
    while (current == null && !pipelined.isEmpty()) {
      take(pipelined.remove());
    }
    if (pipelined.isEmpty() && !context().channel().config().isAutoRead()) {
      context().channel().config().setAutoRead(true);
    }
  }

  private void take(Object message) {
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
    traffic.began();
    head = request;
    body.clear();
    if (request.decoderResult().isFailure()) {
      refuse(InferenceException.invalid("the HTTP request is malformed"));
      return;
    }
    if (HttpUtil.getContentLength(request, 0L) > body.limit()) {
      refuse(tooLarge());
      return;
    }
    body.expect(HttpUtil.getContentLength(request, 0L), announcedJson(request));
    if (HttpUtil.is100ContinueExpected(request)) {
      AnswerWriter.go(context()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  /// How much of the body is JSON before raw tensors begin; -1 when nothing (usable) is said of it.
  private static int announcedJson(HttpRequest request) {
    String announced = request.headers().get(InferEndpoint.HEADER_LENGTH);
    try {
      return announced == null ? -1 : Integer.parseInt(announced.strip());
    } catch (NumberFormatException toldLater) {
      return -1;
    }
  }

  private InferenceException tooLarge() {
    return new InferenceException(
        Kind.TOO_LARGE, "the body is larger than the limit of %d bytes".formatted(body.limit()));
  }

  private void gather(HttpContent content, HttpRequest request) {
    if (content.decoderResult().isFailure()) {
      refuse(InferenceException.invalid("the HTTP body is malformed"));
      return;
    }
    if (!body.add(content.content())) {
      refuse(tooLarge());
      return;
    }
    if (content instanceof LastHttpContent) {
      head = null;
      Exchange exchange = new Exchange(request, body, this, System.nanoTime());
      current = exchange;
      handle(exchange);
      // Tensors are copies by now; but a pipelined request may have begun to come meanwhile.
      if (head == null) {
        body.clear();
      }
    }
  }

  private void handle(Exchange exchange) {
    try {
      routes.get().find(exchange.head().uri()).handle(exchange);
    } catch (RuntimeException unexpected) {
      exchange.fail(new InferenceException(Kind.INTERNAL, "the server failed: " + unexpected));
    }
  }

  /// Answers, and ends: what still comes of the request cannot be told from a next one. It is read
  /// and thrown away for a while (RFC 9112, 9.6): a connection that closes before what was sent is
  /// read is reset, and the caller never sees why it was refused.
  private void refuse(InferenceException failure) {
    refusing = true;
    HttpRequest refused = head;
    head = null;
    if (refused != null) {
      boolean withoutBody = HttpMethod.HEAD.equals(refused.method());
      ChannelFuture written =
          AnswerWriter.write(context(), Answer.error(failure), true, withoutBody);
      written.addListener(done -> linger());
    }
  }

  private void linger() {
    traffic.ended();
    Channel channel = context().channel();
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      ChannelFuture _ = duplex.shutdownOutput();
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
    boolean close = exchange.wantsClose() || traffic.isClosing();
    send(answer, close, HttpMethod.HEAD.equals(exchange.head().method()));
    current = null;
    if (close) {
      refusing = true;
    }
    takePipelined();
  }

  private void send(Answer answer, boolean close, boolean withoutBody) {
    ChannelFuture written = AnswerWriter.write(context(), answer, close, withoutBody);
    written.addListener(done -> traffic.ended());
    if (close) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ignored, Object event) {
    if (event instanceof IdleStateEvent && current == null) {
      hangUp();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ignored) {
    Runnable action = abandoned;
    if (action != null) {
      action.run();
    }
    if (head != null || current != null) {
      head = null;
      current = null;
      traffic.ended();
    }
    Future<?> end = lingering;
    if (end != null) {
      boolean _ = end.cancel(false);
    }
    body.clear();
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
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
