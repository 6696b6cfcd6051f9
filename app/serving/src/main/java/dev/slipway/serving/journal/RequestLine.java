// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

import java.util.LinkedHashMap;
import java.util.Map;

/// What is logged of a request: never a value that it carried or was answered.
///
/// @param protocol `rest` or `grpc`
/// @param status the protocol's status code
public record RequestLine(
    String protocol, Object status, long nanos, Correlation correlation, Outcome outcome) {

  /// How it ended.
  ///
  /// @param id the protocol's own id of the request, empty for none
  /// @param error why it failed, empty when it did not
  public record Outcome(String id, String error) {}

  public void writeTo(Journal journal) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("protocol", protocol);
    fields.put("status", status);
    fields.put("duration_ms", nanos / 1e6);
    correlation.describe(fields);
    put(fields, "id", outcome.id());
    put(fields, "error", outcome.error());
    journal.info("request", fields);
  }

  private static void put(Map<String, Object> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, Correlation.shortened(value));
    }
  }
}
