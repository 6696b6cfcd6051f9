// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Finding;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.FindingRow;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.Inspection;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What the model is.
public final class ModelView extends HBox {

  private final ModelViewModel model;
  private final GraphCanvas canvas;
  private final StackPane left = new StackPane();
  private final VBox right = new VBox(16);
  private final VBox details = new VBox();

  public ModelView(ModelViewModel model) {
    super(16);
    this.model = model;
    canvas = new GraphCanvas(box -> model.selectedProperty().set(box));
    canvas.setId("graph");
    setId("model");
    getStyleClass().add("page");
    var scroll = Ui.scroll(right);
    scroll.setPrefWidth(470);
    scroll.setMinWidth(440);
    getChildren().addAll(Ui.grow(left), scroll);
    right.getStyleClass().add("inner-page");
    model.inspection().subscribe(inspection -> inspection.ifPresent(this::show));
    model.layoutProperty().subscribe(layout -> layout.ifPresent(canvas::show));
    model.selectedProperty().subscribe(box -> showNode());
  }

  private void show(Inspection inspection) {
    left.getChildren().setAll(graph(inspection));
    right
        .getChildren()
        .setAll(
            details,
            signature(inspection),
            facts(inspection),
            operators(inspection),
            findings(inspection.findings()));
    if (!inspection.metadata().isEmpty()) {
      right.getChildren().add(metadata(inspection.metadata()));
    }
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
            ? Texts.of("model.graph-too-large", Formats.count(nodes))
            : Texts.of("model.graph-below", Formats.count(nodes));
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
                  Ui.fact(Texts.of("model.parameters"), Formats.count(shown.parameters()))),
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

  private static Card signature(Inspection inspection) {
    var grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(7);
    int row = 0;
    for (TensorSpec input : inspection.signature().inputs()) {
      tensor(grid, row++, "model.in", input);
    }
    for (TensorSpec output : inspection.signature().outputs()) {
      tensor(grid, row++, "model.out", output);
    }
    var content = Ui.column(14, grid);
    List<String> features = inspection.featureMap().features();
    List<String> labels = inspection.featureMap().labels();
    if (!features.isEmpty()) {
      content.getChildren().add(mapping("model.features", features));
    }
    if (!labels.isEmpty()) {
      content.getChildren().add(mapping("model.labels", labels));
    }
    return new Card(Texts.of("model.signature"), Texts.of("model.signature-below"), content);
  }

  private static void tensor(GridPane grid, int row, String key, TensorSpec tensor) {
    Label shape = Ui.label(Shape.of(tensor), "mono");
    shape.setMinWidth(Region.USE_PREF_SIZE);
    Label type = Ui.label(tensor.datatype().name().toLowerCase(Locale.ROOT), "mono", "muted");
    type.setMinWidth(Region.USE_PREF_SIZE);
    Label name = Ui.label(tensor.name(), "strong");
    GridPane.setHgrow(name, Priority.ALWAYS);
    name.setMaxWidth(Double.MAX_VALUE);
    Label way = Ui.chip(Texts.of(key));
    grid.addRow(row, way, name, type, shape);
  }

  private static VBox mapping(String key, List<String> names) {
    var box = Ui.column(6, Ui.label(Texts.of(key), "field-name"));
    var chips = new javafx.scene.layout.FlowPane(6, 6);
    for (int i = 0; i < Math.min(24, names.size()); i++) {
      chips.getChildren().add(Ui.chip(i + "  " + names.get(i), "mono"));
    }
    if (names.size() > 24) {
      chips.getChildren().add(Ui.chip(Texts.of("model.more", names.size() - 24)));
    }
    box.getChildren().add(chips);
    return box;
  }

  private static Card facts(Inspection inspection) {
    var facts = Ui.column(0);
    inspection
        .opsets()
        .forEach((domain, version) ->
            facts.getChildren().add(Ui.fact(Texts.of("model.opset", domain), version.toString())));
    facts
        .getChildren()
        .addAll(
            Ui.fact(Texts.of("model.ir"), String.valueOf(inspection.irVersion())),
            Ui.fact(Texts.of("model.producer"), inspection.producer()),
            Ui.fact(Texts.of("model.parameters"), Formats.count(inspection.parameters())));
    inspection
        .parameterBytes()
        .forEach((type, bytes) ->
            facts
                .getChildren()
                .add(
                    Ui.fact(
                        Texts.of("model.weights", type.toLowerCase(Locale.ROOT)),
                        bytes.toString())));
    inspection
        .flops()
        .ifPresent(flops ->
            facts.getChildren().add(Ui.fact(Texts.of("model.flops"), Formats.brief(flops))));
    facts
        .getChildren()
        .addAll(
            Ui.fact(
                Texts.of("model.file"), String.valueOf(inspection.model().path().getFileName())),
            Ui.fact(Texts.of("model.size"), inspection.model().size().toString()),
            Ui.fact(Texts.of("model.hash"), inspection.model().sha256().brief()));
    return new Card(Texts.of("model.facts"), "", facts);
  }

  private static Card operators(Inspection inspection) {
    var grid = new GridPane();
    grid.setHgap(12);
    grid.setVgap(7);
    int most = inspection.operators().values().stream().mapToInt(Integer::intValue).max().orElse(1);
    List<Map.Entry<String, Integer>> sorted =
        inspection.operators().entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(16)
            .toList();
    for (Map.Entry<String, Integer> entry : sorted) {
      var bar = new ProgressBar((double) entry.getValue() / most);
      bar.getStyleClass().add("slim");
      bar.setMaxWidth(Double.MAX_VALUE);
      bar.setAccessibleText(entry.getKey());
      GridPane.setHgrow(bar, Priority.ALWAYS);
      grid.addRow(
          grid.getRowCount(),
          Ui.label(entry.getKey(), "mono"),
          bar,
          Ui.label(Formats.count(entry.getValue()), "fact-value"));
    }
    return new Card(
        Texts.of("model.operators"),
        Texts.of("model.operators-below", inspection.operators().size()),
        grid);
  }

  private static Card findings(List<Finding> findings) {
    var rows = Ui.column(8);
    findings.forEach(finding -> rows.getChildren().add(new FindingRow(finding)));
    return new Card(Texts.of("model.findings"), "", rows);
  }

  private static Card metadata(Map<String, String> metadata) {
    var rows = Ui.column(8);
    metadata.forEach((key, value) ->
        rows.getChildren()
            .add(Ui.column(1, Ui.label(key, "field-name"), Ui.wrapped(value, "small"))));
    return new Card(Texts.of("model.metadata"), "", rows);
  }
}
