// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// By what a request can be found in the logs of its caller and of whoever passed it on: an id of
/// theirs, and the trace that it belongs to, as the W3C's Trace Context has it. Empty where nobody
/// said.
///
/// Nothing is called from here, so that the trace is not carried on; it is handed back with the
/// answer as it came.
public record Correlation(String requestId, String traceParent, String traceState) {

  public static final String REQUEST_ID = "x-request-id";
  public static final String TRACE_PARENT = "traceparent";
  public static final String TRACE_STATE = "tracestate";

  public static final Correlation NONE = new Correlation("", "", "");

  /// Version, trace, span, flags; a later version may have more behind them.
  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final Pattern LATER =
      Pattern.compile("(?!00|ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}-.*");

  private static final int LONGEST_LOGGED = 200;

  /// From what came with a request. A trace that is not in the standard's form is no trace.
  ///
  /// @param header a header's value by its name, empty where it is absent
  public static Correlation of(UnaryOperator<String> header) {
    String id = header.apply(REQUEST_ID);
    String parent = header.apply(TRACE_PARENT);
    if (id.isEmpty() && parent.isEmpty()) {
      return NONE;
    }
    return isTrace(parent)
        ? new Correlation(id, parent, header.apply(TRACE_STATE))
        : new Correlation(id, "", "");
  }

  private static boolean isTrace(String parent) {
    return PARENT.matcher(parent).matches() || LATER.matcher(parent).matches();
  }

  /// What goes back with the answer, by header.
  public Map<String, String> headers() {
    if (equals(NONE)) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    put(headers, REQUEST_ID, requestId);
    put(headers, TRACE_PARENT, traceParent);
    put(headers, TRACE_STATE, traceState);
    return headers;
  }

  private static void put(Map<String, String> headers, String name, String value) {
    if (!value.isEmpty()) {
      headers.put(name, value);
    }
  }

  /// Adds what a log line says of it.
  void describe(Map<String, Object> fields) {
    if (!requestId.isEmpty()) {
      fields.put("request_id", shortened(requestId));
    }
    if (!traceParent.isEmpty()) {
      fields.put("trace_id", traceParent.substring(3, 35));
      fields.put("span_id", traceParent.substring(36, 52));
    }
  }

  static String shortened(String text) {
    return text.length() <= LONGEST_LOGGED ? text : text.substring(0, LONGEST_LOGGED);
  }
}
