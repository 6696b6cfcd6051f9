// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CurveChart;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.evaluate.ClassCurve;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows what other thresholds would give, class by class.
final class CurvesCard {

  private static final double HEIGHT = 240;
  private static final double LEAST = 240;

  private CurvesCard() {}

  /// @param curves of at least one class
  static Card of(List<ClassCurve> curves) {
    var charts = new Beside(16);
    Label areas = Ui.label("", "muted", "small");
    areas.setId("curve-areas");
    var box = new ComboBox<String>();
    box.setId("curve-class");
    box.setMinWidth(Region.USE_PREF_SIZE);
    box.setAccessibleText(Texts.of("quality.curve-class"));
    box.getItems().setAll(curves.stream().map(ClassCurve::name).toList());
    box.getSelectionModel()
        .selectedIndexProperty()
        .subscribe(index -> {
          if (index.intValue() >= 0) {
            show(curves.get(index.intValue()), charts, areas);
          }
        });
    box.getSelectionModel().selectFirst();
    var card =
        new Card(
            Texts.of("quality.curves"),
            Texts.of("quality.curves-below"),
            Ui.row(8, Ui.label(Texts.of("quality.curve-class"), "muted", "small"), box, areas),
            charts);
    card.setId("curves");
    return card;
  }

  private static void show(ClassCurve curve, Beside charts, Label areas) {
    areas.setText(
        Texts.of(
            "quality.curve-areas",
            Numbers.count(curve.rows()),
            Numbers.score(curve.area()),
            Numbers.score(curve.averagePrecision())));
    charts.getChildren().clear();
    for (CurveChart.Kind kind : CurveChart.Kind.values()) {
      var chart = new CurveChart(kind, curve);
      chart.setPrefHeight(HEIGHT);
      var part = new VBox(6, Ui.label(kind.title(), "finding-check"), chart);
      part.setMinWidth(LEAST);
      part.setPrefWidth(LEAST);
      charts.getChildren().add(Ui.grow(part));
    }
  }
}
