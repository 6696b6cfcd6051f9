// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Numbers;
import dev.slipway.evaluate.Residuals;
import java.util.List;
import java.util.stream.DoubleStream;
import javafx.scene.shape.ArcTo;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.Line;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/// What a regression answers against what is true. On the dashed line the two agree.
public final class AnswersChart extends Chart {

  private static final double RADIUS = 2.2;

  private final List<Residuals.Point> points;

  /// @param points at least one
  public AnswersChart(List<Residuals.Point> points) {
    super(14);
    this.points = List.copyOf(points);
    setAccessibleText(Texts.of("quality.answers", Numbers.count(points.size())));
  }

  @Override
  ChartTable.Values values() {
    return new ChartTable.Values(
        List.of(Texts.of("chart.truth"), Texts.of("chart.answer"), Texts.of("chart.residual")),
        points.stream()
            .map(point ->
                List.of(
                    Numbers.brief(point.truth()),
                    Numbers.brief(point.answer()),
                    Numbers.brief(point.answer() - point.truth())))
            .toList());
  }

  @Override
  void draw() {
    double low = all().min().orElse(0);
    double high = all().max().orElse(1);
    double room = Math.max((high - low) * 0.04, Math.max(Math.abs(high), 1e-6) * 1e-3);
    // One scale for both, so that the line on which they agree is the diagonal.
    var both = new Scale(low - room, high + room, false);
    verticalAxis(both, Numbers::brief);
    horizontalAxis(both, Numbers::brief);
    // One shape for all: thousands of nodes would take their time.
    var dots = new Path();
    double radius = em(RADIUS);
    for (Residuals.Point point : points) {
      double x = x(both, point.truth());
      double y = y(both, point.answer());
      dots.getElements()
          .addAll(
              new MoveTo(x - radius, y),
              new ArcTo(radius, radius, 0, x + radius, y, false, true),
              new ArcTo(radius, radius, 0, x - radius, y, false, true),
              new ClosePath());
    }
    add(dots, "dots");
    add(
        new Line(
            x(both, both.low()), y(both, both.low()), x(both, both.high()), y(both, both.high())),
        "marker");
  }

  private DoubleStream all() {
    return points.stream().flatMapToDouble(p -> DoubleStream.of(p.truth(), p.answer()));
  }
}
