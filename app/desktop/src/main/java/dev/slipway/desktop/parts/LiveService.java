// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Bytes;
import dev.slipway.base.Numbers;
import dev.slipway.verify.service.ServiceSoFar;
import dev.slipway.verify.service.ServiceSoFar.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;

/// A service while it runs, as its own metrics tell of it: requests, latency, waiting requests and
/// memory, each with its newest value and how it went.
public final class LiveService extends StackPane {

  /// The least axis with whole ticks alone: no count is shown twice on it.
  private static final double FEW = 4;

  /// Below these an axis would show parts of what nobody measures.
  private static final double MICROSECOND = 1e3;

  private static final double MEBIBYTE = 1 << 20;

  private final Plot requests = new Plot("requests", 1, value -> Numbers.grouped(value) + "/s");
  private final Plot latency = new Plot("latency", MICROSECOND, LiveService::duration);
  private final Plot waiting = new Plot("waiting", FEW, value -> Numbers.count(Math.round(value)));

  /// In MiB, so that the axis has round numbers.
  private final Plot memory =
      new Plot(
          "memory", 1, value -> new Bytes(Math.round(Math.max(0, value) * MEBIBYTE)).inMemory());

  public LiveService() {
    setId("live-service");
    setMinWidth(0);
    getChildren().add(new TileGrid(List.of(requests, latency, waiting, memory)));
  }

  public void show(ServiceSoFar service) {
    List<Reading> readings = service.readings();
    List<Duration> times = readings.stream().map(Reading::at).toList();
    requests.show(
        times,
        List.of(line("live.requests", "", readings, r -> OptionalDouble.of(r.rate().perSecond()))));
    latency.show(
        times,
        List.of(
            line("live.p50", "p50", readings, r -> nanos(r.p50())),
            line("live.p99", "p99", readings, r -> nanos(r.p99()))));
    waiting.show(
        times,
        List.of(line("live.waiting", "", readings, r -> OptionalDouble.of((double) r.waiting()))));
    memory.show(times, List.of(line("live.memory", "", readings, LiveService::mebibytes)));
  }

  private static SeriesChart.Line line(
      String name,
      String styleClass,
      List<Reading> readings,
      Function<Reading, OptionalDouble> value) {
    return new SeriesChart.Line(Texts.of(name), styleClass, readings.stream().map(value).toList());
  }

  private static OptionalDouble nanos(Optional<Duration> time) {
    return time.map(found -> OptionalDouble.of((double) found.toNanos()))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble mebibytes(Reading reading) {
    return reading
        .memory()
        .map(found -> OptionalDouble.of(found.count() / MEBIBYTE))
        .orElse(OptionalDouble.empty());
  }

  private static String duration(double nanos) {
    return nanos == 0 ? "0" : Formats.nanos(nanos);
  }

  /// One measure: its title, the newest value of each of its lines, and the lines.
  private static final class Plot extends VBox {

    private final DoubleFunction<String> words;
    private final FlowPane newest = new FlowPane(14, 2);
    private final SeriesChart chart;

    /// @param least the axis goes up to it at least, in the unit of the values
    Plot(String name, double least, DoubleFunction<String> words) {
      super(4);
      this.words = words;
      String title = Texts.of("live." + name);
      chart = new SeriesChart(title, least, words);
      chart.setPrefHeight(130);
      setId("live-" + name);
      newest.setPrefWrapLength(0);
      getChildren().addAll(Ui.wrapped(title, "muted", "small"), newest, chart);
    }

    void show(List<Duration> times, List<SeriesChart.Line> lines) {
      newest
          .getChildren()
          .setAll(lines.stream().map(line -> newest(line, lines.size() > 1)).toList());
      chart.show(times, lines);
    }

    /// One of several has the name of its line, and is drawn like it.
    private Label newest(SeriesChart.Line line, boolean named) {
      OptionalDouble last = line.values().getLast();
      String value = last.isPresent() ? words.apply(last.getAsDouble()) : Texts.of("chart.none");
      if (!named) {
        return Ui.label(value, "live-newest");
      }
      Label label = Ui.label(line.name() + " " + value, "live-newest", line.styleClass());
      var like = new Line(0, 0, 18, 0);
      like.getStyleClass().addAll("curve", line.styleClass());
      label.setGraphic(like);
      return label;
    }
  }
}
