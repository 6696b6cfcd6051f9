// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import javafx.application.Application;
import javafx.stage.Stage;

/// The window's composition root.
public final class DesktopMain extends Application {

  @Override
  public void start(Stage stage) {
    stage.show();
  }
}
