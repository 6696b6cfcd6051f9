// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Money;
import java.time.Duration;
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

  @ParameterizedTest
  @CsvSource({"25000000, 25 ms", "2500000, 2.5 ms", "1000000000, 1 s"})
  void limitsAreNotMadeMorePreciseThanStated(long nanos, String expected) {
    assertEquals(expected, Formats.limit(Duration.ofNanos(nanos)));
  }

  @ParameterizedTest
  @CsvSource({"91.934, 91.93 USD", "1234.5, '1,235 USD'", "0.00174, 0.0017 USD", "0, 0.00 USD"})
  void smallAmountsKeepTheirFirstDigits(String amount, String expected) {
    assertEquals(expected, Formats.money(Money.usd(amount)));
  }

  @ParameterizedTest
  @CsvSource({"23, 23", "25600000, 25.6 M", "12345, 12.3 k"})
  void largeCountsAreShort(long count, String expected) {
    assertEquals(expected, Formats.brief(count));
  }
}
