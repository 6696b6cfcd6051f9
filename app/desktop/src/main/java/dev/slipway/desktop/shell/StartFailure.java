// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.base.Problem;
import dev.slipway.desktop.session.Appearance;
import javafx.scene.layout.StackPane;

/// What the window holds where it cannot begin: why, and what to do.
public final class StartFailure extends StackPane {

  /// @param close ends the application
  public StartFailure(Problem problem, Appearance appearance, Runnable close) {
    Look.follow(this, appearance);
    getStyleClass().add("welcome");
    var pane = new ProblemPane(problem, close);
    getChildren().add(pane);
    sceneProperty().subscribe(scene -> pane.begin());
  }
}
