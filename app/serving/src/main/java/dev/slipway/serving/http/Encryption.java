// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Optional;

/// Whether what passes through a port is encrypted.
///
/// @param patience for a handshake
record Encryption(Optional<SslContext> context, Duration patience) {

  static final Encryption NONE = new Encryption(Optional.empty(), Duration.ZERO);

  /// Puts it in front of what a connection has.
  void into(ChannelPipeline pipeline) {
    if (context.isPresent()) {
      SslHandler handler = context.get().newHandler(pipeline.channel().alloc());
      handler.setHandshakeTimeoutMillis(patience.toMillis());
      pipeline.addFirst(handler);
    }
  }

  /// Nothing more is sent; what still comes is read.
  static void endOutput(DuplexChannel channel) {
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    if (handler == null) {
      ChannelFuture _ = channel.shutdownOutput();
    } else {
      // Without it the peer would take the answer for one that was cut off.
      handler
          .closeOutbound()
          .addListener(told -> {
            ChannelFuture _ = channel.shutdownOutput();
          });
    }
  }
}
