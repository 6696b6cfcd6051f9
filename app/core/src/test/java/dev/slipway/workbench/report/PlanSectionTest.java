// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// A value of the plan is written for a person, the same on the screen, in the terminal and in the
/// report.
final class PlanSectionTest {

  @Test
  void aNumberHasAsManyDigitsAsAPersonReads() {
    assertEquals("11,800 requests/s", PlanSection.amount(11_800.0, "requests/s"));
    assertEquals("144 requests/s", PlanSection.amount(144.0, "requests/s"));
    assertEquals("0.1235 PSI", PlanSection.amount(0.123456, "PSI"));
    assertEquals("6", PlanSection.amount(6, "count"));
    assertEquals("2,000 millicores", PlanSection.amount(2_000, "millicores"));
    assertEquals("1,250.5 ms", PlanSection.amount(new BigDecimal("1250.5"), "ms"));
  }

  @Test
  void aShareKeepsItsNines() {
    assertEquals("0.99995 share", PlanSection.amount(0.99995, "share"));
  }

  /// Nobody reads it with a separator.
  @Test
  void aPortStaysAsItIs() {
    assertEquals("8080", PlanSection.amount(8080, ""));
  }
}
