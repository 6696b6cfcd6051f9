// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Copying;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.Pills;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.desktop.profile.SearchViewModel.Found;
import dev.slipway.desktop.profile.SearchViewModel.MeasuredPoint;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchGoal.Most;
import dev.slipway.profile.search.SearchResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Searches for better settings, and shows what the search found.
public final class SearchView extends VBox {

  /// Share of the machine that others may use before somebody should know.
  private static final double DISTURBED = 0.1;

  private static final List<Duration> BUDGETS =
      List.of(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(15));

  private final SearchViewModel model;
  private final StackPane result = new StackPane();
  private final StackPane detail = new StackPane();
  private final Button undo;
  private Subscription following = Subscription.EMPTY;

  public SearchView(SearchViewModel model) {
    super(16);
    this.model = model;
    this.undo = UndoButton.of(model.lastChange(), Texts.of("search.undo"), "search-undo");
    setId("search");
    getStyleClass().add("tab-content");
    var live =
        JobSlot.watching(
            Texts.of("job.search"),
            model.runningProperty(),
            Texts.of("search.live"),
            "search-cancel");
    getChildren().addAll(controls(), live, Ui.grow(result));
    Ui.shown(this, model.found()).subscribe(this::show);
    model.chosenProperty().subscribe(this::detail);
  }

  private Beside controls() {
    var command = new CommandLine(model.command());
    model.goalProperty().subscribe(goal -> command.setCommand(model.command()));
    model.budgetProperty().subscribe(budget -> command.setCommand(model.command()));
    model.commands().subscribe(now -> command.setCommand(model.command()));
    Button run = Ui.primary(Texts.of("search.run"), "fth-search", model::run);
    run.setId("search-run");
    model.runningProperty().subscribe(job -> run.setDisable(job.isPresent()));
    var goals =
        new Pills(
            List.of(Most.values()),
            model.goalProperty(),
            SearchView::name,
            (most, button) -> {
              button.setId("search-for-" + Words.id(most));
              button.setTooltip(Ui.tip(Texts.of("search.goal-tip")));
            });
    var budgets =
        new Pills(
            BUDGETS,
            model.budgetProperty(),
            budget -> Texts.of("search.minutes", budget.toMinutes()),
            (budget, button) -> button.setTooltip(Ui.tip(Texts.of("search.budget-tip"))));
    var row = new Beside(12, goals, budgets, run, Ui.spacer(), command);
    row.getStyleClass().addAll("card", "tool-row");
    return row;
  }

  private static String name(Most most) {
    return switch (most) {
      case THROUGHPUT -> Texts.of("search.throughput");
      case LATENCY -> Texts.of("search.latency");
      case CPU -> Texts.of("search.cpu");
      case MEMORY -> Texts.of("search.memory");
    };
  }

  private void show(Optional<Found> found) {
    following.unsubscribe();
    following = Subscription.EMPTY;
    if (found.isEmpty()) {
      result
          .getChildren()
          .setAll(
              Ui.empty(
                  "fth-sliders",
                  Texts.of("search.none-title"),
                  Texts.of("search.none-text"),
                  List.of()));
      return;
    }
    Found shown = found.get();
    var page = new VBox(16);
    page.getStyleClass().add("inner-page");
    shown
        .recorded()
        .stale()
        .ifPresent(why -> page.getChildren().add(banner(Texts.of("search.stale", why))));
    SearchWords.madeUp(shown.recorded().value().found())
        .ifPresent(why -> page.getChildren().add(banner(why)));
    double others = shown.recorded().value().best().reading().foreign();
    if (others > DISTURBED) {
      page.getChildren().add(banner(Texts.of("search.disturbed", Numbers.percent(others))));
    }
    if (!shown.recorded().value().found().holds()) {
      page.getChildren().add(banner(Texts.of("search.none-holds")));
    }
    var front = new FrontCard(model, shown);
    var points = new PointTable(model, shown);
    following = Subscription.combine(front::close, points::close);
    HBox upper = new HBox(16, front, detail);
    HBox.setHgrow(upper.getChildren().getFirst(), Priority.ALWAYS);
    VBox.setVgrow(upper, Priority.ALWAYS);
    page.getChildren().addAll(upper, table(shown, points));
    page.minHeightProperty().bind(result.heightProperty());
    result.getChildren().setAll(Ui.scroll(page));
  }

  private static HBox banner(String text) {
    HBox banner = Ui.row(12, Ui.sign(Tone.UNSURE), Ui.grow(Ui.wrapped(text)));
    banner.getStyleClass().addAll("banner", "unsure");
    return banner;
  }

  private Card table(Found shown, PointTable points) {
    SearchResult found = shown.recorded().value().found();
    return new Card(
            Texts.of("search.table"),
            Texts.of(
                "search.table-below",
                found.seen(),
                found.all(),
                Durations.span(found.spent()),
                Formats.time(shown.recorded().at())),
            points)
        .with(Copying.button(Texts.of("search.copy"), "search-copy", model::asText));
  }

  private void detail(Optional<MeasuredPoint> chosen) {
    detail.getChildren().setAll(chosen.map(this::card).stream().toList());
  }

  private Card card(MeasuredPoint seen) {
    PointReading one = seen.reading();
    var facts =
        Ui.column(
            0,
            Ui.fact(Texts.of("search.rows"), SearchWords.rows(one)),
            Ui.fact(Texts.of("search.p95"), SearchWords.latency(one)),
            Ui.fact(Texts.of("search.cpu-row"), Formats.duration(one.cpu()).toString()),
            Ui.fact(Texts.of("search.memory"), SearchWords.memory(one)),
            Ui.fact(Texts.of("search.cost"), SearchWords.cost(seen)),
            Ui.fact(Texts.of("search.foreign"), Numbers.percent(one.foreign())));
    Button use = Ui.primary(Texts.of("search.use"), "fth-check", model::use);
    use.setId("search-use");
    var card =
        new Card(
            Texts.of("search.point"),
            Texts.of("search.at", SearchWords.place(seen)),
            Ui.wrapped(SearchWords.settings(seen.point()), "strong"),
            facts,
            Ui.wrapped(SearchWords.costOf(seen), "muted", "small"),
            Ui.wrapped(Texts.of("search.use-below"), "muted", "small"),
            Ui.row(10, use, undo));
    card.setId("search-point");
    Width.PART.of(card);
    return seen.today() ? card.with(Ui.chip(Texts.of("search.today"))) : card;
  }
}
