// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.predict.InferenceException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.Executor;

/// A whole request and the way to answer it, once, from any thread.
final class Exchange {

  private final HttpRequest head;
  private final RequestBody body;
  private final ConnectionHandler connection;
  private final long receivedAt;

  Exchange(HttpRequest head, RequestBody body, ConnectionHandler connection, long receivedAt) {
    this.head = head;
    this.body = body;
    this.connection = connection;
    this.receivedAt = receivedAt;
  }

  HttpRequest head() {
    return head;
  }

  Optional<String> header(CharSequence name) {
    return Optional.ofNullable(head.headers().get(name));
  }

  /// What came with the request; valid until the handler returns.
  RequestBody body() {
    return body;
  }

  /// When the last byte came, of [System#nanoTime].
  long receivedAt() {
    return receivedAt;
  }

  /// The thread that reads this connection.
  Executor loop() {
    return connection.loop();
  }

  /// Has `action` run if the connection closes before the answer is given.
  void onAbandoned(Runnable action) {
    connection.onAbandoned(action);
  }

  /// Answers what is no prediction and went well.
  void answer(Answer answer) {
    connection.answer(this, answer);
  }

  /// Answers a prediction, or an error: it is counted and logged.
  void answer(Answer answer, Outcome outcome) {
    long nanos = System.nanoTime() - receivedAt;
    connection.answer(this, connection.book().enter(head, nanos, answer, outcome));
  }

  void fail(InferenceException failure) {
    answer(Answer.error(failure), new Outcome("", failure.reason()));
  }

  /// @param allowed the methods that the path has
  void notAllowed(String allowed) {
    answer(Answer.notAllowed(allowed), new Outcome("", "use " + allowed));
  }

  boolean wantsClose() {
    return head.headers().containsValue(HttpHeaderNames.CONNECTION, "close", true)
        || head.protocolVersion().minorVersion() == 0;
  }
}
