// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.WhenChosen;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;

/// The screen of the model: graph, inspection, playground, comparison with another graph.
public final class ModelView extends StackPane {

  public ModelView(ModelViewModel model, PlaygroundViewModel playground, Chooser chooser) {
    setId("model");
    getStyleClass().add("page");
    var tabs = new TabPane();
    tabs.getTabs()
        .setAll(
            List.of(
                tab("model.tab-graph", () -> new GraphPane(model)),
                tab("model.tab-inspection", () -> new InspectionPane(model)),
                tab("model.tab-playground", () -> new PlaygroundPane(playground, chooser)),
                tab(
                    "model.tab-comparison",
                    () -> new ComparisonPane(model.comparison(), chooser))));
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.setId("model-tabs");
    getChildren().setAll(tabs);
  }

  private static Tab tab(String key, Supplier<Node> content) {
    return new WhenChosen(Texts.of(key), key.replace('.', '-'), content);
  }
}
