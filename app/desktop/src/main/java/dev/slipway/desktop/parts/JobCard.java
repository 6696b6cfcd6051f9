// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Durations;
import dev.slipway.base.WorkEvent;
import dev.slipway.desktop.jobs.Job;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Shows running work: what it does now, its progress, the time left, a button to cancel, and,
/// where the work tells of them, its steps and what it counts.
public final class JobCard extends VBox {

  private final Job job;
  private final HBox body = new HBox(24);
  private final SnapshotPane picture = new SnapshotPane();

  /// @param hint what becomes of the work when it is cancelled; may be empty
  public JobCard(Job job, String hint, String cancelId) {
    this(job, hint, cancelId, false);
  }

  /// @param watched whether its steps and what it counts are shown
  JobCard(Job job, String hint, String cancelId, boolean watched) {
    super(12);
    this.job = job;
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
    getChildren().addAll(head, bar, body);
    body.setVisible(false);
    body.managedProperty().bind(body.visibleProperty());
    if (!hint.isEmpty()) {
      getChildren().add(Ui.label(hint, "muted", "small"));
    }
    getStyleClass().addAll("card", "live");
    if (watched) {
      job.steps().subscribe(this::showSteps);
      showSteps();
      job.snapshotProperty().subscribe(seen -> seen.ifPresent(this::draw));
    }
  }

  private void showSteps() {
    if (!body.getChildren().isEmpty() || job.steps().isEmpty()) {
      return;
    }
    var steps = new StepList(job);
    steps.setMinWidth(260);
    body.getChildren().add(steps);
    body.setVisible(true);
  }

  private void draw(WorkEvent.Snapshot seen) {
    if (!body.getChildren().contains(picture)) {
      body.getChildren().add(Ui.grow(picture));
      body.setVisible(true);
    }
    picture.show(seen);
  }
}
