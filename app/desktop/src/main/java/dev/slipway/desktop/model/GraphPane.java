// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.Inspection;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Shows the drawing of the graph, and the inputs and outputs of the selected node.
final class GraphPane extends HBox {

  private final ModelViewModel model;
  private final GraphCanvas canvas;
  private final StackPane left = new StackPane();
  private final VBox right = new VBox(16);
  private final VBox details = new VBox();

  GraphPane(ModelViewModel model) {
    super(16);
    this.model = model;
    canvas = new GraphCanvas(box -> model.selectedProperty().set(box));
    canvas.setId("graph");
    getStyleClass().add("tab-content");
    var scroll = Ui.scroll(right);
    scroll.setPrefWidth(470);
    scroll.setMinWidth(440);
    getChildren().addAll(Ui.grow(left), scroll);
    right.getStyleClass().add("inner-page");
    Ui.shown(this, model.inspection()).subscribe(inspection -> inspection.ifPresent(this::show));
    Ui.shown(this, model.layoutProperty()).subscribe(layout -> layout.ifPresent(canvas::show));
    model.selectedProperty().subscribe(box -> showNode());
  }

  private void show(Inspection inspection) {
    left.getChildren().setAll(graph(inspection));
    right.getChildren().setAll(details, SignatureCard.of(inspection));
    showNode();
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
    var area = new StackPane(canvas, buttons);
    area.getStyleClass().add("graph-area");
    VBox.setVgrow(area, Priority.ALWAYS);
    int nodes = inspection.graph().nodes().size();
    String below =
        nodes > GraphLayouter.MOST_NODES
            ? Texts.of("model.graph-too-large", Numbers.count(nodes))
            : Texts.of("model.graph-below", Numbers.count(nodes));
    return new Card(Texts.of("model.graph"), below, area, new CommandLine(model.command()))
        .with(legend());
  }

  private static HBox legend() {
    return Ui.row(
        14,
        legend("model.kind-input", "graph-input"),
        legend("model.kind-weighted", "graph-weighted"),
        legend("model.kind-activation", "graph-activation"),
        legend("model.kind-shape", "graph-shape"),
        legend("model.kind-other", "graph-other"));
  }

  private static Node legend(String key, String styleClass) {
    var dot = new Region();
    dot.getStyleClass().addAll("legend-dot", styleClass);
    Label label = Ui.label(Texts.of(key), "small", "muted");
    label.setMinWidth(USE_PREF_SIZE);
    return Ui.row(6, dot, label);
  }

  private void showNode() {
    Optional<Graph.Node> node = model.node();
    details.setVisible(node.isPresent());
    details.setManaged(node.isPresent());
    details.getChildren().clear();
    node.ifPresent(shown -> {
      var card =
          new Card(
              shown.operator(),
              shown.name(),
              Ui.column(
                  0,
                  Ui.fact(Texts.of("model.domain"), shown.domain()),
                  Ui.fact(Texts.of("model.parameters"), Numbers.count(shown.parameters()))),
              values("model.takes", shown.inputs()),
              values("model.makes", shown.outputs()));
      card.setId("node-details");
      card.getStyleClass().add("live");
      details.getChildren().add(card);
    });
  }

  private static VBox values(String key, List<String> names) {
    var box = Ui.column(3, Ui.label(Texts.of(key), "field-name"));
    names.forEach(name -> box.getChildren().add(Ui.label(name, "mono", "small")));
    return box;
  }
}
