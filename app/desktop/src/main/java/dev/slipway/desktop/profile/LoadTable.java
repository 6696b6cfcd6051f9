// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.LatencyMarkers;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.measure.load.Block;
import dev.slipway.profile.Profile;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Shows what users would wait beside the time of one inference.
final class LoadTable {

  private LoadTable() {}

  static Card of(Profile profile) {
    var grid = new GridPane();
    grid.setHgap(16);
    grid.setVgap(8);
    row(grid, "", Texts.of("profile.open"), Texts.of("profile.closed"), "field-name");
    add(grid, profile, "profile.arrivals", block -> LatencyMarkers.brief(block.arrival()));
    add(grid, profile, "profile.requests", LoadTable::requests);
    add(grid, profile, "profile.throughput", block -> Formats.rate(block.throughput()).toString());
    add(
        grid,
        profile,
        "profile.mean",
        block -> Formats.duration(block.response().mean()).toString());
    add(
        grid,
        profile,
        "profile.service-mean",
        block -> Formats.duration(block.service().mean()).toString());
    add(
        grid,
        profile,
        "profile.cpu",
        block -> Formats.duration(block.cpuPerInference()).toString());
    add(grid, profile, "profile.errors", block -> Numbers.count(block.errors()));
    add(grid, profile, "profile.late", block -> Numbers.percent(block.lateStarts()));
    add(grid, profile, "profile.foreign", block -> Numbers.percent(block.foreignCpu()));
    var card = new Card(Texts.of("profile.load-blocks"), Texts.of("profile.load-below"), grid);
    Width.PART.of(card);
    boolean sound = profile.open().invalid().isEmpty() && profile.closed().invalid().isEmpty();
    return sound ? card : card.with(Ui.chip(Texts.of("profile.disturbed"), Tone.UNSURE));
  }

  private static String requests(Block block) {
    return Texts.of(
        "profile.requests-in",
        Numbers.large(block.response().count()),
        Durations.span(block.length()));
  }

  private static void add(
      GridPane grid, Profile profile, String key, Function<Block, String> value) {
    row(
        grid,
        Texts.of(key),
        value.apply(profile.open()),
        value.apply(profile.closed()),
        "fact-value");
  }

  private static void row(GridPane grid, String name, String open, String closed, String style) {
    Label left = Ui.label(name, "muted");
    left.setMinWidth(Region.USE_PREF_SIZE);
    Label middle = Ui.label(open, style);
    Label right = Ui.label(closed, style);
    middle.setMinWidth(Region.USE_PREF_SIZE);
    right.setMinWidth(Region.USE_PREF_SIZE);
    GridPane.setHgrow(left, Priority.ALWAYS);
    grid.addRow(grid.getRowCount(), left, middle, right);
  }
}
