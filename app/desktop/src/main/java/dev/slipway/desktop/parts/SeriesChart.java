// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import javafx.collections.ObservableList;
import javafx.scene.shape.Polyline;

/// Lines over time, from a zero below them: of something that goes on. Where a line has no value it
/// is broken.
public final class SeriesChart extends Chart {

  /// A line.
  ///
  /// @param styleClass such as `p99`; empty for the usual colour
  /// @param values one for each time
  public record Line(String name, String styleClass, List<OptionalDouble> values) {
    public Line {
      values = List.copyOf(values);
    }
  }

  private static final double DASH = 4;

  private final String name;
  private final double least;
  private final DoubleFunction<String> up;
  private List<Duration> times = List.of();
  private List<Line> lines = List.of();

  /// @param least the axis goes up to it at least
  /// @param up a value in words
  public SeriesChart(String name, double least, DoubleFunction<String> up) {
    super(10);
    this.name = name;
    this.least = least;
    this.up = up;
    setAccessibleText(name);
  }

  /// Shows others.
  ///
  /// @param at since the first, ascending
  public void show(List<Duration> at, List<Line> drawn) {
    times = List.copyOf(at);
    lines = List.copyOf(drawn);
    setAccessibleText(said());
    redraw();
  }

  private String said() {
    var said = new StringBuilder(name);
    for (Line line : lines) {
      said.append(", ").append(line.name()).append(' ').append(text(line.values().getLast()));
    }
    return said.toString();
  }

  private String text(OptionalDouble value) {
    return value.isPresent() ? up.apply(value.getAsDouble()) : Texts.of("chart.none");
  }

  @Override
  ChartTable.Values values() {
    List<String> heads = new ArrayList<>();
    heads.add(Texts.of("chart.at"));
    lines.forEach(line -> heads.add(line.name()));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(Durations.span(times.get(i)));
      for (Line line : lines) {
        row.add(text(line.values().get(i)));
      }
      rows.add(row);
    }
    return new ChartTable.Values(heads, rows);
  }

  @Override
  void draw() {
    if (times.isEmpty()) {
      return;
    }
    double first = seconds(0);
    var across = new Scale(first, Math.max(first + 1, seconds(times.size() - 1)), false);
    Scale scale =
        Scale.upTo(
            Math.max(
                least,
                lines.stream()
                        .flatMap(line -> line.values().stream())
                        .mapToDouble(value -> value.orElse(0))
                        .max()
                        .orElse(0)
                    * 1.05));
    verticalAxis(scale, up);
    horizontalAxis(across, at -> Durations.span(Duration.ofSeconds(Math.round(at))));
    lines.forEach(line -> draw(line, across, scale));
  }

  private void draw(Line line, Scale across, Scale scale) {
    var piece = new Polyline();
    for (int i = 0; i < times.size(); i++) {
      OptionalDouble value = line.values().get(i);
      if (value.isEmpty()) {
        piece = finish(piece, line);
        continue;
      }
      piece.getPoints().addAll(x(across, seconds(i)), y(scale, value.getAsDouble()));
    }
    finish(piece, line);
  }

  private Polyline finish(Polyline piece, Line line) {
    ObservableList<Double> points = piece.getPoints();
    if (!points.isEmpty()) {
      if (points.size() == 2) {
        // A line of one point shows nothing: a value that stands alone is a dash.
        double x = points.getFirst();
        points.setAll(x - DASH / 2, points.getLast(), x + DASH / 2, points.getLast());
      }
      add(piece, "curve");
      if (!line.styleClass().isEmpty()) {
        piece.getStyleClass().add(line.styleClass());
      }
    }
    return new Polyline();
  }

  private double seconds(int index) {
    return times.get(index).toMillis() / 1e3;
  }
}
