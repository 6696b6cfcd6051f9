// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.journal.Correlation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static Correlation of(Map<String, String> headers) {
    return Correlation.of(name -> headers.getOrDefault(name, ""));
  }

  @Test
  void handsBackWhatCame() {
    Map<String, String> headers =
        Map.of("x-request-id", "r1", "traceparent", TRACE, "tracestate", "a=1,b=2");

    assertEquals(headers, of(headers).headers());
    assertEquals(Map.of(), of(Map.of()).headers());
    assertEquals(Map.of(), of(Map.of("tracestate", "a=1")).headers());
  }

  @Test
  void takesTheTraceOfALaterVersionOfTheStandard() {
    String later = TRACE.replaceFirst("00", "01") + "-more";

    assertEquals(Map.of("traceparent", later), of(Map.of("traceparent", later)).headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
      })
  void ignoresATraceThatTheStandardForbids(String parent) {
    assertEquals(Correlation.NONE, of(Map.of("traceparent", parent, "tracestate", "a=1")));
  }
}
