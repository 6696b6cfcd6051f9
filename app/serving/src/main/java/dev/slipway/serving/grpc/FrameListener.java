// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;

/// Looks at the pieces of messages before the library keeps them. It keeps each until the message
/// is whole: an empty one, too, which nobody would count; and with a small one all that was read
/// with it.
final class FrameListener extends Http2FrameListenerDecorator {

  /// What is smaller is copied, so that no read of 64 KiB is kept for a byte.
  private static final int SMALL = 1 << 13;

  FrameListener(Http2FrameListener next) {
    super(next);
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean isLast)
      throws Http2Exception {
    if (isLast || data.readableBytes() >= SMALL) {
      return super.onDataRead(context, stream, data, padding, isLast);
    }
    if (!data.isReadable()) {
      return padding;
    }
    ByteBuf copy = data.copy();
    try {
      return super.onDataRead(context, stream, copy, padding, false);
    } finally {
      copy.release();
    }
  }
}
