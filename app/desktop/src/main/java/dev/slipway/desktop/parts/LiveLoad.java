// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.measure.load.LoadSoFar;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A load while it goes on: its histogram, its rate, and how many answers came.
public final class LiveLoad extends VBox {

  private final Label rate = Ui.label("", "figure-number");
  private final Label arrivals = Ui.label("", "muted");
  private final Label answers = Ui.label("", "muted", "small");
  private final Histogram chart = new Histogram(List.of(), List.of());

  public LiveLoad() {
    super(8);
    setId("live-load");
    VBox.setVgrow(chart, Priority.ALWAYS);
    chart.setPrefSize(480, 200);
    var figures = Ui.row(6, rate, Ui.label("/s", "figure-unit"), Ui.spacer(), answers);
    getChildren().addAll(arrivals, figures, chart);
  }

  public void show(LoadSoFar load) {
    arrivals.setText(LatencyMarkers.arrival(load.arrival()));
    rate.setText(Numbers.grouped(load.rate().perSecond()));
    answers.setText(
        Texts.of("live.answers", Numbers.count(load.answers()), Durations.span(load.elapsed())));
    chart.show(load.bins());
  }
}
