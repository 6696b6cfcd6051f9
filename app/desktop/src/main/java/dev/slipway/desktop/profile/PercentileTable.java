// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.load.Latencies.AtPercentile;
import javafx.scene.layout.VBox;

/// The percentiles that the sample supports, each with its interval.
final class PercentileTable {

  private PercentileTable() {}

  /// Without its unit where the upper end has the same.
  private static String low(AtPercentile at) {
    Formats.Quantity low = Formats.duration(at.low());
    return low.unit().equals(Formats.duration(at.high()).unit()) ? low.number() : low.toString();
  }

  static VBox of(Latencies latencies) {
    var rows =
        Ui.column(
            0, Ui.fact(Texts.of("profile.percentile"), Texts.of("profile.percentile-interval")));
    rows.getChildren().getFirst().getStyleClass().add("fact-head");
    for (AtPercentile at : latencies.percentiles()) {
      rows.getChildren()
          .add(
              Ui.fact(
                  at.percentile().toString(),
                  Texts.of(
                      "profile.percentile-value",
                      Formats.duration(at.value()),
                      low(at),
                      Formats.duration(at.high()))));
    }
    return rows;
  }
}
