// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Numbers;
import dev.slipway.evaluate.Calibration;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;

/// A calibration chart: how often answers are right against how sure the model was. On the dashed
/// line the two agree. A dot's area is its number of rows.
public final class CalibrationChart extends Chart {

  private static final double LARGEST = 13;
  private static final double SMALLEST = 3;

  private final Calibration calibration;

  public CalibrationChart(Calibration calibration) {
    super(14);
    this.calibration = calibration;
    setAccessibleText(
        calibration.bins().stream().map(CalibrationChart::said).collect(Collectors.joining(", ")));
  }

  @Override
  ChartTable.Values values() {
    return new ChartTable.Values(
        List.of(Texts.of("chart.sure"), Texts.of("chart.right"), Texts.of("chart.rows")),
        calibration.bins().stream()
            .map(bin ->
                List.of(
                    Numbers.percent(bin.meanScore()),
                    Numbers.percent(bin.right()),
                    Numbers.count(bin.rows())))
            .toList());
  }

  @Override
  void draw() {
    var share = new Scale(0, 1, false);
    verticalAxis(share, Numbers::percent);
    horizontalAxis(share, Numbers::percent);
    add(new Line(x(share, 0), y(share, 0), x(share, 1), y(share, 1)), "marker");
    int most = calibration.bins().stream().mapToInt(Calibration.Bin::rows).max().orElse(1);
    var line = new Polyline();
    calibration
        .bins()
        .forEach(bin -> line.getPoints().addAll(x(share, bin.meanScore()), y(share, bin.right())));
    add(line, "curve");
    for (Calibration.Bin bin : calibration.bins()) {
      double radius = Math.max(SMALLEST, LARGEST * Math.sqrt((double) bin.rows() / most));
      Circle dot = add(new Circle(x(share, bin.meanScore()), y(share, bin.right()), radius), "dot");
      tell(dot, () -> said(bin));
    }
  }

  private static String said(Calibration.Bin bin) {
    return Texts.of(
        "quality.bin",
        Numbers.percent(bin.meanScore()),
        Numbers.percent(bin.right()),
        Numbers.count(bin.rows()));
  }
}
