// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Numbers;
import dev.slipway.measure.load.Latencies.Bin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/// How many requests took how long, on a logarithmic axis, with percentiles and limits marked.
public final class Histogram extends Chart {

  /// A value to mark.
  ///
  /// @param styleClass such as `p50` or `limit`
  public record Marker(String name, Duration at, String styleClass) {}

  private List<Bin> bins;
  private final List<Marker> markers;

  public Histogram(List<Bin> bins, List<Marker> markers) {
    super(markers.size() > 3 ? 40 : 26);
    this.bins = List.copyOf(bins);
    this.markers = markers.stream().sorted(Comparator.comparing(Marker::at)).toList();
    getStyleClass().add("histogram");
    setAccessibleText(said());
  }

  /// Shows others, with the same markers.
  public void show(List<Bin> others) {
    bins = List.copyOf(others);
    redraw();
  }

  private String said() {
    var said = new StringBuilder(Texts.of("histogram.name"));
    markers.forEach(m -> said.append(", ").append(named(m)));
    return said.toString();
  }

  private static String named(Marker marker) {
    return marker.name() + "  " + Formats.duration(marker.at());
  }

  @Override
  ChartTable.Values values() {
    return new ChartTable.Values(
        List.of(Texts.of("chart.from"), Texts.of("chart.to"), Texts.of("chart.requests")),
        bins.stream()
            .map(bin ->
                List.of(
                    Formats.duration(bin.from()).toString(),
                    Formats.duration(bin.to()).toString(),
                    Numbers.count(bin.count())))
            .toList());
  }

  @Override
  void draw() {
    if (bins.isEmpty()) {
      return;
    }
    double low = nanos(bins.getFirst().from());
    double high = nanos(bins.getLast().to());
    for (Marker marker : markers) {
      low = Math.min(low, nanos(marker.at()));
      high = Math.max(high, nanos(marker.at()));
    }
    var across = new Scale(Math.max(1, low * 0.92), high * 1.12, true);
    var up = Scale.upTo(bins.stream().mapToDouble(Bin::count).max().orElse(1));
    verticalAxis(up, value -> Numbers.count(Math.round(value)));
    horizontalAxis(across, Formats::nanos);
    bins.forEach(bin -> bar(bin, across, up));
    mark(across);
  }

  private void bar(Bin bin, Scale across, Scale up) {
    double from = x(across, Math.max(1, nanos(bin.from())));
    double width = Math.max(1, x(across, nanos(bin.to())) - from - 1);
    double height = bin.count() == 0 ? 0 : Math.max(1.5, bottom() - y(up, (double) bin.count()));
    Region bar = add(new Region(), "bar", tone(bin));
    bar.resizeRelocate(from, bottom() - height, width, height);
    bar.setManaged(false);
    tell(
        bar,
        () ->
            Texts.of(
                "histogram.bin",
                Formats.duration(bin.from()),
                Formats.duration(bin.to()),
                Numbers.count(bin.count())));
  }

  private static double nanos(Duration duration) {
    return (double) duration.toNanos();
  }

  /// Bars beyond a percentile take its colour.
  private String tone(Bin bin) {
    String tone = "body";
    for (Marker marker : markers) {
      boolean beyond = bin.from().compareTo(marker.at()) >= 0;
      if (beyond && (marker.styleClass().equals("p95") || marker.styleClass().equals("p99"))) {
        tone = marker.styleClass();
      }
    }
    return tone;
  }

  private void mark(Scale across) {
    var upper = new ArrayList<Placed>();
    var lower = new ArrayList<Placed>();
    for (Marker marker : markers) {
      double x = Math.round(x(across, nanos(marker.at()))) + 0.5;
      boolean limit = marker.styleClass().equals("limit");
      boolean second = limit && top() > em(30);
      double line = second ? em(10) : top() - em(13);
      add(new Line(x, line + em(9), x, bottom()), "marker", marker.styleClass());
      Text text = text(named(marker), x, line, 0.5, "marker-text", marker.styleClass());
      (second ? upper : lower).add(new Placed(text, x));
    }
    spread(upper);
    spread(lower);
  }
}
