// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.inspect.WeightHistogram;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// How the values of a constant are spread, as bars between its smallest and its largest value.
final class WeightBars extends VBox {

  private static final double HEIGHT = 54;

  WeightBars(WeightHistogram of) {
    super(3);
    getStyleClass().add("weight-bars");
    var bars = new HBox(1);
    bars.setAlignment(Pos.BOTTOM_LEFT);
    bars.setMinHeight(HEIGHT);
    bars.setMaxHeight(HEIGHT);
    long most = of.bins().stream().mapToLong(Long::longValue).max().orElse(1);
    for (long count : of.bins()) {
      var bar = new Region();
      bar.getStyleClass().add("bar");
      double height = count == 0 ? 0 : Math.max(1.5, HEIGHT * count / most);
      bar.setMinHeight(height);
      bar.setMaxHeight(height);
      HBox.setHgrow(bar, Priority.ALWAYS);
      bars.getChildren().add(bar);
    }
    bars.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    bars.setAccessibleText(
        Texts.of(
            "model.spread-said",
            of.name(),
            Numbers.brief(of.low()),
            Numbers.brief(of.high()),
            Numbers.brief(of.mean())));
    var name = Ui.label(of.name(), "mono", "small");
    name.setTooltip(Ui.tip(of.name()));
    getChildren()
        .addAll(
            name,
            bars,
            new HBox(
                Ui.label(Numbers.brief(of.low()), "muted", "small"),
                Ui.spacer(),
                Ui.label(Texts.of("model.spread-mean", Numbers.brief(of.mean())), "muted", "small"),
                Ui.spacer(),
                Ui.label(Numbers.brief(of.high()), "muted", "small")),
            Ui.wrapped(said(of), "muted", "small"));
  }

  private static String said(WeightHistogram of) {
    String said =
        of.looked() < of.count()
            ? Texts.of("model.spread-some", Numbers.count(of.looked()), Numbers.count(of.count()))
            : Texts.of("model.spread-all", Numbers.count(of.count()));
    if (of.zeros() > 0) {
      said += Texts.of("model.spread-zeros", Numbers.percent((double) of.zeros() / of.looked()));
    }
    return of.odd() > 0 ? said + Texts.of("model.spread-odd", Numbers.count(of.odd())) : said;
  }
}
