// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;

/// What a request's head says of the body, once it is known to be one that can be served.
///
/// @param length of the body as it is sent; 0 when it does not say
/// @param json how much of the body is JSON before raw tensors begin; -1 when nothing (usable) is
///   said of it
/// @param isPacked by gzip
record RequestHead(long length, int json, boolean isPacked) {

  private static final int HTTP = 1;

  /// @throws InferenceException where it is broken, too large, or asks for what there is not
  static RequestHead of(HttpRequest request, int largest) throws InferenceException {
    if (request.decoderResult().isFailure()) {
      throw broken(request.decoderResult().cause(), "the HTTP request is malformed");
    }
    if (request.protocolVersion().majorVersion() != HTTP) {
      throw new InferenceException(
          Kind.HTTP_VERSION,
          "this port speaks HTTP/1.1, not %s; gRPC has a port of its own"
              .formatted(request.protocolVersion()));
    }
    checkFraming(request);
    long length = HttpUtil.getContentLength(request, 0L);
    if (length > largest) {
      throw tooLarge(largest);
    }
    return new RequestHead(length, announcedJson(request), isPacked(request));
  }

  /// Where somebody in between could find another end of the body than we do, a part of it would be
  /// taken for a request of its own (RFC 9112, 6.1).
  private static void checkFraming(HttpRequest request) throws InferenceException {
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return;
    }
    boolean isChunked =
        codings.size() == 1
            && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst().strip());
    if (!isChunked || !HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
      throw InferenceException.invalid(
          "the only transfer-encoding that is understood is 'chunked', in HTTP/1.1");
    }
    if (request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      throw InferenceException.invalid("a body has a transfer-encoding or a content-length");
    }
  }

  /// What could not be read as HTTP.
  static InferenceException broken(Throwable cause, String otherwise) {
    if (cause instanceof TooLongHttpHeaderException) {
      return new InferenceException(
          Kind.HEADERS_TOO_LARGE,
          "the headers are more than %d bytes, or more than %d"
              .formatted(RequestDecoder.LARGEST_HEADERS, BoundedHeaders.MOST));
    }
    if (cause instanceof TooLongHttpLineException) {
      return new InferenceException(
          Kind.PATH_TOO_LONG,
          "the request's first line is longer than %d bytes"
              .formatted(RequestDecoder.LONGEST_LINE));
    }
    return InferenceException.invalid(otherwise);
  }

  static InferenceException tooLarge(int largest) {
    return new InferenceException(
        Kind.TOO_LARGE, "the body is larger than the limit of %d bytes".formatted(largest));
  }

  private static boolean isPacked(HttpRequest request) throws InferenceException {
    String coding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
    if (coding == null || HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(coding.strip())) {
      return false;
    }
    if (HttpHeaderValues.GZIP.contentEqualsIgnoreCase(coding.strip())) {
      return true;
    }
    throw new InferenceException(
        Kind.UNKNOWN_CODING,
        "a body packed as '%s' cannot be unpacked; gzip can"
            .formatted(coding.length() > 40 ? coding.substring(0, 40) : coding));
  }

  private static int announcedJson(HttpRequest request) {
    String announced = request.headers().get(OipDialect.HEADER_LENGTH);
    try {
      return announced == null ? -1 : Integer.parseInt(announced.strip());
    } catch (NumberFormatException toldLater) {
      return -1;
    }
  }
}
