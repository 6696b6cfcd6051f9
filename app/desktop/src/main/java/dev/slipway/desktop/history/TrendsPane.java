// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.history;

import dev.slipway.base.Words;
import dev.slipway.desktop.parts.BandChart;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.workbench.history.Found;
import dev.slipway.workbench.history.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// How the main numbers moved: a small chart each, with the values below it.
final class TrendsPane extends HBox {

  /// A change that is smaller is no news.
  private static final double SAME = 0.005;

  /// More are scrolled.
  private static final int MOST_ROWS = 12;

  private static final int LEAST_ROWS = 3;

  private final HistoryViewModel model;

  TrendsPane(HistoryViewModel model) {
    super(16);
    this.model = model;
    model.historyProperty().subscribe(history -> show());
  }

  private void show() {
    getChildren().clear();
    for (Trend trend : Trend.values()) {
      getChildren().add(Ui.grow(card(trend, model.points(trend))));
    }
  }

  private static VBox card(Trend trend, List<Found> points) {
    var card =
        new Card(
            trend.title(),
            points.isEmpty()
                ? Texts.of("history.trend-none")
                : Texts.of("history.trend-last", points.getLast().text()));
    card.setId("trend-" + Words.id(trend));
    card.setMinWidth(280);
    card.setPrefWidth(320);
    if (points.size() > 1) {
      card.with(change(trend, points));
    }
    if (!points.isEmpty()) {
      card.getChildren().addAll(chart(trend, points), table(points));
    }
    return card;
  }

  private static Node change(Trend trend, List<Found> points) {
    Found last = points.getLast();
    Found before = points.get(points.size() - 2);
    double share =
        before.number().getAsDouble() == 0
            ? 0
            : last.number().getAsDouble() / before.number().getAsDouble() - 1;
    Tone tone =
        Math.abs(share) < SAME
            ? Tone.NEUTRAL
            : share > 0 == trend.higherIsBetter() ? Tone.GOOD : Tone.UNSURE;
    String words = tone == Tone.NEUTRAL ? Texts.of("history.same") : HistoryViewModel.change(share);
    var chip = Ui.chip(words, tone);
    chip.setTooltip(Ui.tip(Texts.of("history.trend-change", words, Formats.time(before.at()))));
    return chip;
  }

  private static Node chart(Trend trend, List<Found> points) {
    if (points.size() < 2) {
      var words = new StackPane(Ui.wrapped(Texts.of("history.trend-one"), "muted", "centred"));
      words.setMinHeight(120);
      return words;
    }
    List<BandChart.Point> line = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      Found found = points.get(i);
      double value = found.number().getAsDouble();
      line.add(
          new BandChart.Point(
              i + 1,
              value,
              value,
              value,
              found.text() + ", " + found.release() + ", " + Formats.time(found.at())));
    }
    var chart =
        new BandChart(
            trend.title(),
            line,
            new BandChart.Reading(
                place -> place == Math.rint(place) ? day(points.get((int) place - 1)) : "",
                value -> String.format(Locale.ROOT, "%.4g", value).replaceFirst("\\.?0+$", ""),
                OptionalDouble.empty(),
                "",
                OptionalDouble.empty(),
                ""));
    chart.setPrefHeight(200);
    return chart;
  }

  /// `28 Nov`
  private static String day(Found found) {
    return Formats.time(found.at()).replaceFirst(" \\d{4},.*", "");
  }

  private static Node table(List<Found> points) {
    TableView<Found> table =
        Columns.table(new FilteredList<>(FXCollections.observableArrayList(points.reversed())), "");
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.text(
                    Texts.of("history.trend-when"),
                    130,
                    found -> Formats.time(found.at()).replace(" UTC", "")),
                Columns.text(Texts.of("history.trend-value"), 140, Found::text),
                Columns.text(
                    Texts.of("history.trend-release"),
                    60,
                    found -> found.release().replaceFirst("\\+.*", ""))));
    Columns.fit(table, Math.min(points.size(), MOST_ROWS), LEAST_ROWS);
    return table;
  }
}
