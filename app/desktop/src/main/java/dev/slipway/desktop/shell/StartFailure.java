// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.base.Problem;
import javafx.application.Application;
import javafx.scene.layout.StackPane;

/// What the window holds where it cannot begin: why, and what to do.
public final class StartFailure extends StackPane {

  /// @param close ends the application
  public StartFailure(Problem problem, Runnable close) {
    Application.setUserAgentStylesheet(Theme.LIGHT.stylesheet());
    getStylesheets().setAll(Theme.OWN_STYLES);
    getStyleClass().addAll("slipway", Theme.LIGHT.styleClass(), "welcome");
    var pane = new ProblemPane(problem, close);
    getChildren().add(pane);
    sceneProperty().subscribe(scene -> pane.begin());
  }
}
