// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.ImagesReader;
import dev.slipway.serving.protocol.ImagesRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Takes pictures as files or as JSON of Base64, which is read where there is time for it.
record ImagesReading(ImagesRun.Work work, ImagesReader reader)
    implements PreparingEndpoint.Reading {

  /// One picture, as the bytes of its file; which of both it is, they tell.
  private static final Set<String> FILES =
      Set.of("image/jpeg", "image/png", "application/octet-stream");

  /// As it says, or says nothing; `curl -d` calls everything a form.
  private static final Set<String> JSON =
      Set.of("", "application/json", "application/x-www-form-urlencoded");

  @Override
  public PreparingEndpoint.Run of(Exchange exchange, Held held) throws InferenceException {
    boolean isFile = isFile(exchange);
    RequestBody body = exchange.body();
    long meanwhile = isFile ? 0 : ImagesReader.WHILE_READ - 1L;
    var size = new ImagesRun.Size(body.jsonLength(), meanwhile * body.jsonLength());
    if (size.bytes() > work.parts().admission().most()) {
      throw ImagesRun.tooLarge("the request");
    }
    held.take(size.bytes());
    // Base64 of megabytes would keep other connections waiting here
    byte[] bytes = Arrays.copyOf(body.json(), body.jsonLength());
    ImagesRun.Source source =
        isFile
            ? () -> new ImagesRequest(Optional.empty(), List.of(bytes))
            : () -> reader.images(bytes, bytes.length);
    return new ImagesRun(work, exchange, source, size, held);
  }

  /// Whether the body is a picture's file, and no JSON.
  private static boolean isFile(Exchange exchange) throws InferenceException {
    String type = exchange.header(HttpHeaderNames.CONTENT_TYPE).orElse("");
    int end = type.indexOf(';');
    String kind = type.substring(0, end < 0 ? type.length() : end).strip().toLowerCase(Locale.ROOT);
    boolean isFile = FILES.contains(kind);
    if (!isFile && !JSON.contains(kind)) {
      throw new InferenceException(
          Kind.UNKNOWN_TYPE,
          "one picture comes as image/jpeg or image/png, several as application/json");
    }
    return isFile;
  }
}
