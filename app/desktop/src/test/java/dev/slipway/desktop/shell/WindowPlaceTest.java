// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.desktop.session.WindowState.Bounds;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

/// Where the window opens.
final class WindowPlaceTest {

  private static final Rectangle2D LAPTOP = new Rectangle2D(0, 0, 1366, 728);
  private static final Rectangle2D DESK = new Rectangle2D(1366, -200, 2560, 1400);

  @Test
  void opensInTheMiddleAndNoLargerThanTheScreen() {
    assertEquals(new Bounds(0, 0, 1366, 728), at(Optional.empty(), LAPTOP));
    assertEquals(new Bounds(1366 + 560, -200 + 250, 1440, 900), at(Optional.empty(), DESK));
  }

  @Test
  void opensWhereItWas() {
    var was = new Bounds(1500, 0, 1200, 800);

    assertEquals(was, at(Optional.of(was), LAPTOP, DESK));
  }

  @Test
  void comesBackFromAScreenThatIsGone() {
    var was = new Bounds(1500, 0, 1200, 700);

    assertEquals(new Bounds(83, 14, 1200, 700), at(Optional.of(was), LAPTOP));
  }

  @Test
  void isDrawnWhollyOntoTheScreenThatShowsAPartOfIt() {
    assertEquals(
        new Bounds(0, 28, 1200, 700), at(Optional.of(new Bounds(-900, 600, 1200, 700)), LAPTOP));
  }

  private static Bounds at(Optional<Bounds> before, Rectangle2D... screens) {
    return WindowPlace.of(before, List.of(screens));
  }
}
