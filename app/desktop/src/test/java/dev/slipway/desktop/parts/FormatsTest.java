// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "850, 850 ns",
    "41234, 41.2 µs",
    "3050000, 3.05 ms",
    "1234000000, 1.23 s",
    "12000000000, 12 s"
  })
  void durationsKeepThreeDigitsThatMeanSomething(long nanos, String expected) {
    assertEquals(expected, Formats.duration(Duration.ofNanos(nanos)).toString());
  }

  @Test
  void aValueOfAFileIsShownOnOneLineAndALongOneBegun() {
    assertEquals("a b c", Formats.line("a\nb\u2028c"));
    assertEquals("🐧".repeat(80), Formats.line("🐧".repeat(80)));
    assertEquals("🐧".repeat(79) + "…", Formats.line("🐧".repeat(81)));
  }
}
