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
    root.sceneProperty()
        .subscribe(scene ->
            Optional.ofNullable(scene).ifPresent(s -> s.getStylesheets().setAll(Theme.OWN_STYLES)));
    appearance.dark().subscribe(dark -> wear(root, Theme.of(dark)));
    appearance
        .textSizeProperty()
        .subscribe(percent -> {
          root.getStyleClass().removeIf(name -> name.startsWith("text-size-"));
          root.getStyleClass().add("text-size-" + percent);
        });
  }

  private static void wear(Parent root, Theme theme) {
    Application.setUserAgentStylesheet(theme.stylesheet());
    root.getStyleClass().removeAll(theme.other().styleClass(), theme.styleClass());
    root.getStyleClass().add(theme.styleClass());
  }
}
