// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.inspect.Inspection;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Shows the signature, and which axes may have any length.
final class SignatureCard {

  private static final int MOST_NAMES = 24;

  private SignatureCard() {}

  static Card of(Inspection inspection) {
    var grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(7);
    inspection.signature().inputs().forEach(input -> tensor(grid, "model.in", input));
    inspection.signature().outputs().forEach(output -> tensor(grid, "model.out", output));
    var content = new ArrayList<Node>(List.of(grid));
    free(inspection, content);
    mapping("model.features", inspection.featureMap().features(), content);
    mapping("model.labels", inspection.featureMap().labels(), content);
    var card =
        new Card(
            Texts.of("model.signature"),
            Texts.of("model.signature-below"),
            content.toArray(Node[]::new));
    card.setId("signature");
    return card;
  }

  private static void tensor(GridPane grid, String key, TensorSpec tensor) {
    Label shape = Ui.label(Shape.of(tensor), "mono");
    shape.setMinWidth(Region.USE_PREF_SIZE);
    Label type = Ui.label(Words.id(tensor.datatype()), "mono", "muted");
    type.setMinWidth(Region.USE_PREF_SIZE);
    Label name = Ui.label(tensor.name(), "strong");
    GridPane.setHgrow(name, Priority.ALWAYS);
    name.setMaxWidth(Double.MAX_VALUE);
    name.setTooltip(Ui.tip(tensor.name()));
    grid.addRow(grid.getRowCount(), Ui.chip(Texts.of(key)), name, type, shape);
  }

  /// The free axes by name: what is called the same has the same length.
  private static void free(Inspection inspection, List<Node> into) {
    var names = new TreeSet<String>();
    boolean unnamed = false;
    for (TensorSpec tensor :
        Stream.concat(
                inspection.signature().inputs().stream(), inspection.signature().outputs().stream())
            .toList()) {
      for (Dimension dimension : tensor.shape()) {
        if (dimension instanceof Dimension.Dynamic(String name)) {
          unnamed |= name.isEmpty();
          names.add(name);
        }
      }
    }
    names.remove("");
    if (names.isEmpty() && !unnamed) {
      into.add(Ui.wrapped(Texts.of("model.no-free"), "muted", "small"));
      return;
    }
    var shown = new ArrayList<>(names);
    if (unnamed) {
      shown.add("?");
    }
    HBox chips = Ui.row(6);
    shown.stream().limit(4).forEach(name -> chips.getChildren().add(Ui.chip(name, "mono")));
    if (shown.size() > 4) {
      chips.getChildren().add(Ui.chip(Texts.of("model.more", shown.size() - 4)));
    }
    chips.setId("free-axes");
    into.add(Ui.column(6, Ui.label(Texts.of("model.free"), "field-name"), chips));
  }

  private static void mapping(String key, List<String> names, List<Node> into) {
    if (names.isEmpty()) {
      return;
    }
    var chips = new FlowPane(6, 6);
    for (int i = 0; i < Math.min(MOST_NAMES, names.size()); i++) {
      chips.getChildren().add(Ui.chip(i + "  " + names.get(i), "mono"));
    }
    if (names.size() > MOST_NAMES) {
      chips.getChildren().add(Ui.chip(Texts.of("model.more", names.size() - MOST_NAMES)));
    }
    into.add(Ui.column(6, Ui.label(Texts.of(key), "field-name"), chips));
  }
}
