// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;

/// How the window looks: light or dark, and how large its text is.
public final class Appearance {

  /// Which theme the user wants.
  public enum ThemeChoice {
    LIGHT,
    DARK,
    /// What the system shows.
    SYSTEM
  }

  /// The sizes of text that there are, in percent of the usual one.
  public static final List<Integer> TEXT_SIZES = List.of(100, 125, 150, 200);

  private final ObjectProperty<ThemeChoice> theme = new SimpleObjectProperty<>(ThemeChoice.SYSTEM);
  private final ObjectProperty<Integer> textSize = new SimpleObjectProperty<>(100);
  private final BooleanProperty still = new SimpleBooleanProperty();
  private final ObservableBooleanValue dark;

  /// @param systemDark whether the system shows dark windows now
  public Appearance(ObservableValue<Boolean> systemDark) {
    dark =
        Bindings.createBooleanBinding(
            () ->
                switch (theme.get()) {
                  case LIGHT -> false;
                  case DARK -> true;
                  case SYSTEM -> systemDark.getValue();
                },
            theme,
            systemDark);
  }

  public ObjectProperty<ThemeChoice> themeProperty() {
    return theme;
  }

  /// One of [#TEXT_SIZES].
  public ObjectProperty<Integer> textSizeProperty() {
    return textSize;
  }

  /// Whether nothing moves by itself.
  public BooleanProperty stillProperty() {
    return still;
  }

  /// Whether the window is dark now.
  public ObservableBooleanValue dark() {
    return dark;
  }

  /// From light to dark and back, whatever chose what is shown.
  public void toggleTheme() {
    theme.set(dark.get() ? ThemeChoice.LIGHT : ThemeChoice.DARK);
  }
}
