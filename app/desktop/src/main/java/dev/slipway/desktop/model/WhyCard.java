// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.model.attribution.Attribution;
import dev.slipway.model.attribution.Attribution.Part;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Shows why the model answered so: bars to the right for what speaks for the answer, to the left
/// for what speaks against it.
final class WhyCard {

  private static final int MOST = 14;
  private static final double HALF = 110;

  private WhyCard() {}

  static Card of(Attribution why) {
    String method = Words.id(why.method());
    var card =
        new Card(
            Texts.of("why.title", why.score()),
            Texts.of("why.method-" + method),
            bars(why),
            facts(why),
            Ui.wrapped(
                Texts.of("why.note-" + method, why.against(), Numbers.count(why.calls())),
                "muted",
                "small"));
    card.setId("why");
    return card;
  }

  private static Region facts(Attribution why) {
    var facts = Ui.column(0);
    why.base()
        .ifPresent(base -> {
          facts.getChildren().add(Ui.fact(Texts.of("why.base"), Numbers.digits(base, 4)));
          double sum = why.parts().stream().mapToDouble(Part::amount).sum();
          facts.getChildren().add(Ui.fact(Texts.of("why.sum"), signed(sum, 4)));
        });
    facts.getChildren().add(Ui.fact(Texts.of("why.answer"), Numbers.digits(why.answer(), 4)));
    return facts;
  }

  private static GridPane bars(Attribution why) {
    var grid = new GridPane();
    grid.setHgap(10);
    grid.setVgap(5);
    grid.setId("why-bars");
    var names = new ColumnConstraints();
    names.setHgrow(Priority.SOMETIMES);
    names.setMinWidth(120);
    var values = new ColumnConstraints();
    values.setHalignment(HPos.RIGHT);
    var middle = new ColumnConstraints(2 * HALF);
    var numbers = new ColumnConstraints();
    numbers.setHalignment(HPos.RIGHT);
    numbers.setMinWidth(Region.USE_PREF_SIZE);
    grid.getColumnConstraints().addAll(names, values, middle, numbers);
    List<Part> sorted =
        why.parts().stream()
            .sorted(Comparator.comparingDouble((Part part) -> Math.abs(part.amount())).reversed())
            .toList();
    double most = sorted.isEmpty() ? 1 : Math.abs(sorted.getFirst().amount());
    sorted.stream().limit(MOST).forEach(part -> row(grid, part, most));
    if (sorted.size() > MOST) {
      List<Part> rest = sorted.subList(MOST, sorted.size());
      double sum = rest.stream().mapToDouble(Part::amount).sum();
      row(
          grid,
          new Part(Texts.of("why.rest", rest.size()), "", sum),
          Math.max(most, Math.abs(sum)));
    }
    return grid;
  }

  private static void row(GridPane grid, Part part, double most) {
    Label name = Ui.label(part.name(), "mono");
    name.setTooltip(Ui.tip(part.name()));
    Label value = Ui.label(part.value(), "muted", "small");
    value.setMaxWidth(110);
    grid.addRow(
        grid.getRowCount(),
        name,
        value,
        bar(part, most),
        Ui.label(signed(part.amount()), "fact-value"));
  }

  /// Two halves with the axis between them; one of them holds the bar.
  private static HBox bar(Part part, double most) {
    double length = most == 0 ? 0 : HALF * Math.abs(part.amount()) / most;
    boolean more = part.amount() >= 0;
    var left = half(Pos.CENTER_RIGHT);
    var right = half(Pos.CENTER_LEFT);
    var drawn = new Region();
    drawn.getStyleClass().addAll("why-bar", more ? "for" : "against");
    drawn.setMinSize(Math.max(1, length), 12);
    drawn.setMaxSize(Math.max(1, length), 12);
    (more ? right : left).getChildren().add(drawn);
    var both = new HBox(left, right);
    both.setAccessibleText(part.name() + " " + part.value() + " " + signed(part.amount()));
    both.getStyleClass().add("why-axis");
    right.getStyleClass().add("why-right");
    return both;
  }

  private static HBox half(Pos at) {
    var half = new HBox();
    half.setAlignment(at);
    half.setMinWidth(HALF);
    half.setMaxWidth(HALF);
    return half;
  }

  private static String signed(double amount) {
    return signed(amount, 3);
  }

  private static String signed(double amount, int digits) {
    String size = Numbers.digits(Math.abs(amount), digits);
    return amount == 0 ? "0" : (amount < 0 ? "\u2212" : "+") + size;
  }
}
