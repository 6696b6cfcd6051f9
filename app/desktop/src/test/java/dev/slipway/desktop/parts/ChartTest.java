// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Rate;
import dev.slipway.desktop.parts.LoadChart.Load;
import dev.slipway.measure.load.Latencies.Bin;
import dev.slipway.verify.service.ServiceSoFar;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// A window lays its parts out again and again, often without any change.
@ExtendWith(ApplicationExtension.class)
final class ChartTest {

  @Test
  void isDrawnAnewOnlyWhereItWouldLookOtherwise() {
    var chart = new Histogram(List.of(bin(200, 60), bin(240, 380)), List.of());
    var scene = new Scene(chart, 600, 300);

    List<Node> first = drawn(chart);
    List<Node> again = drawn(chart);
    chart.show(List.of(bin(200, 60), bin(240, 380), bin(280, 40)));
    List<Node> others = drawn(chart);
    chart.setStyle("-fx-font-size: 30px");
    chart.lookupAll(".axis-text").forEach(text -> text.setStyle("-fx-font-size: 30px"));
    List<Node> larger = drawn(chart);
    chart.resize(500, 300);
    List<Node> narrower = drawn(chart);

    assertEquals(600, scene.getWidth());
    assertEquals(first, again);
    assertNotEquals(first, others);
    assertEquals(3, others.stream().filter(node -> node.getStyleClass().contains("bar")).count());
    assertNotEquals(others, larger);
    assertNotEquals(larger, narrower);
  }

  @Test
  void drawsLatencyAgainstTheRateWithLimitsAndThePeak() {
    var chart =
        new LoadChart(
            "Latency against throughput",
            List.of(
                point(200, 3, "p99", Load.TRIED),
                point(100, 2, "p99", Load.TRIED),
                point(100, 1, "p50", Load.TRIED),
                point(120, 3, "p99", Load.ALONE),
                point(120, 4, "p99", Load.SERVED)),
            List.of(new LoadChart.Limit("p99 \u2264 25 ms", Duration.ofMillis(25))),
            Optional.of(120.0),
            "stated peak 120/s");
    var scene = new Scene(chart, 600, 300);

    List<Node> all = drawn(chart);

    assertEquals(600, scene.getWidth());
    assertEquals(
        List.of(1, 2),
        all.stream()
            .filter(Polyline.class::isInstance)
            .map(line -> ((Polyline) line).getPoints().size() / 2)
            .toList(),
        "p50, then p99");
    assertEquals(5, count(all, "value-dot"));
    assertEquals(1, count(all, "served"));
    assertEquals(2, count(all, "marker"));
    assertEquals(
        List.of(
            List.of("100/s", "p99", "2 ms", "a run"),
            List.of("100/s", "p50", "1 ms", "a run"),
            List.of("120/s", "p99", "3 ms", "a run"),
            List.of("120/s", "p99", "4 ms", "a run"),
            List.of("200/s", "p99", "3 ms", "a run")),
        chart.values().rows());
  }

  /// A line is broken where nothing is known, and each of its pieces is seen.
  @Test
  void drawsWhatGoesOnOverTime() {
    var chart = new SeriesChart("Latency", 0, value -> value + " ms");
    var scene = new Scene(chart, 600, 300);
    chart.show(
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
        List.of(
            new SeriesChart.Line(
                "p50",
                "p50",
                List.of(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.of(3)))));

    assertEquals(600, scene.getWidth());
    assertEquals(
        List.of(4.0, 4.0),
        drawn(chart).stream()
            .filter(Polyline.class::isInstance)
            .map(piece -> width((Polyline) piece))
            .toList());
    assertEquals("Latency, p50 3.0 ms", chart.getAccessibleText());
    assertEquals(
        List.of(List.of("1 s", "1.0 ms"), List.of("2 s", "none"), List.of("3 s", "3.0 ms")),
        chart.values().rows());
  }

  @Test
  void noCountIsTwiceOnTheAxisOfAServiceThatNobodyWaitsFor() {
    LiveService live = live(reading(100, Optional.empty()));

    assertEquals(List.of("0", "1", "2", "3", "4"), axis(live, "waiting"));
  }

  @Test
  void aServiceThatFewAskHasAnAxisOfItsOwnSize() {
    assertEquals(
        List.of("0/s", "0.5/s", "1/s", "1.5/s", "2/s"),
        axis(live(reading(1.5, Optional.empty())), "requests"));
    assertEquals(
        List.of("0/s", "0.5/s", "1/s"), axis(live(reading(0, Optional.empty())), "requests"));
  }

  /// Each line has its name and its value, drawn as the line is.
  @Test
  void theNewestValuesAreToldApart() {
    LiveService live = live(reading(7820, Optional.of(Duration.ofMillis(3))));

    assertEquals(List.of("live-newest: 7,820/s"), newest(live, "requests"));
    assertEquals(
        List.of("live-newest p50: p50 3 ms", "live-newest p99: p99 3 ms"), newest(live, "latency"));
  }

  /// As the plan limits it.
  @Test
  void memoryIsToldInMebibytes() {
    LiveService live =
        live(
            new ServiceSoFar.Reading(
                Duration.ofSeconds(1),
                new Rate(1),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.of(Bytes.mebibytes(107))));

    assertEquals(List.of("live-newest: 107 MiB"), newest(live, "memory"));
    assertEquals("150 MiB", axis(live, "memory").getLast());
  }

  private static ServiceSoFar.Reading reading(double rate, Optional<Duration> latency) {
    return new ServiceSoFar.Reading(
        Duration.ofSeconds(1), new Rate(rate), latency, latency, 0, Optional.empty());
  }

  /// As it is drawn in a window.
  private static LiveService live(ServiceSoFar.Reading reading) {
    var live = new LiveService();
    var scene = new Scene(live, 900, 600);
    WaitForAsyncUtils.waitForAsyncFx(
        5000,
        () -> {
          live.show(new ServiceSoFar(List.of(reading)));
          live.applyCss();
          live.layout();
        });
    assertEquals(900, scene.getWidth());
    return live;
  }

  private static List<String> axis(LiveService live, String plot) {
    return live.lookupAll("#live-" + plot + " .axis-text").stream()
        .filter(node -> node.getOpacity() > 0)
        .map(node -> ((Text) node).getText())
        .filter(text -> !text.endsWith(" s"))
        .toList();
  }

  private static List<String> newest(LiveService live, String plot) {
    return live.lookupAll("#live-" + plot + " .live-newest").stream()
        .map(node -> (Label) node)
        .map(label ->
            String.join(" ", label.getStyleClass()).replace("label ", "") + ": " + label.getText())
        .toList();
  }

  /// The values of a column of texts may be whole documents.
  @Test
  void aLongValueNamesItsBarByItsBeginning() {
    var chart =
        new SpreadChart(
            "How notes are spread",
            List.of(
                SpreadChart.Slot.named("much\n" + "x".repeat(20_000)),
                SpreadChart.Slot.named("little")),
            List.of(new SpreadChart.Series("train.csv", List.of(3L, 1L), 4)),
            (pick, clicked) -> {});
    var scene = new Scene(chart, 600, 300);

    List<String> names =
        drawn(chart).stream()
            .filter(Text.class::isInstance)
            .map(node -> ((Text) node).getText())
            .filter(text -> text.startsWith("much") || text.startsWith("little"))
            .toList();

    assertEquals(600, scene.getWidth());
    assertEquals(2, names.size());
    assertTrue(names.getFirst().matches("much x+…"), names.getFirst());
    assertTrue(names.getFirst().length() < 80, names.getFirst());
    assertEquals(
        List.of(
            List.of("much " + "x".repeat(74) + "…", "train.csv", "3", "75 %"),
            List.of("little", "train.csv", "1", "25 %")),
        chart.values().rows());
  }

  private static LoadChart.Point point(double rate, long millis, String percentile, Load load) {
    return new LoadChart.Point(rate, Duration.ofMillis(millis), percentile, load, "a run");
  }

  /// From its first point to its last, in pixels.
  private static double width(Polyline piece) {
    List<Double> points = piece.getPoints();
    return Math.rint(points.get(points.size() - 2) - points.getFirst());
  }

  private static long count(List<Node> nodes, String styleClass) {
    return nodes.stream().filter(node -> node.getStyleClass().contains(styleClass)).count();
  }

  private static List<Node> drawn(Chart chart) {
    return WaitForAsyncUtils.waitForAsyncFx(
        5000,
        () -> {
          chart.applyCss();
          chart.requestLayout();
          chart.layout();
          return List.copyOf(chart.getChildren());
        });
  }

  private static Bin bin(long micros, long count) {
    return new Bin(Duration.ofNanos(micros * 1000), Duration.ofNanos((micros + 40) * 1000), count);
  }
}
