// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/// The fonts that ship: a bare system may have none that is pleasant at 12 px.
public final class Fonts {

  private static final List<String> FILES =
      List.of(
          "Inter-Regular.otf",
          "Inter-Medium.otf",
          "Inter-SemiBold.otf",
          "Inter-Bold.otf",
          "JetBrainsMono-Regular.ttf");

  private Fonts() {}

  /// Makes their families known to JavaFX.
  public static void load() {
    for (String file : FILES) {
      try (InputStream in = Fonts.class.getResourceAsStream("/dev/slipway/desktop/fonts/" + file)) {
        if (in == null || Font.loadFont(in, 12) == null) {
          throw new IllegalStateException("the application lacks its font " + file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
