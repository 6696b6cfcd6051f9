// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.journal.Correlation;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.journal.RequestLine;
import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.journal.RequestLog;
import dev.slipway.serving.metrics.ServingMetrics;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts and logs what is answered, and hands the caller's ids back with it.
@FunctionalInterface
interface AnswerBook {

  /// @param head of the request; null where not even that has come
  /// @param nanos from its last byte
  /// @return the answer with the caller's ids
  Answer enter(@Nullable HttpRequest head, long nanos, Answer answer, Outcome outcome);

  /// Of the port for probes, whose answers nobody counts.
  static AnswerBook none() {
    return (head, nanos, answer, outcome) -> answer;
  }

  /// Of the port for predictions.
  ///
  /// What speaks another version of HTTP never was a request to this service, and as a server error
  /// would use up an error budget: it is logged, not counted.
  static AnswerBook of(ServingMetrics metrics, Journal journal, RequestLog requestLog) {
    return (head, nanos, answer, outcome) -> {
      HttpResponseStatus status = answer.status();
      if (!status.equals(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED)) {
        metrics.answered("rest", status.codeAsText().toString(), nanos);
      }
      Correlation correlation =
          head == null
              ? Correlation.NONE
              : Correlation.of(name -> {
                String value = head.headers().get(name);
                return value == null ? "" : value;
              });
      if (requestLog.wants(status.code())) {
        new RequestLine("rest", status.code(), nanos, correlation, outcome).writeTo(journal);
      }
      Answer correlated = answer;
      for (Map.Entry<String, String> header : correlation.headers().entrySet()) {
        correlated = correlated.with(header.getKey(), header.getValue());
      }
      return correlated;
    };
  }
}
