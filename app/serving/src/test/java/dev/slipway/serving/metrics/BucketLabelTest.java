// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketLabelTest {

  @ParameterizedTest
  @CsvSource({
    "0.0025, 0.0025",
    "0.001, 0.001",
    "0.000999, 9.99E-4",
    "0.0005, 5.0E-4",
    "0.0000625, 6.25E-5",
    "1, 1.0",
    "7.3, 7.3",
    "60, 60.0"
  })
  void isWrittenAsTheMetricsWriteIt(double bound, String label) {
    assertEquals(label, BucketLabel.of(bound));
  }
}
