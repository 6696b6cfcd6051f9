// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.model.GraphPainter.Tint;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.inspect.Inspection;
import dev.slipway.profile.OperatorTimes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Shows the drawing of the graph, and beside it the node that is looked at, where the time goes,
/// and the signature.
final class GraphPane extends HBox {

  private static final KeyCombination FIND =
      new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);

  private final GraphViewModel graph;

  /// The least height of the drawing, in pixels.
  private static final double DRAWING = 280;

  private final Supplier<String> command;
  private final GraphCanvas canvas;
  private final Minimap minimap;
  private final GraphBar bar;
  private final FlowPane legend = new FlowPane(14, 6);
  private final StackPane left = new StackPane();
  private final VBox right = new VBox(16);
  private final VBox details = new VBox();
  private final VBox times = new VBox();

  GraphPane(ModelViewModel model) {
    super(16);
    this.graph = model.graph();
    this.command = model::command;
    canvas =
        new GraphCanvas(
            new GraphCanvas.Listener() {
              @Override
              public void selected(int box) {
                graph.selectedProperty().set(box);
              }

              @Override
              public void opened(int box) {
                graph.open(box);
              }
            });
    canvas.setId("graph");
    canvas.setWords(new BoxWords(graph)::of);
    minimap = new Minimap(canvas);
    bar = new GraphBar(graph);
    getStyleClass().add("tab-content");
    ScrollPane scroll = Ui.scroll(right);
    scroll.setMinHeight(DRAWING);
    scroll.setPrefHeight(DRAWING);
    ScrollPane both =
        Ui.scroll(new Beside(16, Ui.grow(Width.WIDE.of(left)), Width.SIDE.of(scroll)));
    both.setFitToHeight(true);
    getChildren().add(Ui.grow(both));
    right.getStyleClass().add("inner-page");
    follow();
    EventHandler<KeyEvent> find = this::find;
    sceneProperty()
        .subscribe((before, now) -> {
          if (before != null) {
            before.removeEventFilter(KeyEvent.KEY_PRESSED, find);
          }
          if (now != null) {
            now.addEventFilter(KeyEvent.KEY_PRESSED, find);
          }
        });
  }

  private void follow() {
    graph.inspection().subscribe(inspection -> inspection.ifPresent(this::show));
    graph.layoutProperty().subscribe(layout -> layout.ifPresentOrElse(this::draw, this::clear));
    graph
        .tooLargeProperty()
        .subscribe((before, tooLarge) -> graph.inspection().getValue().ifPresent(this::show));
    graph.selectedProperty().subscribe(box -> canvas.select(box.intValue()));
    graph
        .search()
        .currentProperty()
        .subscribe(hit -> {
          if (hit.intValue() >= 0) {
            canvas.reveal(graph.search().hitsProperty().get().get(hit.intValue()));
          }
        });
    graph.openedProperty().subscribe(box -> showNode());
    graph.detailsProperty().subscribe(found -> showNode());
    graph.histogramsProperty().subscribe(found -> showNode());
    graph.search().hitsProperty().subscribe(canvas::mark);
    graph.timesProperty().subscribe(found -> showTimes());
    graph.showsTimesProperty().subscribe(shown -> showTimes());
  }

  private void draw(GraphLayout layout) {
    canvas.show(layout);
    minimap.show(layout);
    tint();
  }

  /// The drawing of another model goes before that of this one comes.
  private void clear() {
    canvas.clear();
    minimap.clear();
  }

  /// Ctrl+F, wherever the focus is, as long as this is what is seen.
  private void find(KeyEvent event) {
    if (FIND.match(event) && seen()) {
      bar.find();
      event.consume();
    }
  }

  private boolean seen() {
    for (Node node = this; node != null; node = node.getParent()) {
      if (!node.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private void show(Inspection inspection) {
    left.getChildren().setAll(graph(inspection));
    right.getChildren().setAll(details, times, SignatureCard.of(inspection));
    showNode();
    showTimes();
  }

  /// Says how large the graph is, or that it is too large.
  private String below(Inspection inspection) {
    return Texts.of(
        graph.tooLargeProperty().get() ? "model.graph-too-large" : "model.graph-below",
        Numbers.count(inspection.graph().nodes().size()));
  }

  private Card graph(Inspection inspection) {
    var buttons =
        new VBox(
            6,
            Ui.iconButton(Texts.of("model.zoom-in"), "fth-plus", () -> canvas.zoomBy(1.25)),
            Ui.iconButton(Texts.of("model.zoom-out"), "fth-minus", () -> canvas.zoomBy(0.8)),
            Ui.iconButton(Texts.of("model.fit"), "fth-maximize", canvas::fit));
    buttons.getStyleClass().add("zoom");
    buttons.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(buttons, Pos.BOTTOM_RIGHT);
    StackPane.setAlignment(minimap, Pos.BOTTOM_LEFT);
    var area = new StackPane(canvas, minimap, buttons);
    area.getStyleClass().add("graph-area");
    area.setMinHeight(DRAWING);
    VBox.setVgrow(area, Priority.ALWAYS);
    return new Card(
        Texts.of("model.graph"),
        below(inspection),
        bar,
        area,
        new Beside(12, Ui.grow(new CommandLine(command.get())), legend));
  }

  private void showTimes() {
    Optional<OperatorTimes> found = graph.timesProperty().get();
    boolean shown = graph.showsTimesProperty().get() && found.isPresent();
    times.setVisible(shown);
    times.setManaged(shown);
    times.getChildren().clear();
    if (shown) {
      found.ifPresent(of -> times.getChildren().add(TimesCard.of(of)));
    }
    legend
        .getChildren()
        .setAll(
            shown
                ? java.util.List.of(
                    legend("model.times-little", "graph-cold"),
                    legend("model.times-much", "graph-hot"))
                : java.util.List.of(
                    legend("model.kind-input", "graph-input"),
                    legend("model.kind-weighted", "graph-weighted"),
                    legend("model.kind-activation", "graph-activation"),
                    legend("model.kind-shape", "graph-shape"),
                    legend("model.kind-other", "graph-other")));
    tint();
  }

  private void tint() {
    boolean shown = graph.showsTimesProperty().get();
    canvas.tint(graph.timesProperty().get().filter(found -> shown).map(this::heat));
  }

  /// The box that takes most is as hot as it gets.
  private IntFunction<Tint> heat(OperatorTimes found) {
    double most =
        graph.layoutProperty().get().stream()
            .flatMap(layout -> layout.boxes().stream())
            .mapToDouble(box -> (double) time(box, found).toNanos())
            .max()
            .orElse(0);
    return index ->
        new Tint(
            "graph-hot",
            graph
                .box(index)
                .map(box -> most == 0 ? 0 : Math.sqrt(time(box, found).toNanos() / most))
                .orElse(0.0));
  }

  private Duration time(Box box, OperatorTimes found) {
    return box.nodes().stream()
        .flatMap(node -> graph.node(node).stream())
        .map(node -> found.nodes().get(node.name()))
        .filter(Objects::nonNull)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Node legend(String key, String styleClass) {
    var dot = new Region();
    dot.getStyleClass().addAll("legend-dot", styleClass);
    Label label = Ui.label(Texts.of(key), "small", "muted");
    label.setMinWidth(USE_PREF_SIZE);
    return Ui.row(6, dot, label);
  }

  private void showNode() {
    details.getChildren().clear();
    graph.node().ifPresent(shown -> details.getChildren().add(NodeCard.of(shown, graph)));
    details.setVisible(!details.getChildren().isEmpty());
    details.setManaged(details.isVisible());
  }
}
