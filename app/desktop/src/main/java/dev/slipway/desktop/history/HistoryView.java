// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.history;

import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.WhenChosen;
import dev.slipway.workbench.history.Event;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The project's history: a timeline, two releases side by side, and the trends of the main
/// numbers.
public final class HistoryView extends StackPane {

  private static final int MOST_TOLD = 4;
  private static final double COMMAND = 320;
  private static final double WORDS = 200;
  private static final double LEAST = 260;

  private final HistoryViewModel model;
  private final VBox rows = new VBox(0);
  private final TabPane tabs;
  private final Card timeline;

  public HistoryView(HistoryViewModel model) {
    this.model = model;
    setId("history");
    getStyleClass().add("page");
    timeline =
        new Card(Texts.of("history.events"), "", Ui.grow(Ui.scroll(rows)))
            .with(Ui.search("history-filter", Texts.of("history.filter"), model.queryProperty()));
    // Its list scrolls by itself, under its filter, where the window is not too small for both.
    timeline.setMinHeight(LEAST);
    tabs =
        new TabPane(
            tab("history-timeline", "history.timeline", () -> timeline),
            tab("history-compare", "history.compare", () -> new ComparePane(model)),
            tab("history-trends", "history.trends", () -> new TrendsPane(model)));
    tabs.setId("history-tabs");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    model.historyProperty().subscribe(found -> show());
    model.queryProperty().subscribe(words -> fill());
  }

  private static Tab tab(String id, String key, Supplier<Node> content) {
    return new WhenChosen(Texts.of(key), id, () -> page(content.get()));
  }

  private static StackPane page(Node content) {
    var inner = new StackPane(content);
    inner.getStyleClass().addAll("inner-page", "tab-content");
    return inner;
  }

  private void show() {
    boolean none = model.historyProperty().get().map(h -> h.events().isEmpty()).orElse(true);
    getChildren()
        .setAll(
            none
                ? Ui.empty(
                    "fth-clock",
                    Texts.of("history.none-title"),
                    Texts.of("history.none-text"),
                    List.of())
                : tabs);
    fill();
  }

  private void fill() {
    rows.getChildren().clear();
    model.events().forEach(event -> rows.getChildren().add(row(event)));
  }

  private static Node row(Event event) {
    List<String> told = event.told().stream().limit(MOST_TOLD).toList();
    int more = event.told().size() - told.size();
    String facts =
        event.told().isEmpty()
            ? Texts.of("history.no-facts")
            : String.join(" · ", told) + (more > 0 ? " · " + Texts.of("history.more", more) : "");
    Label title = Ui.label(HistoryViewModel.title(event), "finding-check");
    title.setMinWidth(USE_PREF_SIZE);
    var head = new Beside(8, title, Ui.chip(event.release(), "key"));
    if (!event.intact()) {
      head.getChildren().add(Ui.chip(Texts.of("history.altered"), Tone.BAD));
    }
    var said = Ui.wrapped(facts, "muted", "small");
    said.setMinWidth(WORDS);
    VBox words = Ui.column(3, head, said);
    HBox.setHgrow(words, Priority.ALWAYS);
    var when = Ui.label(Formats.time(event.at()), "muted", "small");
    when.setMinWidth(150);
    HBox what = Ui.row(12, when, Ui.icon(icon(event.stage()), "muted-icon"), words);
    HBox.setHgrow(what, Priority.ALWAYS);
    var row = new Beside(12, what);
    if (!event.command().isBlank()) {
      var command = new CommandLine(event.command());
      command.setPrefWidth(COMMAND);
      command.setMinWidth(COMMAND);
      command.setMaxHeight(USE_PREF_SIZE);
      row.getChildren().add(command);
    }
    row.getStyleClass().add("finding");
    row.setAccessibleText(
        HistoryViewModel.title(event) + ", " + event.release() + ", " + Formats.time(event.at()));
    return row;
  }

  private static String icon(String stage) {
    return switch (stage) {
      case "inspect" -> "fth-share-2";
      case "data", "baseline" -> "fth-database";
      case "evaluate" -> "fth-target";
      case "profile", "measure" -> "fth-activity";
      case "search" -> "fth-search";
      case "variants" -> "fth-layers";
      case "plan" -> "fth-dollar-sign";
      case "export" -> "fth-package";
      case "verify" -> "fth-shield";
      case "waiver", "attest", "sign" -> "fth-edit-3";
      default -> "fth-check-square";
    };
  }
}
