// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is kept of a message whose pieces are unusual.
class FrameListenerTest {

  private final List<ByteBuf> kept = new ArrayList<>();
  private final FrameListener listener =
      new FrameListener(
          new Http2FrameAdapter() {
            @Override
            public int onDataRead(
                ChannelHandlerContext context,
                int stream,
                ByteBuf data,
                int padding,
                boolean isLast) {
              kept.add(data.retain());
              return padding;
            }
          });

  @Test
  void keepsNothingOfAnEmptyPieceAndOfASmallOneNotAllThatWasReadWithIt() throws Exception {
    EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    ChannelHandlerContext context = channel.pipeline().firstContext();
    ByteBuf read = PooledByteBufAllocator.DEFAULT.buffer(1 << 16).writeZero(1 << 16);

    assertEquals(7, listener.onDataRead(context, 1, read.slice(0, 0), 7, false));
    assertEquals(0, listener.onDataRead(context, 1, read.slice(0, 1), 0, false));
    assertEquals(List.of(1), kept.stream().map(ByteBuf::readableBytes).toList());
    assertEquals(1, read.refCnt(), "the read is let go of");

    assertEquals(0, listener.onDataRead(context, 1, read.slice(0, 1 << 14), 0, false));
    assertEquals(0, listener.onDataRead(context, 1, read.slice(0, 0), 0, true));
    assertEquals(List.of(1, 1 << 14, 0), kept.stream().map(ByteBuf::readableBytes).toList());

    kept.forEach(ByteBuf::release);
    assertEquals(1, read.refCnt());
    read.release();
    channel.finish();
  }
}
