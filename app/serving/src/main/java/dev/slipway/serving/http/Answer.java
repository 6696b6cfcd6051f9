// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.MetadataWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is sent back.
///
/// @param headers besides length, type and connection
record Answer(
    HttpResponseStatus status, CharSequence contentType, ByteBuf body, List<Header> headers) {

  static final AsciiString JSON = AsciiString.cached("application/json");
  static final AsciiString BINARY = AsciiString.cached("application/octet-stream");
  static final AsciiString GZIP = AsciiString.cached("gzip");
  private static final AsciiString RETRY_AFTER_SECONDS = AsciiString.cached("1");

  private static final AsciiString CHALLENGE = AsciiString.cached("Bearer realm=\"inference\"");
  private static final AsciiString REFUSAL =
      AsciiString.cached("Bearer realm=\"inference\", error=\"invalid_token\"");

  /// A header's name and value.
  record Header(CharSequence name, CharSequence value) {}

  static Answer json(HttpResponseStatus status, String json) {
    return new Answer(status, JSON, utf8(json), List.of());
  }

  static ByteBuf utf8(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
  }

  /// In the protocol's format, with `Retry-After` where trying again helps.
  static Answer error(InferenceException failure) {
    List<Header> headers =
        switch (failure.kind()) {
          case UNAVAILABLE, TOO_SLOW ->
              List.of(new Header(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS));
          case UNAUTHENTICATED -> List.of(new Header(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE));
          case INVALID_TOKEN -> List.of(new Header(HttpHeaderNames.WWW_AUTHENTICATE, REFUSAL));
          case UNKNOWN_CODING -> List.of(new Header(HttpHeaderNames.ACCEPT_ENCODING, GZIP));
          default -> List.of();
        };
    HttpResponseStatus status = HttpResponseStatus.valueOf(failure.kind().httpStatus());
    return new Answer(status, JSON, utf8(MetadataWriter.error(failure.reason())), headers);
  }

  static Answer notAllowed(String allowed) {
    var failure = new InferenceException(Kind.METHOD_NOT_ALLOWED, "use " + allowed);
    return new Answer(
        HttpResponseStatus.METHOD_NOT_ALLOWED,
        JSON,
        utf8(MetadataWriter.error(failure.reason())),
        List.of(new Header(HttpHeaderNames.ALLOW, allowed)));
  }

  Answer with(CharSequence name, CharSequence value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, contentType, body, List.copyOf(more));
  }
}
