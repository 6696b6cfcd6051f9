// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;

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

  /// A place from which on something else holds.
  public record Turn(double x, String name) {}

  /// More would be a string of pearls.
  private static final int MOST_DOTS = 15;

  /// More names would not fit above the chart.
  private static final int MOST_NAMES = 3;

  private final List<Point> points;
  private final Reading reading;
  private List<Turn> turns = List.of();
  private Optional<Double> pointed = Optional.empty();
  private double from;
  private double to;

  public BandChart(String name, List<Point> points, Reading reading) {
    super(26);
    this.points = List.copyOf(points);
    this.reading = reading;
    from = points.isEmpty() ? 0 : points.getFirst().x();
    to = points.isEmpty() ? 1 : points.getLast().x();
    getStyleClass().add("band-chart");
    setAccessibleText(name);
  }

  /// Draws the axis from one place to another, though the line may cover a part of it only.
  public void span(double first, double last) {
    from = first;
    to = last;
    redraw();
  }

  /// Marks places.
  public void turnAt(List<Turn> places) {
    turns = List.copyOf(places);
    redraw();
  }

  /// Draws an upright line through a place, or none.
  public void point(Optional<Double> at) {
    if (!at.equals(pointed)) {
      pointed = at;
      redraw();
    }
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
    var across = new Scale(from, to, from > 0 && to / from > 20);
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
    boolean few = points.size() <= MOST_DOTS;
    for (Point point : points) {
      var place = new Circle(x(across, point.x()), y(up, point.likely()), few ? 3 : 6);
      Circle dot = add(place, few ? "dot" : "touched");
      tell(dot, point::said);
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
    List<Placed> names = new ArrayList<>();
    reading
        .here()
        .ifPresent(here -> {
          double x = upright(across, here, "here");
          names.add(new Placed(name(reading.hereName(), x, "here"), x));
        });
    for (Turn turn : turns) {
      if (turn.x() < across.low() || turn.x() > across.high()) {
        continue;
      }
      double x = upright(across, turn.x(), "turn");
      if (turns.size() <= MOST_NAMES) {
        names.add(new Placed(name(turn.name(), x, "turn"), x));
      }
    }
    spread(names);
    pointed
        .filter(at -> at >= across.low() && at <= across.high())
        .ifPresent(at -> upright(across, at, "pointed"));
  }

  private double upright(Scale across, double at, String styleClass) {
    double x = Math.round(x(across, at)) + 0.5;
    add(new Line(x, top() - 4, x, bottom()), "marker", styleClass);
    return x;
  }

  private Text name(String name, double x, String styleClass) {
    return text(name, x, em(11), 0.5, "marker-text", styleClass);
  }
}
