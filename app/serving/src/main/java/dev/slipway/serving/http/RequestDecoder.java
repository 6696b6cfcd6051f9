// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads requests off one connection, one at a time: while one is answered, what was sent ahead
/// stays as the bytes that came.
final class RequestDecoder extends HttpRequestDecoder {

  static final int LONGEST_LINE = 4096;
  static final int LARGEST_HEADERS = 8192;

  /// As much of a body as one read may bring, so that it is not cut into pieces.
  private static final int CHUNK = 1 << 16;

  /// Bytes left behind take no more than this beyond themselves.
  private static final int SLACK = 512;

  private @Nullable ChannelHandlerContext context;
  private boolean paused;
  private boolean inside;
  private boolean discarding;
  private boolean begun;

  RequestDecoder() {
    super(config());
  }

  private static HttpDecoderConfig config() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(LARGEST_HEADERS)
        .setMaxChunkSize(CHUNK)
        .setHeadersFactory(BoundedHeaders.FACTORY)
        .setTrailersFactory(BoundedHeaders.FACTORY);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) throws Exception {
    context = added;
    super.handlerAdded(added);
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) throws Exception {
    if (discarding) {
      ReferenceCountUtil.release(message);
      return;
    }
    inside = true;
    try {
      super.channelRead(reading, message);
    } finally {
      inside = false;
    }
    if (paused && hasRest()) {
      // What follows stays with the system, and with its sender.
      reading.channel().config().setAutoRead(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext decoding, ByteBuf in, List<Object> out)
      throws Exception {
    if (paused || discarding) {
      return;
    }
    int before = out.size();
    boolean isBetween = !begun && isBlank(in);
    super.decode(decoding, in, out);
    if (out.size() == before) {
      begun = !isBetween;
    } else {
      begun = !(out.getLast() instanceof LastHttpContent);
    }
  }

  /// Empty lines between requests begin none (RFC 9112, 2.2).
  private static boolean isBlank(ByteBuf in) {
    return in.forEachByte(value -> value == '\r' || value == '\n') < 0;
  }

  /// The header stays, for [RequestHead] to refuse: which of the two is meant cannot be known.
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {}

  @Override
  public void channelReadComplete(ChannelHandlerContext reading) throws Exception {
    trim();
    if (paused && hasRest()) {
      // The decoder would read on, to find a request's end.
      reading.fireChannelReadComplete();
    } else {
      super.channelReadComplete(reading);
    }
  }

  /// A read takes a large buffer where the one before filled one; a few bytes must not keep it.
  private void trim() {
    ByteBuf rest = internalBuffer();
    int bytes = rest.readableBytes();
    if (bytes > 0 && rest.refCnt() == 1 && rest.capacity() > 2 * bytes + SLACK) {
      rest.discardReadBytes();
      rest.capacity(bytes + SLACK / 2);
    }
  }

  /// From now on nothing is read out of what comes.
  void pause() {
    paused = true;
  }

  /// Reads on, beginning with what came meanwhile.
  void resume() throws Exception {
    paused = false;
    ChannelHandlerContext known = context;
    if (!inside && known != null && hasRest()) {
      channelRead(known, Unpooled.EMPTY_BUFFER);
      trim();
    }
  }

  /// From now on nothing that comes is looked at.
  void discard() {
    discarding = true;
    begun = false;
    internalBuffer().skipBytes(internalBuffer().readableBytes());
  }

  boolean isPaused() {
    return paused;
  }

  /// Whether bytes have come that are read later.
  boolean hasRest() {
    return internalBuffer().isReadable();
  }

  /// Whether a request has begun to come, and has not wholly come.
  boolean hasBegun() {
    return begun || hasRest();
  }

  /// The memory of what is read later.
  int held() {
    return hasRest() ? internalBuffer().capacity() : 0;
  }
}
