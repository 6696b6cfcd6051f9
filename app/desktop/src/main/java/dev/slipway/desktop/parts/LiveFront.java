// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchSoFar;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import javafx.scene.layout.StackPane;

/// The points of a search while it finds them: latency across, rows a second upwards.
public final class LiveFront extends StackPane {

  public LiveFront() {
    setId("live-front");
    setPrefSize(480, 240);
    setMinHeight(200);
  }

  public void show(SearchSoFar seen) {
    List<PointReading> front = seen.front();
    List<FrontChart.Dot> dots =
        seen.seen().stream().map(one -> dot(one, front.contains(one))).toList();
    var reading =
        new FrontChart.Reading(
            nanos -> Formats.duration(Duration.ofNanos(Math.round(nanos))).toString(),
            rows -> Numbers.large(Math.round(rows)),
            true,
            seen.within()
                .map(limit -> OptionalDouble.of((double) limit.toNanos()))
                .orElse(OptionalDouble.empty()),
            seen.within().map(l -> Texts.of("front.limit", Durations.exact(l))).orElse(""));
    String said = Texts.of("live.front", dots.size(), front.size());
    getChildren().setAll(new FrontChart(said, dots, reading, index -> {}));
  }

  private static FrontChart.Dot dot(PointReading one, boolean front) {
    String said =
        Texts.of(
            "live.point",
            Numbers.grouped(one.rows()),
            Formats.duration(one.latency()),
            one.point().threads());
    return new FrontChart.Dot(
        one.latency().toNanos(), one.rows(), 0.3, front, FrontChart.Mark.NONE, said);
  }
}
