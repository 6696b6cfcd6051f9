// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.base.Durations;
import dev.slipway.base.Problem;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Actions.Surroundings;
import dev.slipway.desktop.session.Session;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;

/// Shows running work with its progress and a cancel button, and the machine.
final class StatusBar extends HBox {

  private static final double LEAST = 60;

  private final HBox work = Ui.row(10);
  private final Session session;

  StatusBar(Session session, Surroundings machine) {
    super(18);
    this.session = session;
    getStyleClass().add("status-bar");
    Label ledger = Ui.label(Texts.of("status.ledger", Formats.home(machine.ledger().toString())));
    ledger.setId("status-ledger");
    String place = ledger.getText();
    session
        .ledgerProperty()
        .subscribe(trouble -> {
          ledger.setText(trouble.isPresent() ? Texts.of("status.ledger-lost") : place);
          ledger.setGraphic(trouble.isPresent() ? Ui.sign(Tone.BAD) : null);
          ledger.setTooltip(
              Ui.tip(place + "\n" + trouble.map(Problem::what).orElse(Texts.of("tip.ledger"))));
        });
    Label runtime = Ui.label(machine.runtime());
    Label processor = Ui.label(Texts.of("status.cores", machine.processor(), machine.cores()));
    processor.setMinWidth(0);
    // Of a few letters nobody learns anything; the tip of the runtime says it all.
    processor.visibleProperty().bind(processor.widthProperty().greaterThan(LEAST));
    runtime.setTooltip(Ui.tip(runtime.getText() + "\n" + processor.getText()));
    getChildren().addAll(work, runtime, processor, Ui.spacer(), ledger);
    session.jobs().running().addListener((ListChangeListener<Job>) change -> show());
    show();
  }

  private void show() {
    work.getChildren().clear();
    var running = session.jobs().running();
    if (running.isEmpty()) {
      Label idle = Ui.label(Texts.of("status.idle"));
      idle.setMinWidth(USE_PREF_SIZE);
      work.getChildren().addAll(Ui.sign(Tone.GOOD), idle);
      return;
    }
    Job job = running.getLast();
    var bar = new ProgressBar();
    bar.progressProperty().bind(job.fractionProperty());
    bar.setPrefWidth(130);
    bar.setAccessibleText(job.title());
    Label doing = Ui.label("");
    doing.textProperty().bind(job.doingProperty());
    doing.setMaxWidth(230);
    Label left = Ui.label("", "muted");
    left.textProperty()
        .bind(
            job.remainingProperty()
                .map(eta -> eta.map(d -> Texts.of("status.left", Durations.span(d))).orElse("")));
    Button cancel = Ui.iconButton(Texts.of("action.cancel-job", job.title()), "fth-x", job::cancel);
    cancel.setId("status-cancel");
    work.getChildren().addAll(Ui.label(job.title(), "strong"), bar, doing, left, cancel);
    if (running.size() > 1) {
      work.getChildren().add(Ui.chip(Texts.of("status.more", running.size() - 1)));
    }
  }
}
