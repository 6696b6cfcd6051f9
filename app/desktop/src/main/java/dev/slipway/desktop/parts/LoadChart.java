// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Rate;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;

/// Latency against the rate of requests: a line for each percentile through the rates of the
/// search, with limits and the stated peak. Both axes are logarithmic, as latency grows by factors
/// near the capacity.
public final class LoadChart extends Chart {

  private static final double MARGIN = 1.3;
  private static final double SMALL = 3;
  private static final double LARGE = 5;

  /// What was loaded, and how.
  public enum Load {
    /// The model alone, shortly, at a rate of the search: on the line of its percentile.
    TRIED,
    /// The model alone, as long as a verdict takes, by the arrivals that were asked for.
    ALONE,
    /// The same over a socket.
    SERVED
  }

  /// Something that was measured.
  ///
  /// @param rate requests answered a second
  /// @param percentile such as `p99`, which is its style class too
  /// @param said what it is of
  public record Point(double rate, Duration latency, String percentile, Load load, String said) {}

  /// A limit of the latency.
  public record Limit(String name, Duration at) {}

  private final List<Point> points;
  private final List<Limit> limits;
  private final Optional<Double> peak;
  private final String peakName;

  /// @param peak the stated one, in requests a second
  public LoadChart(
      String name, List<Point> points, List<Limit> limits, Optional<Double> peak, String peakName) {
    super(26);
    this.points = points.stream().sorted(Comparator.comparingDouble(Point::rate)).toList();
    this.limits = List.copyOf(limits);
    this.peak = peak.filter(rate -> rate > 0);
    this.peakName = peakName;
    setAccessibleText(name);
  }

  @Override
  ChartTable.Values values() {
    return new ChartTable.Values(
        List.of(
            Texts.of("load-chart.rate"),
            Texts.of("load-chart.percentile"),
            Texts.of("load-chart.latency"),
            Texts.of("load-chart.of")),
        points.stream()
            .map(point ->
                List.of(
                    Formats.rate(new Rate(point.rate())).toString(),
                    point.percentile(),
                    Formats.duration(point.latency()).toString(),
                    point.said()))
            .toList());
  }

  @Override
  void draw() {
    if (points.isEmpty()) {
      return;
    }
    Scale across =
        scale(
            DoubleStream.concat(
                points.stream().mapToDouble(Point::rate),
                peak.stream().mapToDouble(Double::doubleValue)));
    Scale up =
        scale(
            Stream.concat(points.stream().map(Point::latency), limits.stream().map(Limit::at))
                .mapToDouble(LoadChart::nanos));
    verticalAxis(up, Formats::nanos);
    horizontalAxis(across, rate -> Formats.rate(new Rate(rate)).toString());
    limits.forEach(limit -> limit(limit, up));
    for (String percentile : List.of("p50", "p95", "p99")) {
      line(percentile, across, up);
    }
    points.forEach(point -> dot(point, across, up));
    peak.ifPresent(rate -> {
      double x = Math.round(x(across, rate)) + 0.5;
      add(new Line(x, top() - 4, x, bottom()), "marker", "here");
      spread(List.of(new Placed(text(peakName, x, em(11), 0.5, "marker-text", "here"), x)));
    });
  }

  private static Scale scale(DoubleStream values) {
    double[] all = values.map(value -> Math.max(value, 1e-9)).sorted().toArray();
    return new Scale(all[0] / MARGIN, all[all.length - 1] * MARGIN, true);
  }

  private static double nanos(Duration latency) {
    return (double) latency.toNanos();
  }

  private void limit(Limit limit, Scale up) {
    double y = Math.round(y(up, nanos(limit.at()))) + 0.5;
    add(new Line(left(), y, right(), y), "marker", "limit");
    text(limit.name(), left() + em(6), y - em(9), 0, "marker-text", "limit");
  }

  private void line(String percentile, Scale across, Scale up) {
    List<Point> on =
        points.stream()
            .filter(point -> point.load() == Load.TRIED && point.percentile().equals(percentile))
            .toList();
    if (on.isEmpty()) {
      return;
    }
    var line = new Polyline();
    on.forEach(
        point -> line.getPoints().addAll(x(across, point.rate()), y(up, nanos(point.latency()))));
    add(line, "curve", percentile);
  }

  private void dot(Point point, Scale across, Scale up) {
    Circle dot =
        add(
            new Circle(
                x(across, point.rate()),
                y(up, nanos(point.latency())),
                point.load() == Load.TRIED ? SMALL : LARGE),
            "value-dot",
            point.percentile());
    if (point.load() == Load.SERVED) {
      dot.getStyleClass().add("served");
    }
    tell(
        dot,
        () ->
            String.join(
                ", ",
                point.said(),
                point.percentile() + " " + Formats.duration(point.latency()),
                Formats.rate(new Rate(point.rate())).toString()));
  }
}
