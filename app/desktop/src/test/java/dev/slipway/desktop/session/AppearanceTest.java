// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Appearance.ThemeChoice;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

/// Light or dark.
final class AppearanceTest {

  private final SimpleObjectProperty<Boolean> system = new SimpleObjectProperty<>(false);
  private final Appearance appearance = new Appearance(system);

  @Test
  void followsTheSystemUntilTheUserChooses() {
    system.set(true);
    assertTrue(appearance.dark().get());

    appearance.themeProperty().set(ThemeChoice.LIGHT);
    assertFalse(appearance.dark().get());
  }

  @Test
  void turnsToTheOtherThemeThanTheOneThatIsShown() {
    system.set(true);

    appearance.toggleTheme();

    assertEquals(ThemeChoice.LIGHT, appearance.themeProperty().get());
    appearance.toggleTheme();
    assertEquals(ThemeChoice.DARK, appearance.themeProperty().get());
  }
}
