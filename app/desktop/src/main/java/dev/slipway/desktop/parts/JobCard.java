// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Durations;
import dev.slipway.desktop.jobs.Job;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Shows running work: its step, its progress, the time left, and a button to cancel.
public final class JobCard extends VBox {

  /// @param hint what becomes of the work when it is cancelled; may be empty
  public JobCard(Job job, String hint, String cancelId) {
    super(12);
    var bar = new ProgressBar();
    bar.progressProperty().bind(job.fractionProperty());
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(job.title());
    Label doing = Ui.label("");
    doing.textProperty().bind(job.doingProperty());
    Label left = Ui.label("", "muted");
    left.textProperty()
        .bind(
            job.remainingProperty()
                .map(eta ->
                    eta.map(d -> Texts.of("status.left", Durations.span(d)))
                        .orElse(Texts.of("status.estimating"))));
    Button cancel = Ui.button(Texts.of("action.cancel"), "fth-square", job::cancel);
    cancel.setId(cancelId);
    HBox head = Ui.row(12, Ui.label(job.title(), "card-title"), Ui.grow(doing), left, cancel);
    getChildren().addAll(head, bar);
    if (!hint.isEmpty()) {
      getChildren().add(Ui.label(hint, "muted", "small"));
    }
    getStyleClass().addAll("card", "live");
  }
}
