// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/// Puts answers on the wire as HTTP/1.1. Head and body of a small answer are one buffer, so that
/// one system call sends them, which is most of what answering costs.
final class AnswerWriter {

  private static final AsciiString VERSION = AsciiString.cached("HTTP/1.1 ");
  private static final AsciiString OK = AsciiString.cached("HTTP/1.1 200 OK\r\n");
  private static final AsciiString CONTINUE = AsciiString.cached("HTTP/1.1 100 Continue\r\n\r\n");
  private static final AsciiString END_OF_LINE = AsciiString.cached("\r\n");
  private static final AsciiString COLON = AsciiString.cached(": ");
  private static final int HEAD = 256;

  /// A larger body is worth a buffer of its own, not copied.
  private static final int SMALL = 1 << 14;

  private AnswerWriter() {}

  static ChannelFuture go(ChannelHandlerContext context) {
    ByteBuf line = context.alloc().directBuffer(CONTINUE.length());
    ByteBufUtil.writeAscii(line, CONTINUE);
    return context.writeAndFlush(line);
  }

  /// Sends an answer, whose body is given up.
  ///
  /// @param withoutBody for HEAD
  static ChannelFuture write(
      ChannelHandlerContext context, Answer answer, boolean close, boolean withoutBody) {
    ByteBuf body = answer.body();
    int length = body.readableBytes();
    boolean together = withoutBody || length <= SMALL;
    ByteBuf out = context.alloc().directBuffer(HEAD + (together && !withoutBody ? length : 0));
    head(out, answer, length, close);
    if (!together) {
      ChannelFuture _ = context.write(out);
      return context.writeAndFlush(body);
    }
    if (!withoutBody) {
      out.writeBytes(body);
    }
    body.release();
    return context.writeAndFlush(out);
  }

  private static void head(ByteBuf out, Answer answer, int length, boolean close) {
    HttpResponseStatus status = answer.status();
    if (status.code() == HttpResponseStatus.OK.code()) {
      ByteBufUtil.writeAscii(out, OK);
    } else {
      ByteBufUtil.writeAscii(out, VERSION);
      ByteBufUtil.writeAscii(out, status.toString());
      ByteBufUtil.writeAscii(out, END_OF_LINE);
    }
    header(out, HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    header(out, HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
    for (Answer.Header header : answer.headers()) {
      header(out, header.name(), header.value());
    }
    if (close) {
      header(out, HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    ByteBufUtil.writeAscii(out, END_OF_LINE);
  }

  /// Names are ours. A value may be the caller's: it came through a header, so has no line's end.
  private static void header(ByteBuf out, CharSequence name, CharSequence value) {
    ByteBufUtil.writeAscii(out, name);
    ByteBufUtil.writeAscii(out, COLON);
    if (value instanceof AsciiString) {
      ByteBufUtil.writeAscii(out, value);
    } else {
      out.writeCharSequence(value, StandardCharsets.ISO_8859_1);
    }
    ByteBufUtil.writeAscii(out, END_OF_LINE);
  }
}
