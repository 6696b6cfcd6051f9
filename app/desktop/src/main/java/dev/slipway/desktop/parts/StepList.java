// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Durations;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.jobs.JobStep;
import dev.slipway.desktop.jobs.JobStep.State;
import dev.slipway.desktop.jobs.WindowThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The steps of work as a run in a pipeline shows them: a sign, a name, how long it took, and the
/// log of a step when it is pressed.
public final class StepList extends VBox {

  private static final javafx.util.Duration TICK = javafx.util.Duration.millis(500);

  private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

  private final Job job;
  private final Map<JobStep, Row> rows = new HashMap<>();
  private final Timeline clock = new Timeline(new KeyFrame(TICK, tick -> tick()));

  public StepList(Job job) {
    super(0);
    this.job = job;
    getStyleClass().add("step-list");
    job.steps().subscribe(this::fill);
    fill();
    clock.setCycleCount(Animation.INDEFINITE);
    job.stateProperty()
        .subscribe(state -> {
          if (state == Job.State.RUNNING) {
            clock.play();
          } else {
            clock.stop();
          }
        });
  }

  private void fill() {
    for (JobStep step : job.steps()) {
      if (!rows.containsKey(step)) {
        var row = new Row(job, step);
        rows.put(step, row);
        getChildren().add(row);
      }
    }
  }

  private void tick() {
    rows.values().forEach(Row::showTime);
  }

  /// The sign of a step's state.
  static Tone tone(State state) {
    return switch (state) {
      case PENDING, RUNNING, NOT_RUN -> Tone.OPEN;
      case DONE -> Tone.GOOD;
      case FAILED -> Tone.BAD;
      case CANCELLED -> Tone.UNSURE;
    };
  }

  private static String icon(State state) {
    return switch (state) {
      case PENDING -> "fth-circle";
      case RUNNING -> "fth-loader";
      case NOT_RUN -> "fth-minus-circle";
      case DONE -> "fth-check-circle";
      case FAILED -> "fth-x-circle";
      case CANCELLED -> "fth-slash";
    };
  }

  private static String word(State state) {
    return switch (state) {
      case PENDING -> Texts.of("work-step.pending");
      case RUNNING -> Texts.of("work-step.running");
      case NOT_RUN -> Texts.of("finding.not-run");
      case DONE -> Texts.of("work-step.done");
      case FAILED -> Texts.of("finding.failed");
      case CANCELLED -> Texts.of("work-step.cancelled");
    };
  }

  /// One step.
  private static final class Row extends VBox {

    private final Job job;
    private final JobStep step;
    private final Label time = Ui.label("", "muted", "small", "mono");
    private final HBox sign = Ui.row(0);
    private final ToggleButton head;
    private final VBox log = Ui.column(0);

    /// Whether the log is about to be written.
    private boolean asked;

    Row(Job job, JobStep step) {
      super(0);
      this.job = job;
      this.step = step;
      Label name = Ui.label(step.name());
      name.setMinWidth(0);
      time.setMinWidth(Region.USE_PREF_SIZE);
      HBox content = Ui.row(10, sign, name, Ui.spacer(), time);
      head = new ToggleButton(step.name(), content);
      content.prefWidthProperty().bind(head.widthProperty().subtract(16));
      head.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      head.setMaxWidth(Double.MAX_VALUE);
      head.getStyleClass().setAll("step-row");
      log.getStyleClass().add("step-log");
      log.managedProperty().bind(log.visibleProperty());
      log.visibleProperty().bind(head.selectedProperty());
      getChildren().addAll(head, log);
      step.stateProperty().subscribe(this::show);
      head.selectedProperty().subscribe(shown -> fill());
      step.log().subscribe(this::fillSoon);
    }

    private void show(State state) {
      String tone = state == State.RUNNING ? "running" : tone(state).styleClass();
      sign.getChildren().setAll(Ui.icon(icon(state), "sign", tone));
      head.pseudoClassStateChanged(WAITING, state == State.PENDING || state == State.NOT_RUN);
      showTime();
      head.setAccessibleText(step.name() + ", " + word(state) + ", " + time.getText());
      if (state == State.FAILED) {
        head.setSelected(true);
      }
    }

    void showTime() {
      Optional<Duration> took = step.tookProperty().get();
      if (step.stateProperty().get() == State.RUNNING) {
        took = step.begun().map(from -> Duration.between(from, job.now()));
      }
      time.setText(took.map(Row::text).orElse(""));
    }

    /// Tenths of a second are as much as anybody can watch.
    private static String text(Duration took) {
      return took.toMillis() < 10_000
          ? Formats.decimals(took.toMillis() / 1e3, 1) + " s"
          : Durations.span(took);
    }

    /// However many lines come at once, the log is written once.
    private void fillSoon() {
      if (!asked) {
        asked = true;
        new WindowThread()
            .execute(() -> {
              asked = false;
              fill();
            });
      }
    }

    private void fill() {
      if (head.isSelected()) {
        log.getChildren()
            .setAll(
                step.log().isEmpty()
                    ? Ui.label(Texts.of("work-step.silent"), "muted", "small")
                    : Ui.wrapped(String.join("\n", step.log()), "mono", "small"));
      }
    }
  }
}
