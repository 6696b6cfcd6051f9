// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import dev.slipway.serving.admission.Connection;
import dev.slipway.serving.admission.Connections;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection of the gRPC port, before the library sees what comes on it.
final class GrpcConnection extends ChannelInboundHandlerAdapter implements Connection {

  /// A connection with calls counts as heard of so much later: it leaves after all that have none.
  private static final long BUSY = TimeUnit.SECONDS.toNanos(10);

  private final Connections connections;
  private final CallAdmission calls;
  private volatile @Nullable ChannelHandlerContext context;
  private @Nullable Http2ConnectionHandler http2;

  // Written by the loop alone; whoever reads it can do with what was a moment ago.
  private long heardAt = System.nanoTime();

  GrpcConnection(Connections connections, CallAdmission calls) {
    this.connections = connections;
    this.calls = calls;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    if (connections.opened(this)) {
      active.fireChannelActive();
    } else {
      close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object bytes) {
    calls.reading(this, reading.channel().eventLoop());
    Http2ConnectionHandler found =
        http2 == null ? reading.pipeline().get(Http2ConnectionHandler.class) : null;
    if (found != null) {
      http2 = found;
      found.decoder().frameListener(new FrameListener(found.decoder().frameListener()));
    }
    reading.fireChannelRead(bytes);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext reading) {
    heardAt = System.nanoTime();
    calls.settle();
    reading.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext closed) {
    connections.closed(this);
    closed.fireChannelInactive();
  }

  @Override
  public long waitingSince() {
    Http2ConnectionHandler known = http2;
    boolean hasCalls = known != null && known.connection().numActiveStreams() > 0;
    return hasCalls ? heardAt + BUSY : heardAt;
  }

  /// The library itself closes those that are idle.
  @Override
  public void leave(boolean full) {
    if (full) {
      close();
    }
  }

  /// At once: the library, asked to close a channel, waits until its calls have ended, for ever.
  @Override
  public void close() {
    ChannelHandlerContext known = context;
    if (known != null) {
      // Whether closing succeeded changes nothing here.
      ChannelFuture _ = known.close();
    }
  }
}
