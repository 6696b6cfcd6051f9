// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a service is called whose project lies in a folder of a person's.
final class ServiceNameTest {

  @ParameterizedTest
  @CsvSource({
    "penguin-species, penguin-species",
    "Wine Quality, wine-quality",
    "Größe 2, grosse-2",
    "_private (copy), private-copy",
    "2026 churn, model-2026-churn",
    "模型, model",
    "a123456789-123456789-123456789-123456789-123-5x,"
        + " a123456789-123456789-123456789-123456789-123",
  })
  void isADnsLabel(String folder, String name) {
    assertEquals(name, ProjectAnswers.nameOf(folder));
  }
}
