// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScaleTest {

  @Test
  void endsOnARoundNumber() {
    assertEquals(new Scale(0, 400, false), Scale.upTo(390));
  }

  @Test
  void putsEqualFactorsEquallyFarApart() {
    var scale = new Scale(1, 100, true);

    assertEquals(List.of(0.0, 0.5, 1.0), List.of(scale.at(1), scale.at(10), scale.at(100)));
  }

  @Test
  void ticksOnRoundValuesOnly() {
    assertEquals(List.of(0.0, 100.0, 200.0, 300.0, 400.0), new Scale(0, 400, false).ticks(4));
  }

  @Test
  void refusesALogarithmicAxisFromZero() {
    assertThrows(IllegalArgumentException.class, () -> new Scale(0, 10, true));
  }
}
