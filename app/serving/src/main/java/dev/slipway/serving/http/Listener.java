// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;

/// An open port and the connections that came through it.
final class Listener {

  private static final int BACKLOG = 1024;

  /// What the system keeps of answers that a connection's peer does not take; by itself it would
  /// keep megabytes, which count to a container.
  private static final int UNREAD = 1 << 17;

  /// Seconds between two looks at who is late.
  private static final int LOOK = 1;

  private final Channel channel;
  private final Port port;

  private Listener(Channel channel, Port port) {
    this.channel = channel;
    this.port = port;
  }

  /// Opens a port.
  ///
  /// @throws IOException when it cannot be opened, for example because it is in use
  static Listener open(EventLoopGroup loops, InetSocketAddress address, Port port)
      throws IOException {
    var opening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_SNDBUF, UNREAD)
            // Netty's newer default makes the buffers of large reads anew, each cleared.
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel connection) {
                    RequestDecoder decoder = new RequestDecoder();
                    connection.pipeline().addLast(decoder, new ConnectionHandler(port, decoder));
                    port.encryption().into(connection.pipeline());
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
    Future<?> _ =
        opening.channel().eventLoop().scheduleAtFixedRate(() -> look(port), LOOK, LOOK, SECONDS);
    return new Listener(opening.channel(), port);
  }

  private static void look(Port port) {
    port.admission().sweep();
    port.connections().sweep();
  }

  /// The port that is really open.
  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /// Takes no new connections; those that are open stay so.
  void stopAccepting() {
    channel.close().awaitUninterruptibly();
  }

  /// Closes what is still open.
  void closeConnections() {
    port.connections().closeAll();
  }
}
