// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.ImagesReader;
import dev.slipway.serving.protocol.ImagesRequest;
import dev.slipway.serving.protocol.NoRoomException;
import dev.slipway.serving.protocol.PooledMemory;
import io.netty.buffer.PooledByteBufAllocator;
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

  /// What a byte of the request takes at most until it is decoded: as Base64 and as a file.
  private static final long BYTE = 2;

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
    var memory = new PooledMemory(PooledByteBufAllocator.DEFAULT, parts.admission());
    try {
      ImagesRequest request = request(exchange, memory);
      var run = new ImagesRun(work, exchange, request, memory);
      exchange.onAbandoned(run::abandon);
      threads.run(run::prepare);
    } catch (InferenceException refused) {
      memory.release();
      exchange.fail(refused);
    } catch (NoRoomException none) {
      memory.release();
      exchange.fail(parts.admission().full());
    } catch (RuntimeException | Error unexpected) {
      memory.release();
      throw unexpected;
    }
  }

  private ImagesRequest request(Exchange exchange, PooledMemory memory) throws InferenceException {
    if (exchange.header(OipDialect.HEADER_LENGTH).isPresent()) {
      throw InferenceException.invalid("images have no raw tensors: leave out the header length");
    }
    RequestBody body = exchange.body();
    String type = exchange.header(HttpHeaderNames.CONTENT_TYPE).orElse("");
    int end = type.indexOf(';');
    String kind = type.substring(0, end < 0 ? type.length() : end).strip().toLowerCase(Locale.ROOT);
    memory.claim(BYTE * body.jsonLength());
    if (FILES.contains(kind)) {
      byte[] file = Arrays.copyOf(body.json(), body.jsonLength());
      return new ImagesRequest(Optional.empty(), List.of(file));
    }
    if (!JSON.contains(kind)) {
      throw new InferenceException(
          Kind.UNKNOWN_TYPE,
          "one picture comes as image/jpeg or image/png, several as application/json");
    }
    return reader.images(body.json(), body.jsonLength());
  }
}
