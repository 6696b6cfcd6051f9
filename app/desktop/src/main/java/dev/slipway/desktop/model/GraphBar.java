// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Above the drawing: search, collapsing of parts, and where the time goes.
final class GraphBar extends HBox {

  private static final int MOST_SCOPES = 60;

  private final GraphViewModel graph;
  private final TextField search;
  private final Label count = Ui.label("", "muted", "small");
  private final MenuButton parts = new MenuButton(Texts.of("model.parts"), Ui.icon("fth-layers"));

  GraphBar(GraphViewModel graph) {
    super(8);
    this.graph = graph;
    setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    search = Ui.search("graph-search", Texts.of("model.search"), graph.search().queryProperty());
    search.setPrefWidth(220);
    search.setMinWidth(80);
    HBox.setHgrow(search, Priority.SOMETIMES);
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    Button previous =
        Ui.iconButton(
            Texts.of("model.search-previous"), "fth-chevron-up", () -> graph.search().go(-1));
    previous.setId("graph-search-previous");
    Button next =
        Ui.iconButton(
            Texts.of("model.search-next"), "fth-chevron-down", () -> graph.search().go(1));
    next.setId("graph-search-next");
    count.setId("graph-search-count");
    count.setMinWidth(USE_PREF_SIZE);
    graph.search().hitsProperty().subscribe(hits -> count());
    graph.search().currentProperty().subscribe(now -> count());
    parts.setId("graph-parts");
    parts.setMinWidth(USE_PREF_SIZE);
    graph.scopesProperty().subscribe(scopes -> menu());
    graph.collapsedProperty().subscribe(collapsed -> menu());
    getChildren().addAll(search, previous, next, count, Ui.spacer(), parts, times());
  }

  /// Puts the cursor into the search.
  void find() {
    search.requestFocus();
    search.selectAll();
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      graph.search().go(event.isShiftDown() ? -1 : 1);
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
      search.clear();
      event.consume();
    }
  }

  private void count() {
    int found = graph.search().hitsProperty().get().size();
    count.setText(
        graph.search().queryProperty().get().isBlank()
            ? ""
            : found == 0
                ? Texts.of("model.search-none")
                : Texts.of(
                    "model.search-count",
                    Numbers.count(graph.search().currentProperty().get() + 1L),
                    Numbers.count(found)));
  }

  private void menu() {
    List<Scopes.Scope> scopes = graph.scopesProperty().get();
    parts.setVisible(!scopes.isEmpty());
    parts.setManaged(!scopes.isEmpty());
    parts.getItems().clear();
    var repeated = new MenuItem(Texts.of("model.parts-repeated"));
    repeated.setOnAction(event -> graph.collapseRepeated());
    repeated.setDisable(Scopes.repeated(scopes).isEmpty());
    var all = new MenuItem(Texts.of("model.parts-expand"));
    all.setOnAction(event -> graph.expandAll());
    all.setDisable(graph.collapsedProperty().get().isEmpty());
    parts.getItems().addAll(repeated, all, new SeparatorMenuItem());
    scopes.stream().limit(MOST_SCOPES).forEach(scope -> parts.getItems().add(item(scope)));
    if (scopes.size() > MOST_SCOPES) {
      var more = new MenuItem(Texts.of("model.more", scopes.size() - MOST_SCOPES));
      more.setDisable(true);
      parts.getItems().add(more);
    }
  }

  private MenuItem item(Scopes.Scope scope) {
    String said = Texts.of("model.part", scope.name(), Numbers.count(scope.nodes().size()));
    var item =
        new CheckMenuItem(
            "   ".repeat(scope.depth())
                + (scope.alike() > 1 ? Texts.of("model.part-alike", said, scope.alike()) : said));
    item.setMnemonicParsing(false);
    item.setSelected(graph.collapsedProperty().get().contains(scope.prefix()));
    item.setOnAction(event -> graph.collapse(scope.prefix(), item.isSelected()));
    return item;
  }

  private ToggleButton times() {
    var button = new ToggleButton(Texts.of("model.times"), Ui.icon("fth-clock"));
    button.setId("graph-times");
    button.setMinWidth(USE_PREF_SIZE);
    button.setTooltip(Ui.tip(Texts.of("model.times-tip")));
    graph.showsTimesProperty().subscribe(shown -> button.setSelected(shown));
    graph
        .timingProperty()
        .subscribe(job -> {
          button.setDisable(job.isPresent());
          button.setText(Texts.of(job.isPresent() ? "model.times-running" : "model.times"));
        });
    button.setOnAction(event -> {
      if (graph.timesProperty().get().isEmpty()) {
        button.setSelected(false);
        graph.time();
      } else {
        graph.showsTimesProperty().set(button.isSelected());
      }
    });
    return button;
  }
}
