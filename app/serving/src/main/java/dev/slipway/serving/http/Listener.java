// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/// An open port and the connections that came through it.
public final class Listener {

  private static final int BACKLOG = 1024;

  /// As much of a body as one read may bring, so that it is not cut into pieces.
  private static final int CHUNK = 1 << 16;

  /// Seconds; longer than the 60 for which load balancers commonly keep a connection.
  private static final int IDLE = 75;

  private final Channel channel;
  private final ChannelGroup connections;

  private Listener(Channel channel, ChannelGroup connections) {
    this.channel = channel;
    this.connections = connections;
  }

  /// Opens a port whose connections are each handled by a new handler.
  ///
  /// @throws IOException when the port cannot be opened, for example because it is in use
  public static Listener open(
      EventLoopGroup loops, InetSocketAddress address, Supplier<ChannelHandler> handlers)
      throws IOException {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    var opening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            // Netty's newer default makes the buffers of large reads anew, each cleared.
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel connection) {
                    connections.add(connection);
                    connection
                        .pipeline()
                        .addLast(
                            new HttpRequestDecoder(new HttpDecoderConfig().setMaxChunkSize(CHUNK)),
                            new IdleStateHandler(IDLE, 0, 0),
                            handlers.get());
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!opening.isSuccess()) {
      throw new IOException(
          "cannot listen on %s:%d: %s"
              .formatted(address.getHostString(), address.getPort(), opening.cause().getMessage()),
          opening.cause());
    }
    return new Listener(opening.channel(), connections);
  }

  /// The port that is really open.
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /// Takes no new connections; those that are open stay so.
  public void stopAccepting() {
    channel.close().awaitUninterruptibly();
  }

  /// Closes what is still open.
  public void closeConnections() {
    ChannelGroupFuture closing = connections.close();
    closing.awaitUninterruptibly();
  }
}
