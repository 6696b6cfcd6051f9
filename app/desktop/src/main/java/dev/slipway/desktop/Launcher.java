// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import javafx.application.Application;

/// Starts the application. It is a class of its own, because the launcher must not extend
/// [Application] on the class path.
public final class Launcher {

  private Launcher() {}

  /// @param args at most one: the project to open
  public static void main(String[] args) {
    Application.launch(DesktopMain.class, args);
  }
}
