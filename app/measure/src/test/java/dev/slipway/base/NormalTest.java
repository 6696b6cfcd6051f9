// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Against the tables of any statistics book.
final class NormalTest {

  @Test
  void givesTheTablesNumbers() {
    assertEquals(0.5, Normal.below(0), 1e-7);
    assertEquals(0.8413447, Normal.below(1), 1e-7);
    assertEquals(0.0227501, Normal.below(-2), 1e-7);
    assertEquals(0.975, Normal.below(1.959964), 1e-7);
    assertEquals(0.3989423, Normal.density(0), 1e-7);
    assertEquals(0.0539910, Normal.density(-2), 1e-7);
  }

  @Test
  void isSureAtTheEnds() {
    assertEquals(1, Normal.below(Double.POSITIVE_INFINITY));
    assertEquals(0, Normal.below(Double.NEGATIVE_INFINITY));
  }
}
