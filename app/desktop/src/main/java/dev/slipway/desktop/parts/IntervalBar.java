// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import java.util.OptionalDouble;
import javafx.geometry.VPos;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/// A value with its interval on an axis that several of them share, and a limit across all.
public final class IntervalBar extends Pane {

  private static final double MARGIN = 14;
  private static final double HEIGHT = 30;

  private final Scale scale;
  private final OptionalDouble limit;
  private final Runnable drawing;

  private IntervalBar(Scale scale, OptionalDouble limit) {
    this.scale = scale;
    this.limit = limit;
    this.drawing = this::ticks;
    prepare();
  }

  /// @param limit drawn as an upright line; empty where nothing is demanded
  public IntervalBar(Interval shown, Scale scale, OptionalDouble limit, Tone tone) {
    this.scale = scale;
    this.limit = limit;
    this.drawing = () -> interval(shown, tone);
    prepare();
    setAccessibleText(Numbers.score(shown.value()) + ", " + Numbers.interval(shown));
  }

  /// The axis below the others.
  public static IntervalBar axis(Scale scale) {
    return new IntervalBar(scale, OptionalDouble.empty());
  }

  private void prepare() {
    getStyleClass().addAll("plot", "interval-bar");
    setMinSize(120, HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(Double.MAX_VALUE);
    setMaxWidth(Double.MAX_VALUE);
  }

  @Override
  protected void layoutChildren() {
    getChildren().clear();
    if (getWidth() > 4 * MARGIN) {
      drawing.run();
    }
    super.layoutChildren();
  }

  private void interval(Interval shown, Tone tone) {
    double middle = Math.rint(getHeight() / 2);
    line(x(scale.low()), middle, x(scale.high()), middle, "grid-line");
    limit.ifPresent(at -> line(x(at), 0, x(at), getHeight(), "marker", "limit"));
    line(x(shown.low()), middle, x(shown.high()), middle, "whisker", tone.styleClass());
    line(x(shown.low()), middle - 4, x(shown.low()), middle + 4, "whisker", tone.styleClass());
    line(x(shown.high()), middle - 4, x(shown.high()), middle + 4, "whisker", tone.styleClass());
    var dot = new Circle(x(shown.value()), middle, 4.5);
    dot.getStyleClass().addAll("value-dot", tone.styleClass());
    getChildren().add(dot);
  }

  private void ticks() {
    double free = Double.NEGATIVE_INFINITY;
    for (double tick : scale.ticks(Math.max(2, (int) (getWidth() / 45)))) {
      var text = new Text(Numbers.grouped(tick));
      text.getStyleClass().add("axis-text");
      text.setTextOrigin(VPos.CENTER);
      getChildren().add(text);
      text.applyCss();
      double width = text.getLayoutBounds().getWidth();
      double from = Math.clamp(x(tick) - width / 2, 0, Math.max(0, getWidth() - width));
      if (from < free) {
        getChildren().remove(text);
      } else {
        text.setX(Math.rint(from));
        text.setY(HEIGHT / 2 - 2);
        free = from + width + 10;
      }
    }
  }

  private void line(double x1, double y1, double x2, double y2, String... styleClasses) {
    var line = new Line(x1, y1, x2, y2);
    line.getStyleClass().addAll(styleClasses);
    getChildren().add(line);
  }

  private double x(double value) {
    return Math.rint(MARGIN + Math.clamp(scale.at(value), 0, 1) * (getWidth() - 2 * MARGIN)) + 0.5;
  }
}
