// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.NodeDetails;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/// Shows one node: how it is set, the types of what it takes and makes, and the values of its
/// constants.
final class NodeCard {

  private NodeCard() {}

  static Card of(Graph.Node node, GraphViewModel graph) {
    var facts =
        Ui.column(
            0,
            Ui.fact(Texts.of("model.domain"), node.domain()),
            Ui.fact(Texts.of("model.parameters"), Numbers.count(node.parameters())));
    node.flops()
        .ifPresent(flops ->
            facts.getChildren().add(Ui.fact(Texts.of("model.node-flops"), Numbers.large(flops))));
    graph
        .timesProperty()
        .get()
        .flatMap(times -> Optional.ofNullable(times.nodes().get(node.name())))
        .ifPresent(time ->
            facts.getChildren().add(Ui.fact(Texts.of("model.node-time"), Durations.text(time))));
    var card = new Card(node.operator(), node.name(), facts);
    Optional<NodeDetails> details = graph.detailsProperty().get();
    if (details.isPresent()) {
      settings(details.get().settings(), card);
      card.getChildren().add(values("model.takes", details.get().inputs()));
      card.getChildren().add(values("model.makes", details.get().outputs()));
    } else {
      card.getChildren().add(names("model.takes", node.inputs()));
      card.getChildren().add(names("model.makes", node.outputs()));
    }
    if (!graph.histogramsProperty().get().isEmpty()) {
      var spread = Ui.column(12, Ui.label(Texts.of("model.spread"), "field-name"));
      spread.setId("node-weights");
      graph.histogramsProperty().get().forEach(of -> spread.getChildren().add(new WeightBars(of)));
      card.getChildren().add(spread);
    }
    card.setId("node-details");
    card.getStyleClass().add("live");
    return card;
  }

  private static void settings(List<NodeDetails.Setting> settings, Card card) {
    if (settings.isEmpty()) {
      return;
    }
    var rows = Ui.column(0, Ui.label(Texts.of("model.settings"), "field-name"));
    settings.forEach(
        setting -> rows.getChildren().add(Ui.wholeFact(setting.name(), setting.text())));
    rows.setId("node-settings");
    card.getChildren().add(rows);
  }

  private static VBox values(String key, List<NodeDetails.Value> values) {
    var box = Ui.column(5, Ui.label(Texts.of(key), "field-name"));
    values.forEach(value -> box.getChildren().add(value(value)));
    return box;
  }

  private static Node value(NodeDetails.Value value) {
    String below =
        value
            .constant()
            .map(constant -> Texts.of("model.constant", value.type(), constant.size()))
            .orElse(value.type());
    var name = Ui.wrapped(value.name(), "mono", "small");
    return below.isEmpty() ? name : Ui.column(0, name, Ui.wrapped(below, "muted", "small"));
  }

  private static VBox names(String key, List<String> names) {
    var box = Ui.column(3, Ui.label(Texts.of(key), "field-name"));
    names.forEach(name -> box.getChildren().add(Ui.wrapped(name, "mono", "small")));
    return box;
  }
}
