// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import dev.slipway.serving.journal.Correlation;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.journal.RequestLine;
import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.journal.RequestLog;
import dev.slipway.serving.metrics.ServingMetrics;

/// Counts and logs how calls for predictions ended.
record CallBook(ServingMetrics metrics, Journal journal, RequestLog requestLog) {

  /// @param code of gRPC
  /// @param httpStatus that stands for it in what is logged
  void enter(String code, int httpStatus, long nanos, Correlation correlation, Outcome outcome) {
    metrics.answered("grpc", code, nanos);
    if (requestLog.wants(httpStatus)) {
      new RequestLine("grpc", code, nanos, correlation, outcome).writeTo(journal);
    }
  }
}
