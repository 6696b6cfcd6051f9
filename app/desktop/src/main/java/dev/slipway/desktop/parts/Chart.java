// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/// An area with two axes that follows the theme: each part is a node with a style class. It takes
/// the focus, and Enter, or its menu, shows its values as a table.
public abstract sealed class Chart extends Pane
    permits AnswersChart,
        BandChart,
        CalibrationChart,
        CurveChart,
        FrontChart,
        Histogram,
        LoadChart,
        SeriesChart,
        SpreadChart {

  private static final double LEFT = 52;
  private static final double RIGHT = 14;
  private static final double BOTTOM = 24;

  /// The size of the text at an axis, in pixels, where nobody has made it larger.
  private static final double USUAL = 11.5;

  private final double top;
  private double unit = 1;
  private Optional<TableView<List<String>>> table = Optional.empty();

  /// For which the drawing was made that is there.
  private Optional<Drawn> drawn = Optional.empty();

  private record Drawn(double width, double height, Text gauge, double size) {
    boolean holds(double nowWide, double nowHigh) {
      return nowWide == width && nowHigh == height && gauge.getFont().getSize() == size;
    }
  }

  Chart(double top) {
    this.top = top;
    getStyleClass().add("plot");
    setMinHeight(120);
    setPrefHeight(220);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleHelp(Texts.of("chart.help"));
    setFocusTraversable(true);
    addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    setOnContextMenuRequested(this::offer);
  }

  /// What it shows, in numbers.
  abstract ChartTable.Values values();

  /// Told of the value that was picked in the table, by its index.
  void pick(int index) {}

  /// Shows the values as a table, or the drawing again.
  public final void toggleTable() {
    boolean focused = isFocused() || table.map(Node::isFocused).orElse(false);
    table =
        table.isPresent()
            ? Optional.empty()
            : Optional.of(ChartTable.of(getAccessibleText(), values(), this::pick));
    getChildren().clear();
    table.ifPresent(getChildren()::add);
    setFocusTraversable(table.isEmpty());
    redraw();
    if (focused) {
      table.<Node>map(shown -> shown).orElse(this).requestFocus();
    }
  }

  private void onKey(KeyEvent event) {
    boolean back = event.getCode() == KeyCode.ESCAPE && table.isPresent();
    if (event.getCode() == KeyCode.ENTER || back) {
      event.consume();
      toggleTable();
    }
  }

  private void offer(ContextMenuEvent event) {
    var item = new MenuItem(Texts.of(table.isPresent() ? "chart.as-drawing" : "chart.as-table"));
    item.setOnAction(chosen -> toggleTable());
    new ContextMenu(item).show(this, event.getScreenX(), event.getScreenY());
    event.consume();
  }

  /// Draws everything anew for the size that there is.
  abstract void draw();

  /// Call it where other values are to be shown.
  final void redraw() {
    drawn = Optional.empty();
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    if (table.isPresent()) {
      table.get().resizeRelocate(0, 0, getWidth(), getHeight());
      return;
    }
    // Much is laid out again and again; nothing is drawn anew that would look the same.
    if (!drawn.map(last -> last.holds(getWidth(), getHeight())).orElse(false)) {
      drawAnew();
    }
    super.layoutChildren();
  }

  private void drawAnew() {
    getChildren().clear();
    Text gauge = text("0", 0, 0, 0, "axis-text");
    gauge.setManaged(false);
    gauge.setOpacity(0);
    gauge.setMouseTransparent(true);
    double size = gauge.getFont().getSize();
    // How much larger the text is than it usually is.
    unit = size / USUAL;
    drawn = Optional.of(new Drawn(getWidth(), getHeight(), gauge, size));
    if (getWidth() > em(LEFT + RIGHT) + 20 && getHeight() > em(top + BOTTOM) + 20) {
      draw();
    }
  }

  /// A distance that grows with the text.
  final double em(double pixels) {
    return pixels * unit;
  }

  final double left() {
    return em(LEFT);
  }

  final double top() {
    return em(top);
  }

  final double right() {
    return getWidth() - em(RIGHT);
  }

  final double bottom() {
    return getHeight() - em(BOTTOM);
  }

  final double x(Scale scale, double value) {
    return left() + scale.at(value) * (right() - left());
  }

  final double y(Scale scale, double value) {
    return bottom() - scale.at(value) * (bottom() - top());
  }

  final <N extends Node> N add(N node, String... styleClasses) {
    node.getStyleClass().addAll(styleClasses);
    getChildren().add(node);
    return node;
  }

  /// Says something of a shape while the mouse is on it. The tip is made when the mouse first
  /// comes: each has a scene of its own, which a chart of a hundred shapes has no time for.
  static void tell(Node shape, Supplier<String> said) {
    shape.setOnMouseEntered(first -> {
      shape.setOnMouseEntered(null);
      Tooltip.install(shape, Ui.tip(said.get()));
    });
  }

  /// Words at a place; `anchor` 0 begins there, 0.5 is centred on it, 1 ends there.
  final Text text(String words, double x, double y, double anchor, String... styleClasses) {
    var text = new Text(words);
    text.setTextOrigin(VPos.CENTER);
    add(text, styleClasses);
    text.applyCss();
    text.setX(Math.rint(x - anchor * text.getLayoutBounds().getWidth()));
    text.setY(Math.rint(y));
    return text;
  }

  final void horizontalAxis(Scale scale, DoubleFunction<String> name) {
    double free = Double.NEGATIVE_INFINITY;
    for (double tick : scale.ticks(Math.max(3, (int) (getWidth() / em(110))))) {
      Text text = text(name.apply(tick), x(scale, tick), bottom() + em(13), 0.5, "axis-text");
      double width = text.getLayoutBounds().getWidth();
      double from = Math.min(text.getX(), getWidth() - width);
      if (from < free) {
        getChildren().remove(text);
      } else {
        text.setX(from);
        free = from + width + 10;
      }
    }
  }

  final void verticalAxis(Scale scale, DoubleFunction<String> name) {
    for (double tick : scale.ticks(4)) {
      double y = Math.round(y(scale, tick)) + 0.5;
      add(new Line(left(), y, right(), y), tick == 0 ? "axis-line" : "grid-line");
      text(name.apply(tick), left() - em(8), y, 1, "axis-text");
    }
  }

  /// Names above markers, moved apart where they would touch.
  record Placed(Text text, double wanted) {
    double width() {
      return text.getLayoutBounds().getWidth();
    }
  }

  final void spread(List<Placed> names) {
    var placed = new ArrayList<>(names);
    placed.sort(Comparator.comparingDouble(Placed::wanted));
    double[] at = new double[placed.size()];
    double free = 0;
    for (int i = 0; i < at.length; i++) {
      at[i] = Math.max(free, placed.get(i).wanted() - placed.get(i).width() / 2);
      free = at[i] + placed.get(i).width() + 12;
    }
    double end = getWidth();
    for (int i = at.length - 1; i >= 0; i--) {
      at[i] = Math.min(at[i], end - placed.get(i).width());
      placed.get(i).text().setX(Math.rint(at[i]));
      end = at[i] - 12;
    }
  }
}
