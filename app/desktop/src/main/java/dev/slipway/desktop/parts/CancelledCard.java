// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Durations;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.jobs.JobStep;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What work had done when it was cancelled. It is not evidence.
final class CancelledCard extends VBox {

  CancelledCard(Job job, Runnable close) {
    super(12);
    getStyleClass().add("card");
    setId("cancelled");
    long ended =
        job.steps().stream()
            .filter(step -> {
              var state = step.stateProperty().get();
              return state == JobStep.State.DONE || state == JobStep.State.FAILED;
            })
            .count();
    Button gone = Ui.iconButton(Texts.of("cancelled.close"), "fth-x", close);
    gone.setId("cancelled-close");
    VBox words =
        Ui.column(
            2,
            Ui.label(
                Texts.of("cancelled.title", job.title(), Durations.span(job.spent())),
                "card-title"),
            Ui.wrapped(Texts.of("cancelled.kept", ended, job.steps().size()), "muted", "small"));
    words.setMinWidth(0);
    var steps = new StepList(job);
    steps.setMinWidth(260);
    HBox body = new HBox(24, steps);
    job.snapshotProperty()
        .get()
        .ifPresent(seen -> {
          var picture = new SnapshotPane();
          picture.show(seen);
          body.getChildren().add(Ui.grow(picture));
        });
    getChildren().addAll(Ui.row(12, Ui.sign(Tone.UNSURE), Ui.grow(words), gone), body);
  }
}
