// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.ImagesReader;
import dev.slipway.serving.protocol.ImagesRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Answers requests about pictures: they are decoded on threads of their own.
final class ImagesEndpoint implements Endpoint {

  /// One picture, as the bytes of its file; which of both it is, they tell.
  private static final Set<String> FILES =
      Set.of("image/jpeg", "image/png", "application/octet-stream");

  /// As it says, or says nothing; `curl -d` calls everything a form.
  private static final Set<String> JSON =
      Set.of("", "application/json", "application/x-www-form-urlencoded");

  /// What a byte of Base64 takes beside the file that becomes of it, while it is read: as it came,
  /// and as a string's part of it.
  private static final long WHILE_READ = 2;

  private final ImagesRun.Work work;
  private final ImagesReader reader;
  private final PreparingThreads threads;

  /// @param most pictures of one request
  ImagesEndpoint(ImagesRun.Work work, int most, PreparingThreads threads) {
    this.work = work;
    this.reader = new ImagesReader(most);
    this.threads = threads;
  }

  @Override
  public void handle(Exchange exchange) {
    InferEndpoint.Parts parts = work.parts();
    if (!HttpMethod.POST.equals(exchange.head().method())) {
      exchange.notAllowed("POST");
      return;
    }
    InferenceException full = parts.engine().executorFor(exchange.loop()).refusal().orElse(null);
    if (full != null) {
      exchange.fail(full);
      return;
    }
    var held = new Held(parts.admission());
    try {
      boolean isFile = isFile(exchange);
      RequestBody body = exchange.body();
      var size = new ImagesRun.Size(body.jsonLength(), isFile ? 0 : WHILE_READ * body.jsonLength());
      if (size.bytes() > parts.admission().most()) {
        throw ImagesRun.tooLarge("the request");
      }
      held.take(size.bytes());
      // Base64 of megabytes would keep other connections waiting here
      byte[] bytes = Arrays.copyOf(body.json(), body.jsonLength());
      ImagesRun.Source source =
          isFile
              ? () -> new ImagesRequest(Optional.empty(), List.of(bytes))
              : () -> reader.images(bytes, bytes.length);
      var run = new ImagesRun(work, exchange, source, size, held);
      exchange.onAbandoned(run::abandon);
      threads.run(run::prepare);
    } catch (InferenceException refused) {
      held.close();
      exchange.fail(refused);
    } catch (RuntimeException | Error unexpected) {
      held.close();
      throw unexpected;
    }
  }

  /// Whether the body is a picture's file, and no JSON.
  private static boolean isFile(Exchange exchange) throws InferenceException {
    if (exchange.header(OipDialect.HEADER_LENGTH).isPresent()) {
      throw InferenceException.invalid("images have no raw tensors: leave out the header length");
    }
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
