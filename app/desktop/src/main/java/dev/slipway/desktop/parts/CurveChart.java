// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Numbers;
import dev.slipway.evaluate.ClassCurve;
import dev.slipway.evaluate.ClassCurve.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;

/// A class's curve over all thresholds, with the point where the model's own answers lie. The
/// dashed line is what chance would give.
public final class CurveChart extends Chart {

  private static final double OPERATING = 6;
  private static final double TOUCHED = 5;

  /// Which of the two curves.
  public enum Kind {
    ROC("quality.roc", Point::falseAlarms, Point::recall),
    PRECISION_RECALL("quality.pr", Point::recall, Point::precision);

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // method references, which keep nothing
    private final ToDoubleFunction<Point> across;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ToDoubleFunction<Point> up;

    Kind(String title, ToDoubleFunction<Point> across, ToDoubleFunction<Point> up) {
      this.title = title;
      this.across = across;
      this.up = up;
    }

    /// `ROC: recall against false alarms`
    public String title() {
      return Texts.of(title);
    }
  }

  private final Kind kind;
  private final ClassCurve curve;

  public CurveChart(Kind kind, ClassCurve curve) {
    super(14);
    this.kind = kind;
    this.curve = curve;
    setAccessibleText(
        kind.title()
            + ", "
            + curve.name()
            + curve.operating().map(at -> ", " + said(at)).orElse(""));
  }

  @Override
  ChartTable.Values values() {
    return new ChartTable.Values(
        List.of(
            Texts.of("chart.threshold"),
            Texts.of("chart.recall"),
            Texts.of("chart.false-alarms"),
            Texts.of("chart.precision")),
        curve.points().stream()
            .map(point ->
                List.of(
                    threshold(point),
                    Numbers.percent(point.recall()),
                    Numbers.percent(point.falseAlarms()),
                    Numbers.percent(point.precision())))
            .toList());
  }

  @Override
  void draw() {
    var share = new Scale(0, 1, false);
    verticalAxis(share, Numbers::percent);
    horizontalAxis(share, Numbers::percent);
    // Whoever takes all rows for the class is as precise as the class is frequent.
    double left = kind == Kind.ROC ? 0 : curve.points().getLast().precision();
    double right = kind == Kind.ROC ? 1 : left;
    add(new Line(x(share, 0), y(share, left), x(share, 1), y(share, right)), "marker");
    var line = new Polyline();
    line.getPoints()
        .addAll(
            x(share, 0), y(share, kind == Kind.ROC ? 0 : curve.points().getFirst().precision()));
    for (Point point : curve.points()) {
      line.getPoints().addAll(across(share, point), up(share, point));
    }
    add(line, "curve");
    for (Point point : curve.points()) {
      var touched = add(new Circle(across(share, point), up(share, point), TOUCHED), "touched");
      tell(touched, () -> said(point));
    }
    curve
        .operating()
        .ifPresent(at -> {
          var dot =
              add(new Circle(across(share, at), up(share, at), OPERATING), "dot", "operating");
          tell(dot, () -> Texts.of("quality.operating", said(at)));
        });
  }

  private double across(Scale share, Point point) {
    return x(share, kind.across.applyAsDouble(point));
  }

  private double up(Scale share, Point point) {
    return y(share, kind.up.applyAsDouble(point));
  }

  private static String said(Point point) {
    return Texts.of(
        "quality.point",
        threshold(point),
        Numbers.percent(point.recall()),
        Numbers.percent(point.falseAlarms()),
        Numbers.percent(point.precision()));
  }

  private static String threshold(Point point) {
    return String.format(Locale.ROOT, "%.3f", point.threshold());
  }
}
