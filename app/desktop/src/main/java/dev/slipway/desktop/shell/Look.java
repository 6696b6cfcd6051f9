// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.session.Appearance;
import java.util.Optional;
import javafx.application.Application;
import javafx.scene.Parent;

/// Gives the root of a window the theme and the size of text that the user chose.
public final class Look {

  private Look() {}

  /// Follows every change of the choice.
  public static void follow(Parent root, Appearance appearance) {
    root.getStyleClass().add("slipway");
    root.sceneProperty().subscribe(() -> size(root, appearance));
    appearance.textSizeProperty().subscribe(percent -> size(root, appearance));
    appearance
        .stillProperty()
        .subscribe(still -> {
          root.getStyleClass().remove("still");
          if (still) {
            root.getStyleClass().add("still");
          }
        });
    appearance.dark().subscribe(dark -> wear(root, Theme.of(dark)));
  }

  private static void size(Parent root, Appearance appearance) {
    Optional.ofNullable(root.getScene())
        .ifPresent(scene ->
            scene.getStylesheets().setAll(TextSize.styles(appearance.textSizeProperty().get())));
  }

  /// Before the first control is made: it would have JavaFX read a look of its own, which nobody
  /// sees.
  static void begin(Appearance appearance) {
    Application.setUserAgentStylesheet(Theme.of(appearance.dark().get()).stylesheet());
  }

  private static void wear(Parent root, Theme theme) {
    Application.setUserAgentStylesheet(theme.stylesheet());
    root.getStyleClass().removeAll(theme.other().styleClass(), theme.styleClass());
    root.getStyleClass().add(theme.styleClass());
  }
}
