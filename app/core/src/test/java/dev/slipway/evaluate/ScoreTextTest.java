// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Interval;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// How a score reads.
final class ScoreTextTest {

  @Test
  void everyScoreHasFourDigitsAndNoExponent() {
    assertEquals(
        List.of("0.9912", "0.9520", "1.000", "0.000", "0.02345", "23.46", "-0.5000", "12350"),
        DoubleStream.of(0.99123, 0.952, 1, 0, 0.023454, 23.456, -0.5, 12_345.6)
            .mapToObj(ScoreText::of)
            .toList());
  }

  @Test
  void anIntervalSaysHowSureItIs() {
    assertEquals(
        "95 % interval 0.9520 to 0.9984",
        ScoreText.interval(new Interval(0.9912, 0.952, 0.9984, 0.95)));
  }
}
