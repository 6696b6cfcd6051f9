// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/// Requests as they come over one connection, read as the service reads them: heads, bodies, and
/// what is packed in them.
public final class HttpRequests {

  private static final int LARGEST = 1 << 20;

  private HttpRequests() {}

  /// @throws InferenceException where the first is refused
  /// @throws AssertionError where it hangs on how the bytes were cut what they say
  public static void read(byte[] bytes) throws InferenceException {
    List<Object> whole = messages(bytes, bytes.length);
    try {
      String heads = heads(whole);
      List<Object> pieces = messages(bytes, 1 + bytes.length / 7);
      String others = heads(pieces);
      pieces.forEach(ReferenceCountUtil::release);
      if (!heads.equals(others)) {
        throw new AssertionError(heads + "\nin pieces: " + others);
      }
      answer(whole);
    } finally {
      whole.forEach(ReferenceCountUtil::release);
    }
  }

  private static List<Object> messages(byte[] bytes, int most) {
    var channel = new EmbeddedChannel(new RequestDecoder());
    for (int at = 0; at < bytes.length; at += most) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(most, bytes.length - at)));
    }
    List<Object> messages = new ArrayList<>();
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      messages.add(next);
    }
    channel.finishAndReleaseAll();
    return messages;
  }

  private static String heads(List<Object> messages) {
    var heads = new StringBuilder();
    for (Object message : messages) {
      if (message instanceof HttpRequest request) {
        heads.append(request).append('\n');
      }
    }
    return heads.toString();
  }

  private static void answer(List<Object> messages) throws InferenceException {
    try (Gunzip gunzip = new Gunzip()) {
      boolean packed = false;
      int[] left = {LARGEST};
      for (Object message : messages) {
        if (message instanceof HttpRequest request) {
          packed = RequestHead.of(request, LARGEST).isPacked();
        }
        if (message instanceof HttpContent content && packed) {
          ByteBuf body = content.content();
          gunzip.inflate(body, piece -> (left[0] -= piece.readableBytes()) > 0);
        }
      }
    }
  }
}
