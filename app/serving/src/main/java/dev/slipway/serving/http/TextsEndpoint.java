// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.TextsRequest;
import io.netty.handler.codec.http.HttpMethod;

/// Answers requests about texts: they become tokens on threads of their own.
final class TextsEndpoint implements Endpoint {

  /// What a byte of the request takes at most as a text: two, as much again while it is read, and
  /// its part of the objects of short ones. What tokens take is asked for when they are made.
  private static final long BYTE = 10;

  private final InferEndpoint.Parts parts;
  private final Texts texts;
  private final TextsDialect dialect;
  private final PreparingThreads threads;

  TextsEndpoint(
      InferEndpoint.Parts parts, Texts texts, TextsDialect dialect, PreparingThreads threads) {
    this.parts = parts;
    this.texts = texts;
    this.dialect = dialect;
    this.threads = threads;
  }

  @Override
  public void handle(Exchange exchange) {
    if (!HttpMethod.POST.equals(exchange.head().method())) {
      exchange.notAllowed("POST");
      return;
    }
    InferenceException full = parts.engine().executorFor(exchange.loop()).refusal().orElse(null);
    if (full != null) {
      exchange.fail(full);
      return;
    }
    if (exchange.header(OipDialect.HEADER_LENGTH).isPresent()) {
      exchange.fail(
          InferenceException.invalid("texts have no raw tensors: leave out the header length"));
      return;
    }
    RequestBody body = exchange.body();
    var held = new Held(parts.admission());
    try {
      held.take(BYTE * body.jsonLength());
      TextsRequest request = dialect.read(body.json(), body.jsonLength());
      var run = new TextsRun(new TextsRun.Work(parts, texts, dialect), exchange, request, held);
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
}
