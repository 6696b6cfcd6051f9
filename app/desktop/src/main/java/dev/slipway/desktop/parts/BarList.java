// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Named amounts under each other, each as a bar beside its number.
public final class BarList extends GridPane {

  /// @param shown the amount as people read it
  /// @param tip what more there is to say of it; may be empty
  public record Bar(String name, double amount, String shown, String tip) {}

  /// The longest bar is the largest amount.
  ///
  /// @param kind what is shown, such as `flops`; a style class of every bar
  public BarList(String kind, List<Bar> bars) {
    this(kind, bars.stream().mapToDouble(Bar::amount).max().orElse(0), bars);
  }

  /// @param full the amount that fills a bar
  public BarList(String kind, double full, List<Bar> bars) {
    setHgap(12);
    setVgap(7);
    getStyleClass().add("bar-list");
    var names = new ColumnConstraints();
    names.setMinWidth(150);
    var middle = new ColumnConstraints();
    middle.setHgrow(Priority.ALWAYS);
    middle.setMinWidth(60);
    var numbers = new ColumnConstraints();
    numbers.setHalignment(HPos.RIGHT);
    numbers.setMinWidth(Region.USE_PREF_SIZE);
    getColumnConstraints().addAll(names, middle, numbers);
    for (Bar bar : bars) {
      addRow(getRowCount(), name(bar), drawn(bar, kind, full), Ui.label(bar.shown(), "fact-value"));
    }
  }

  private static Label name(Bar bar) {
    Label name = Ui.label(bar.name(), "mono");
    if (!bar.tip().isEmpty()) {
      name.setTooltip(Ui.tip(bar.tip()));
    }
    return name;
  }

  private static ProgressBar drawn(Bar bar, String kind, double full) {
    var drawn = new ProgressBar(full > 0 ? bar.amount() / full : 0);
    drawn.getStyleClass().addAll("slim", kind);
    drawn.setMaxWidth(Double.MAX_VALUE);
    drawn.setAccessibleText(bar.name() + " " + bar.shown());
    return drawn;
  }
}
