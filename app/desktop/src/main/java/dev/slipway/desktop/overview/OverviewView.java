// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.base.Numbers;
import dev.slipway.checklist.Checklist;
import dev.slipway.desktop.overview.OverviewViewModel.Overview;
import dev.slipway.desktop.overview.OverviewViewModel.Step;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.FigureCard;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Histogram;
import dev.slipway.desktop.parts.LatencyMarkers;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.ReportPage;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.measure.load.Tier;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The first screen.
public final class OverviewView extends StackPane {

  private final Session session;
  private final ReportPage report;

  public OverviewView(OverviewViewModel model, Session session) {
    this.session = session;
    report = new ReportPage(session);
    setId("overview");
    Ui.shown(this, model.overview()).subscribe(overview -> overview.ifPresent(this::show));
  }

  private void show(Overview overview) {
    HBox figures = new HBox(16);
    overview.figures().forEach(figure -> figures.getChildren().add(new FigureCard(figure)));
    HBox middle = new HBox(16, latency(overview), objectives(overview.objectives()));
    HBox.setHgrow(middle.getChildren().getFirst(), Priority.ALWAYS);
    HBox lower = new HBox(16, Ui.grow(steps(overview.steps())), next(overview.next()));
    VBox.setVgrow(middle, Priority.ALWAYS);
    var page = new VBox(16, figures, middle, lower);
    page.getStyleClass().add("page");
    getChildren().setAll(Ui.scroll(page));
    page.minHeightProperty().bind(heightProperty());
  }

  private Card latency(Overview overview) {
    Optional<Recorded<Profile>> recorded = overview.profile();
    if (recorded.isEmpty()) {
      Button run =
          Ui.primary(
              Texts.of("profile.run"),
              "fth-activity",
              () -> {
                session.screenProperty().set(Screen.PROFILE);
                session.profile(Tier.QUICK);
              });
      return new Card(
          Texts.of("overview.distribution"),
          "",
          Ui.empty(
              "fth-activity",
              Texts.of("profile.none-title"),
              Texts.of("profile.none-text"),
              List.of(run)));
    }
    Profile profile = recorded.get().value();
    var chart =
        new Histogram(
            profile.users().response().histogram(),
            LatencyMarkers.of(profile.users().response(), List.of()));
    VBox.setVgrow(chart, Priority.ALWAYS);
    chart.setPrefSize(520, 150);
    return new Card(
            Texts.of("overview.distribution"),
            Texts.of(
                "overview.distribution-below",
                Numbers.count(profile.users().response().count()),
                Formats.time(recorded.get().at())),
            chart)
        .with(Ui.chip(LatencyMarkers.arrival(profile.users().arrival())));
  }

  private Card objectives(List<JudgedObjective> objectives) {
    var rows = new VBox(0);
    for (JudgedObjective objective : objectives) {
      Tone tone = Tone.of(objective.verdict());
      Label because = Ui.label(objective.verdict().because(), "muted", "small");
      because.setTooltip(Ui.tip(objective.verdict().because()));
      Label stated = Ui.label(objective.stated(), "fact-value");
      stated.setMinWidth(Region.USE_PREF_SIZE);
      Label word = Ui.label(objective.verdict().word(), "verdict", tone.styleClass());
      word.setMinWidth(Region.USE_PREF_SIZE);
      HBox head =
          Ui.row(8, Ui.sign(tone), Ui.label(objective.name(), "strong"), stated, Ui.spacer(), word);
      VBox row = Ui.column(1, head, because);
      if (!objective.lines().isEmpty()) {
        row.getChildren().add(Ui.label(lines(objective), "muted", "small"));
      }
      row.getStyleClass().add("list-row");
      rows.getChildren().add(row);
    }
    var card =
        new Card(Texts.of("overview.objectives"), Texts.of("overview.objectives-below"), rows)
            .with(reporting());
    card.setPrefWidth(500);
    card.setMinWidth(500);
    card.setMaxWidth(500);
    return card;
  }

  /// `model alone: inconclusive · served here: met · on the target: inconclusive`.
  private static String lines(JudgedObjective objective) {
    return objective.lines().stream()
        .map(line -> line.place() + ": " + line.verdict().word())
        .collect(Collectors.joining(" · "));
  }

  private Button reporting() {
    Button report = Ui.button(Texts.of("overview.report"), "fth-file-text", this.report::write);
    report.setId("overview-report");
    report.setTooltip(Ui.tip(Texts.of("overview.report-tip", Formats.home(this.report.command()))));
    report.getStyleClass().add("flat");
    return report;
  }

  private static Card steps(List<Step> steps) {
    var grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(6);
    for (Step step : steps) {
      var bar = new ProgressBar(step.total() == 0 ? 0 : (double) step.met() / step.total());
      bar.getStyleClass().addAll("slim", step.tone().styleClass());
      bar.setMaxWidth(Double.MAX_VALUE);
      bar.setAccessibleText(step.title());
      GridPane.setHgrow(bar, Priority.ALWAYS);
      Label count =
          Ui.label(Texts.of("overview.step-count", step.met(), step.total()), "muted", "small");
      Node title =
          Ui.row(
              10,
              Ui.label(String.valueOf(step.number()), "step-number", step.tone().styleClass()),
              Ui.label(step.title()));
      Label failing =
          Ui.label(
              step.failing() == 0 ? "" : Texts.of("overview.step-failing", step.failing()),
              "small",
              "verdict",
              "bad");
      count.setMinWidth(Region.USE_PREF_SIZE);
      grid.addRow(step.number(), title, bar, count, failing);
    }
    return new Card(Texts.of("overview.steps"), Texts.of("overview.steps-below"), grid);
  }

  private Card next(List<Checklist.Line> lines) {
    var rows = new VBox(2);
    for (Checklist.Line line : lines) {
      Label how = Ui.label(line.item().how(), "muted", "small");
      how.setTooltip(Ui.tip(line.item().how()));
      Label title = Ui.label(line.item().title(), "strong");
      title.setTooltip(Ui.tip(line.item().title()));
      VBox words = Ui.column(1, title, how);
      words.setMinWidth(0);
      Ui.grow(words);
      HBox row =
          Ui.row(
              10,
              Ui.sign(Tone.of(line.state())),
              words,
              Ui.chip(Tone.word(line.state()), Tone.of(line.state()).styleClass()));
      row.getStyleClass().add("list-row");
      rows.getChildren().add(row);
    }
    if (lines.isEmpty()) {
      rows.getChildren().add(Ui.label(Texts.of("overview.next-none"), "muted"));
    }
    Button all =
        Ui.button(
            Texts.of("overview.all-items"),
            "fth-arrow-right",
            () -> session.screenProperty().set(Screen.CHECKLIST));
    all.getStyleClass().add("flat");
    var card =
        new Card(
                Texts.of("overview.next"),
                Texts.of("overview.next-below"),
                rows,
                Ui.spacer(),
                new CommandLine("slipway checklist " + session.named()))
            .with(all);
    card.setPrefWidth(500);
    card.setMinWidth(500);
    return card;
  }
}
