// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.nio.file.Path;
import javafx.application.Application;

/// Starts the application. It is a class of its own, because the launcher must not extend
/// [Application] on the class path.
public final class Launcher {

  /// Begins with this class, and so before JavaFX, which makes the application itself and hands it
  /// nothing but texts.
  private static final Ahead AHEAD = Ahead.begin(System.getenv());

  private Launcher() {}

  /// @param args at most one: the project to open
  public static void main(String[] args) {
    launch(DesktopMain.class, args);
  }

  /// Becomes an application of JavaFX, until that ends.
  static void launch(Class<? extends Application> application, String... args) {
    Drawing.without(Path.of("/dev"), System.getProperty("os.name", ""))
        .filter(order -> System.getProperty(Drawing.PROPERTY) == null)
        .ifPresent(order -> System.setProperty(Drawing.PROPERTY, order));
    Application.launch(application, args);
  }

  /// What goes on since the process began.
  static Ahead ahead() {
    return AHEAD;
  }
}
