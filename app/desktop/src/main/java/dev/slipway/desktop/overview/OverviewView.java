// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.overview.NextSteps.Link;
import dev.slipway.desktop.overview.NextSteps.Outdated;
import dev.slipway.desktop.overview.OverviewViewModel.Overview;
import dev.slipway.desktop.overview.OverviewViewModel.Step;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Histogram;
import dev.slipway.desktop.parts.LatencyMarkers;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.TileGrid;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.desktop.session.ReportPage;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.Recorded;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
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

  private final OverviewViewModel model;
  private final Session session;
  private final ReportPage report;

  public OverviewView(OverviewViewModel model, Session session) {
    this.model = model;
    this.session = session;
    report = new ReportPage(session);
    setId("overview");
    Ui.shown(this, model.overview()).subscribe(overview -> overview.ifPresent(this::show));
  }

  private void show(Overview overview) {
    var page = new VBox(16, head(overview));
    overview.outdated().map(this::banner).ifPresent(page.getChildren()::add);
    overview
        .hero()
        .map(hero -> new HeroCard(hero, overview.stated(), model::act))
        .ifPresent(page.getChildren()::add);
    if (!overview.tiles().isEmpty()) {
      page.getChildren()
          .add(
              new TileGrid(
                  overview.tiles().stream()
                      .map(tile -> new TileCard(tile, () -> go(tile.screen())))
                      .toList()));
    }
    var middle = new Beside(16);
    overview
        .profile()
        .map(OverviewView::latency)
        .ifPresent(card -> middle.getChildren().add(Width.WIDE.of(card)));
    if (!overview.links().isEmpty()) {
      middle.getChildren().add(next(overview.links()));
    }
    middle.getChildren().forEach(Ui::grow);
    if (!middle.getChildren().isEmpty()) {
      page.getChildren().add(middle);
      VBox.setVgrow(middle, Priority.ALWAYS);
    }
    page.getChildren().add(steps(overview.steps()));
    page.getStyleClass().add("page");
    getChildren().setAll(Ui.scroll(page));
    page.minHeightProperty().bind(heightProperty());
  }

  private HBox head(Overview overview) {
    Label decision =
        Ui.wrapped(
            overview.decision().isEmpty() ? Texts.of("overview.no-decision") : overview.decision(),
            "muted");
    Button button = Ui.button(Texts.of("overview.report"), "fth-file-text", report::write);
    button.setId("overview-report");
    button.setTooltip(Ui.tip(Texts.of("overview.report-tip", Formats.home(report.command()))));
    button.getStyleClass().add("flat");
    return Ui.row(16, Ui.grow(decision), button);
  }

  private HBox banner(Outdated outdated) {
    VBox words = Ui.column(2, Ui.label(Texts.of("overview.stale-title"), "strong"));
    outdated.lines().forEach(line -> words.getChildren().add(Ui.wrapped(line)));
    words.setMinWidth(0);
    Action action = outdated.action();
    Button again = Ui.button(action.again(), action.icon(), () -> model.act(action));
    again.setId("overview-again");
    HBox banner = Ui.row(12, Ui.sign(Tone.UNSURE), Ui.grow(words), again);
    banner.getStyleClass().addAll("banner", "unsure");
    banner.setId("overview-stale");
    return banner;
  }

  private void go(Screen screen) {
    session.screenProperty().set(screen);
  }

  private static Card latency(Recorded<Profile> recorded) {
    Profile profile = recorded.value();
    var chart =
        new Histogram(
            profile.users().response().histogram(),
            LatencyMarkers.of(profile.users().response(), List.of()));
    VBox.setVgrow(chart, Priority.ALWAYS);
    chart.setPrefSize(520, 150);
    Card card =
        new Card(
            Texts.of("overview.distribution"),
            Texts.of(
                "overview.distribution-below",
                Numbers.count(profile.users().response().count()),
                Formats.time(recorded.at())),
            chart);
    profile
        .knownCapacity()
        .ifPresent(
            rate -> card.with(Ui.chip(Texts.of("overview.capacity-chip", Formats.rate(rate)))));
    return card.with(Ui.chip(LatencyMarkers.arrival(profile.users().arrival())));
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

  private Card next(List<Link> links) {
    var rows = new VBox(2);
    for (int i = 0; i < links.size(); i++) {
      Button row = row(links.get(i));
      row.setId("next-" + (i + 1));
      rows.getChildren().add(row);
    }
    Button all =
        Ui.button(Texts.of("overview.all-items"), "fth-arrow-right", () -> go(Screen.CHECKLIST));
    all.getStyleClass().add("flat");
    var card =
        new Card(
                Texts.of("overview.next"),
                Texts.of("overview.next-below"),
                rows,
                Ui.spacer(),
                new CommandLine("slipway checklist " + session.named()))
            .with(all);
    Width.WIDE.of(card);
    return card;
  }

  /// A row that leads to a screen.
  private Button row(Link link) {
    Label text = Ui.label(link.text(), "muted", "small");
    VBox words = Ui.column(1, Ui.label(link.title(), "strong"), text);
    words.setMinWidth(0);
    HBox content =
        Ui.row(
            10,
            Ui.sign(link.tone()),
            Ui.grow(words),
            Ui.chip(Texts.of(link.screen().key())),
            Ui.icon("fth-chevron-right", "muted-icon"));
    var row = new Button(link.title(), content);
    row.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    row.getStyleClass().setAll("link-row");
    row.setMaxWidth(Double.MAX_VALUE);
    row.setMinWidth(0);
    content.prefWidthProperty().bind(row.widthProperty().subtract(16));
    row.setTooltip(Ui.tip(link.title() + "\n" + link.text()));
    row.setAccessibleText(Texts.of("overview.leads", link.title(), Texts.of(link.screen().key())));
    row.setOnAction(event -> go(link.screen()));
    return row;
  }
}
