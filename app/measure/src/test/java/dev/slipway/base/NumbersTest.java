// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Durations and numbers as a person reads them, above all where rounding changes the unit.
final class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s, 0 s, 0",
    "1, 1 ns, 1 ns, 0",
    "999, 999 ns, 999 ns, 0.001",
    "62500, 62.5 µs, 62.5 µs, 0.063",
    "999400, 999 µs, 999.4 µs, 0.999",
    "999600, 1 ms, 999.6 µs, 1",
    "2345678, 2.35 ms, 2.345678 ms, 2.346",
    "9996000, 10 ms, 9.996 ms, 9.996",
    "999500000, 1 s, 999.5 ms, 999.5",
    "1500000000, 1.5 s, 1.5 s, 1500",
    "59960000000, 60 s, 59.96 s, 59960",
    "1234000000000, 1230 s, 1234 s, 1234000",
    "-4123456, -4.12 ms, -4.123456 ms, -4.123"
  })
  void aMeasuredTimeHasThreeDigitsAndAStatedOneAll(
      long nanos, String measured, String stated, String recorded) {
    Duration duration = Duration.ofNanos(nanos);
    assertEquals(measured, Durations.text(duration));
    assertEquals(measured, Durations.text(nanos / 1e9));
    assertEquals(stated, Durations.exact(duration));
    assertEquals(recorded, Durations.millis(duration));
  }

  @Test
  void aTimeThatNeverComesIsToldAsSuch() {
    assertEquals("∞ s", Durations.text(Double.POSITIVE_INFINITY));
    assertEquals("NaN s", Durations.text(Double.NaN));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "59.96, 59 s",
    "60, 1 min 0 s",
    "130, 2 min 10 s",
    "3599, 59 min 59 s",
    "3600, 1 h 0 min",
    "93600, 26 h 0 min"
  })
  void aWaitIsToldInWholeSeconds(double seconds, String expected) {
    assertEquals(expected, Durations.span(Duration.ofMillis(Math.round(seconds * 1000))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "-0.0, 0, 0",
    "0.052549, 0.0525, 0.0525",
    "0.0001, 0.0001, 0.0001",
    "0.00000012345, 1.23e-7, 1.23e-7",
    "9.996, 10, 10",
    "999.4, 999, 999",
    "999.6, '1,000', '1,000'",
    "-1234.5, '-1,230', '-1,234'",
    "-123.4, -123, -123",
    "12345.6, '12,300', '12,346'",
    "1234567.8, '1,230,000', '1,234,568'",
    "1e15, 1e15, 1e15",
    "1e300, 1e300, 1e300",
    "NaN, NaN, NaN",
    "Infinity, ∞, ∞",
    "-Infinity, -∞, -∞"
  })
  void aNumberHasThreeDigits(double value, String brief, String grouped) {
    assertEquals(brief, Numbers.brief(value));
    assertEquals(grouped, Numbers.grouped(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000",
    "0.95, 0.9500",
    "0.99994, 0.9999",
    "0.99996, 1.000",
    "3.14159, 3.142",
    "0.00001234, 1.234e-5",
    "9999.4, 9999",
    "9999.7, 10000",
    "-9999.7, -10000",
    "12345.6, 12350",
    "NaN, NaN",
    "Infinity, ∞"
  })
  void scoresHaveFourDigitsSoThatTheyCanBeCompared(double value, String expected) {
    assertEquals(expected, Numbers.score(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "0.00012345, 0.0123 %",
    "0.65, 65 %",
    "0.9554, 95.5 %",
    "0.99, 99 %",
    "0.9995, 99.95 %",
    "0.99999, 99.999 %",
    "0.99807, 99.8 %",
    "0.9999999, 99.99999 %",
    "1, 100 %",
    "1.234, 123 %",
    "-0.3, -30 %",
    "NaN, NaN %",
    "Infinity, ∞ %"
  })
  void almostAllIsNotAll(double share, String expected) {
    assertEquals(expected, Numbers.percent(share));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-12345, '-12,345'",
    "9999, '9,999'",
    "10000, 10 k",
    "12345, 12.3 k",
    "999499, 999 k",
    "999500, 1 M",
    "25600000, 25.6 M",
    "999600000, 1 G",
    "1230000000000, '1,230 G'"
  })
  void aLargeCountIsShort(long value, String expected) {
    assertEquals(expected, Numbers.large(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 USD",
    "0.00174, 0.0017 USD",
    "0.0000000201, 0.00000002 USD",
    "0.0949, 0.095 USD",
    "0.095, 0.10 USD",
    "91.934, 91.93 USD",
    "99.999, 100.00 USD",
    "100, 100 USD",
    "1234.5, '1,235 USD'",
    "-3.2, -3.20 USD"
  })
  void moneyHasCentsBelowAHundred(String amount, String expected) {
    assertEquals(expected, Numbers.money(Money.usd(amount)));
  }

  @ParameterizedTest
  @CsvSource({
    "61.2, 98, 61.20 to 98.00",
    "64.4, 120, 64 to 120",
    "0.4, 1234.5, '0 to 1,235'",
    "0.0012, 0.0017, 0.0012 to 0.0017",
    "0, 0, 0.00 to 0.00"
  })
  void bothEndsOfARangeAreRoundedAlike(String low, String high, String expected) {
    assertEquals(expected, Numbers.amounts(Money.usd(low), Money.usd(high)));
  }
}
