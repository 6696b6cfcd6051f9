// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/// A line chart with a band around the likely value.
public final class BandChart extends Chart {

  /// One place on the line.
  public record Point(double x, double low, double likely, double high, String said) {}

  /// How the chart is read.
  ///
  /// @param limit a level to mark, such as the budget
  /// @param here a place to mark, such as the stated traffic
  public record Reading(
      DoubleFunction<String> across,
      DoubleFunction<String> up,
      OptionalDouble limit,
      String limitName,
      OptionalDouble here,
      String hereName) {}

  private final List<Point> points;
  private final Reading reading;

  public BandChart(String name, List<Point> points, Reading reading) {
    super(26);
    this.points = List.copyOf(points);
    this.reading = reading;
    getStyleClass().add("band-chart");
    setAccessibleText(name);
  }

  @Override
  ChartTable.Values values() {
    return new ChartTable.Values(
        List.of(
            Texts.of("chart.at"),
            Texts.of("chart.low"),
            Texts.of("chart.likely"),
            Texts.of("chart.high")),
        points.stream()
            .map(point ->
                List.of(
                    reading.across().apply(point.x()),
                    reading.up().apply(point.low()),
                    reading.up().apply(point.likely()),
                    reading.up().apply(point.high())))
            .toList());
  }

  @Override
  void draw() {
    if (points.size() < 2) {
      return;
    }
    double highest = points.stream().mapToDouble(Point::high).max().orElse(1);
    if (reading.limit().isPresent() && reading.limit().getAsDouble() < highest * 3) {
      highest = Math.max(highest, reading.limit().getAsDouble());
    }
    double first = points.getFirst().x();
    var across =
        new Scale(first, points.getLast().x(), first > 0 && points.getLast().x() / first > 20);
    var up = Scale.upTo(highest * 1.05);
    verticalAxis(up, reading.up());
    horizontalAxis(across, reading.across());
    band(across, up);
    marks(across, up);
  }

  private void band(Scale across, Scale up) {
    var band = new Polygon();
    var line = new Polyline();
    for (Point point : points) {
      band.getPoints().addAll(x(across, point.x()), y(up, point.high()));
      line.getPoints().addAll(x(across, point.x()), y(up, point.likely()));
    }
    points
        .reversed()
        .forEach(point -> band.getPoints().addAll(x(across, point.x()), y(up, point.low())));
    add(band, "band");
    add(line, "curve");
    for (Point point : points) {
      Circle dot = add(new Circle(x(across, point.x()), y(up, point.likely()), 3), "dot");
      Tooltip.install(dot, Ui.tip(point.said()));
    }
  }

  private void marks(Scale across, Scale up) {
    Optional.of(reading.limit())
        .filter(limit -> limit.isPresent() && limit.getAsDouble() <= up.high())
        .ifPresent(limit -> {
          double y = Math.round(y(up, limit.getAsDouble())) + 0.5;
          add(new Line(left(), y, right(), y), "marker", "limit");
          text(reading.limitName(), left() + em(6), y - em(9), 0, "marker-text", "limit");
        });
    reading
        .here()
        .ifPresent(here -> {
          double x = Math.round(x(across, here)) + 0.5;
          add(new Line(x, top() - 4, x, bottom()), "marker", "here");
          spread(
              List.of(
                  new Placed(text(reading.hereName(), x, em(11), 0.5, "marker-text", "here"), x)));
        });
  }
}
