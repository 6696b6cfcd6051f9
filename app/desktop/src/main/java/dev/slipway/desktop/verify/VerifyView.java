// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.verify;

import dev.slipway.base.Words;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.FindingRow;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.Pills;
import dev.slipway.desktop.parts.StepList;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.desktop.verify.VerifyViewModel.Filter;
import dev.slipway.desktop.verify.VerifyViewModel.Show;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.VerificationSection;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Verifies the bundle, and shows the findings.
public final class VerifyView extends VBox {

  private final VerifyViewModel model;
  private final StackPane result = new StackPane();
  private final VBox rows = new VBox(0);
  private Optional<StepList> steps = Optional.empty();
  private Optional<ServiceCard> service = Optional.empty();
  private Subscription filtering = Subscription.EMPTY;

  public VerifyView(VerifyViewModel model) {
    super(16);
    this.model = model;
    setId("verify");
    getStyleClass().add("page");
    var live = new JobSlot(model.runningProperty(), "", "verify-cancel");
    getChildren().addAll(controls(), live, Ui.grow(result));
    Ui.shown(this, model.recorded()).subscribe(this::show);
    model.writtenProperty().subscribe(this::again);
    model.lastRunProperty().subscribe(this::follow);
    model.showProperty().subscribe(this::again);
    model.filterProperty().subscribe(filter -> fill());
  }

  private HBox controls() {
    Button run = Ui.primary(Texts.of("verify.run"), "fth-play", model::run);
    run.setId("verify-run");
    var command = new CommandLine(model.commandProperty().getValue());
    model.runningProperty().subscribe(job -> run.setDisable(job.isPresent() || !model.written()));
    model
        .writtenProperty()
        .subscribe(written -> {
          run.setDisable(!written || model.runningProperty().get().isPresent());
          run.setTooltip(
              Ui.tip(written ? Texts.of("verify.run-tip") : Texts.of("verify.no-bundle")));
        });
    model.commandProperty().subscribe(command::setCommand);
    Label what = Ui.wrapped(Texts.of("verify.what"), "muted");
    HBox.setHgrow(what, Priority.ALWAYS);
    HBox row = Ui.row(14, run, what, command);
    row.getStyleClass().addAll("card", "tool-row");
    return row;
  }

  private void again() {
    show(model.recorded().getValue());
  }

  private void follow(Optional<Job> run) {
    steps = run.map(StepList::new);
    service = run.map(ServiceCard::new);
    run.ifPresent(now -> now.stateProperty().subscribe(this::again));
    again();
  }

  private void show(Optional<Recorded<Verification>> recorded) {
    filtering.unsubscribe();
    filtering = Subscription.EMPTY;
    if (model.showProperty().get() == Show.STEPS && steps.isPresent()) {
      showSteps(steps.get(), recorded);
    } else if (recorded.isPresent()) {
      showFindings(recorded.get());
    } else {
      Button export = Ui.button(Texts.of("verify.export-first"), "fth-package", model::export);
      result
          .getChildren()
          .setAll(
              Ui.empty(
                  "fth-shield",
                  Texts.of("verify.none-title"),
                  Texts.of("verify.none-text"),
                  model.written() ? List.of() : List.of(export)));
    }
  }

  /// As a run in a pipeline: what was checked one after the other, and how the service bore it.
  private void showSteps(StepList shown, Optional<Recorded<Verification>> recorded) {
    Optional<Job.State> state = model.lastRunProperty().get().map(run -> run.stateProperty().get());
    var page = new VBox(16);
    if (state.equals(Optional.of(Job.State.DONE))) {
      recorded.map(this::banner).ifPresent(page.getChildren()::add);
    } else if (state.equals(Optional.of(Job.State.CANCELLED))) {
      HBox banner = Ui.row(12, Ui.sign(Tone.UNSURE), Ui.wrapped(Texts.of("verify.cancelled")));
      banner.getStyleClass().addAll("banner", "unsure");
      banner.setId("verify-cancelled");
      page.getChildren().add(banner);
    }
    var card =
        new Card(
            Texts.of("verify.steps"), Texts.of("verify.steps-below"), Ui.grow(Ui.scroll(shown)));
    if (recorded.isPresent() && !state.equals(Optional.of(Job.State.RUNNING))) {
      Pills choice = choice();
      filtering = choice::close;
      card.with(choice);
    }
    card.setMinHeight(200);
    Width.TABLE.of(card);
    var both = new Beside(16, Ui.grow(card));
    service.map(Ui::grow).ifPresent(both.getChildren()::add);
    page.getChildren().add(Ui.grow(both));
    result.getChildren().setAll(page);
  }

  private Pills choice() {
    return new Pills(
        List.of(Show.values()),
        model.showProperty(),
        each ->
            switch (each) {
              case FINDINGS -> Texts.of("verify.show-findings");
              case STEPS -> Texts.of("verify.show-steps");
            },
        (each, button) -> button.setId("verify-show-" + Words.id(each)));
  }

  private void showFindings(Recorded<Verification> recorded) {
    Verification found = recorded.value();
    fill();
    Pills filters = filters();
    filtering = filters::close;
    var choices = new Beside(10, filters);
    if (steps.isPresent()) {
      Pills choice = choice();
      filtering = filtering.and(choice::close);
      choices.getChildren().add(choice);
    }
    var list =
        new Card(
            Texts.of("verify.findings"),
            Texts.of("verify.findings-below", Formats.time(recorded.at())),
            choices,
            Ui.grow(Ui.scroll(rows)));
    list.setMinHeight(200);
    VBox right = new VBox(16, measurements(found));
    right.setPrefWidth(420);
    right.setMinWidth(380);
    var page = new VBox(16, banner(recorded), Ui.grow(new Beside(16, Ui.grow(list), right)));
    result.getChildren().setAll(page);
  }

  private HBox banner(Recorded<Verification> recorded) {
    Verification found = recorded.value();
    long failed = model.count(Filter.FAILED);
    long open = model.count(Filter.NOT_RUN);
    Tone tone = failed > 0 ? Tone.BAD : open > 0 ? Tone.UNSURE : Tone.GOOD;
    String title =
        failed > 0
            ? Texts.of("verify.failed", failed)
            : Texts.of("verify.passed", model.count(Filter.PASSED));
    String how =
        switch (found.how()) {
          case "container" -> Texts.of("verify.how-container");
          case "process" -> Texts.of("verify.how-process");
          default -> Texts.of("verify.how-static");
        };
    var words =
        Ui.column(
            2,
            Ui.label(title, "strong"),
            Ui.wrapped(open > 0 ? Texts.of("verify.and-not-run", how, open) : how));
    recorded
        .stale()
        .ifPresent(why -> words.getChildren().add(Ui.wrapped(Texts.of("verify.stale", why))));
    HBox banner = Ui.row(12, Ui.sign(tone), Ui.grow(words));
    banner.getStyleClass().addAll("banner", tone.styleClass());
    return banner;
  }

  private Pills filters() {
    return new Pills(
        List.of(Filter.values()),
        model.filterProperty(),
        filter -> Texts.of("verify.filter", name(filter), model.count(filter)),
        (filter, button) -> button.setId("filter-" + Words.id(filter)));
  }

  private static String name(Filter filter) {
    return switch (filter) {
      case ALL -> Texts.of("verify.all");
      case FAILED -> Texts.of("finding.failed");
      case NOT_RUN -> Texts.of("finding.not-run");
      case PASSED -> Texts.of("finding.passed");
    };
  }

  private void fill() {
    rows.getChildren().clear();
    model.findings().forEach(finding -> rows.getChildren().add(new FindingRow(finding)));
    if (rows.getChildren().isEmpty()) {
      rows.getChildren().add(Ui.label(Texts.of("verify.none-of-these"), "muted"));
    }
  }

  private static Card measurements(Verification found) {
    var facts = Ui.column(0);
    VerificationSection.measured(found)
        .rows()
        .forEach(row -> facts.getChildren().add(Ui.wholeFact(row.name(), row.value())));
    if (found.measurements().isEmpty()) {
      facts.getChildren().add(Ui.wrapped(Texts.of("verify.no-measurements"), "muted"));
    }
    var card =
        new Card(
            Texts.of("verify.measurements"),
            Texts.of("verify.measurements-below"),
            Ui.grow(Ui.scroll(facts)));
    VBox.setVgrow(card, Priority.ALWAYS);
    card.setMinHeight(120);
    return card;
  }
}
