// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.IntConsumer;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;

/// A scatter chart of settings by two measures. A line joins the Pareto front; the other points are
/// faint.
public final class FrontChart extends Chart {

  private static final double SMALLEST = 3.5;
  private static final double GROWTH = 5;
  private static final double FACTORS_APART = 6;

  /// Pixels beside a dot that its word may take.
  private static final double WORD_ROOM = 110;

  /// One way.
  ///
  /// @param across less is better
  /// @param size 0 to 1
  /// @param front whether no other beats it in everything that was measured
  public record Dot(double across, double up, double size, boolean front, Mark mark, String said) {}

  /// What is said of a dot in the picture.
  public enum Mark {
    NONE,
    CHOSEN,
    TODAY,
    /// The chosen one is today's.
    BOTH
  }

  /// How the chart is read.
  ///
  /// @param moreIsBetter upwards
  /// @param limit of what is across
  public record Reading(
      DoubleFunction<String> across,
      DoubleFunction<String> up,
      boolean moreIsBetter,
      OptionalDouble limit,
      String limitName) {}

  private final List<Dot> dots;
  private final Reading reading;
  private final IntConsumer onPick;

  /// @param onPick told of the dot that the user clicked on, by its index
  public FrontChart(String name, List<Dot> dots, Reading reading, IntConsumer onPick) {
    super(26);
    this.dots = List.copyOf(dots);
    this.reading = reading;
    this.onPick = onPick;
    setAccessibleText(name);
  }

  @Override
  ChartTable.Values values() {
    return new ChartTable.Values(
        List.of(
            Texts.of("chart.across"),
            Texts.of("chart.up"),
            Texts.of("search.place"),
            Texts.of("chart.marked")),
        dots.stream()
            .map(dot ->
                List.of(
                    reading.across().apply(dot.across()),
                    reading.up().apply(dot.up()),
                    Texts.of(dot.front() ? "search.front" : "search.beaten"),
                    word(dot.mark())))
            .toList());
  }

  @Override
  void pick(int index) {
    onPick.accept(index);
  }

  @Override
  void draw() {
    if (dots.isEmpty()) {
      return;
    }
    Scale across = scale(dots.stream().map(Dot::across).toList());
    Scale up = scale(dots.stream().map(Dot::up).toList());
    verticalAxis(up, reading.up());
    horizontalAxis(across, reading.across());
    limit(across);
    var line = new Polyline();
    for (Dot dot : joined()) {
      line.getPoints().addAll(x(across, dot.across()), y(up, dot.up()));
    }
    add(line, "curve");
    for (boolean front : new boolean[] {false, true}) {
      for (int i = 0; i < dots.size(); i++) {
        if (dots.get(i).front() == front) {
          dot(i, x(across, dots.get(i).across()), y(up, dots.get(i).up()));
        }
      }
    }
    marks(across, up);
  }

  /// In factors where the values are factors apart.
  private static Scale scale(List<Double> values) {
    double low = Math.max(1e-9, values.stream().mapToDouble(v -> v).min().orElse(1));
    double high = Math.max(low, values.stream().mapToDouble(v -> v).max().orElse(1));
    if (high / low > FACTORS_APART) {
      return new Scale(low / 1.25, high * 1.25, true);
    }
    double margin = Math.max(0.15 * (high - low), 0.05 * low);
    return new Scale(low - margin, high + margin, false);
  }

  /// Those that no other beats in the two measures that are shown, from left to right.
  private List<Dot> joined() {
    Comparator<Dot> better = Comparator.comparingDouble(Dot::up);
    better = reading.moreIsBetter() ? better.reversed() : better;
    List<Dot> sorted = new ArrayList<>(dots);
    sorted.sort(Comparator.comparingDouble(Dot::across).thenComparing(better));
    List<Dot> joined = new ArrayList<>();
    for (Dot dot : sorted) {
      if (joined.isEmpty() || better.compare(dot, joined.getLast()) < 0) {
        joined.add(dot);
      }
    }
    return joined;
  }

  private void dot(int index, double x, double y) {
    Dot dot = dots.get(index);
    Circle circle =
        add(
            new Circle(x, y, SMALLEST + GROWTH * dot.size()),
            dot.front() ? "front-dot" : "beaten-dot");
    circle.setId("front-dot-" + index);
    circle.setOnMouseClicked(event -> onPick.accept(index));
    tell(circle, dot::said);
  }

  private void marks(Scale across, Scale up) {
    for (Dot dot : dots) {
      if (dot.mark() == Mark.NONE) {
        continue;
      }
      double x = x(across, dot.across());
      double y = y(up, dot.up());
      String style = dot.mark() == Mark.TODAY ? "today" : "chosen";
      Circle ring = add(new Circle(x, y, SMALLEST + GROWTH * dot.size() + 4), "ring", style);
      ring.setMouseTransparent(true);
      boolean leftwards =
          dot.mark() == Mark.TODAY ? right() - x < em(WORD_ROOM) : x - left() > em(WORD_ROOM);
      // The line rises where more is better upwards, else it falls: two of the corners are free.
      boolean above = leftwards == reading.moreIsBetter();
      text(
          word(dot.mark()),
          x + em(leftwards ? -15 : 15),
          y + em(above ? -12 : 12),
          leftwards ? 1 : 0,
          "marker-text",
          style);
    }
  }

  private static String word(Mark mark) {
    return switch (mark) {
      case NONE -> "";
      case CHOSEN -> Texts.of("front.chosen");
      case TODAY -> Texts.of("front.today");
      case BOTH -> Texts.of("front.both");
    };
  }

  private void limit(Scale across) {
    if (reading.limit().isPresent()) {
      double limit = reading.limit().getAsDouble();
      if (limit >= across.low() && limit <= across.high()) {
        double x = Math.round(x(across, limit)) + 0.5;
        add(new Line(x, top() - 4, x, bottom()), "marker", "limit");
        spread(
            List.of(
                new Placed(text(reading.limitName(), x, em(11), 0.5, "marker-text", "limit"), x)));
      }
    }
  }
}
