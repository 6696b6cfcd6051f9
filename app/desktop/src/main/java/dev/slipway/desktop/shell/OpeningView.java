// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Appearance;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What the window shows until there is a project to show: its mark, and what is being opened.
public final class OpeningView extends StackPane {

  private final Label title = Ui.label("", "empty-title");
  private final Label doing = Ui.label("", "muted");

  OpeningView() {
    getStyleClass().add("welcome");
    setId("opening");
    var content = new VBox(14, Mark.drawn(64), title, doing);
    content.setAlignment(Pos.CENTER);
    getChildren().add(content);
  }

  /// The whole window, before anything but its look is known.
  ///
  /// @param project that is opened as soon as may be
  public static OpeningView first(Appearance appearance, Optional<Path> project) {
    Look.begin(appearance);
    var view = new OpeningView();
    Look.follow(view, appearance);
    view.title.setText(
        project.map(OpeningView::opening).orElseGet(() -> Texts.of("opening.slipway")));
    return view;
  }

  /// Follows the work until it ends.
  void show(Job job) {
    title.setText(job.title());
    doing.textProperty().bind(job.doingProperty());
  }

  private static String opening(Path project) {
    return Texts.of("opening.title", project.getFileName());
  }
}
