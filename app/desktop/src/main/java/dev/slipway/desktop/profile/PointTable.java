// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.profile.SearchViewModel.Found;
import dev.slipway.desktop.profile.SearchViewModel.MeasuredPoint;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Shows the points of the picture as a table. Table and picture share one selection.
final class PointTable extends VBox {

  private static final int MOST_ROWS = 9;

  private final Subscription following;

  PointTable(SearchViewModel model, Found shown) {
    var rows = new FilteredList<>(FXCollections.observableArrayList(shown.seen()));
    TableView<MeasuredPoint> table = Columns.table(rows, "");
    table.setId("points");
    table.setAccessibleText(Texts.of("search.table"));
    table
        .getColumns()
        .setAll(
            List.of(
                number("search.threads", 70, seen -> seen.point().threads()),
                number("search.batch", 65, seen -> seen.point().batch()),
                number("search.clients", 65, seen -> seen.point().clients()),
                Columns.text(
                    Texts.of("search.level"), 110, seen -> SearchWords.level(seen.point())),
                Columns.text(Texts.of("search.variant"), 75, seen -> seen.point().variant()),
                Columns.number(
                    Texts.of("search.rows"),
                    190,
                    seen -> seen.reading().rows(),
                    seen -> SearchWords.rows(seen.reading())),
                Columns.number(
                    Texts.of("search.p95"),
                    195,
                    seen -> seen.reading().latency().toNanos(),
                    seen -> SearchWords.latency(seen.reading())),
                Columns.number(
                    Texts.of("search.cpu-row"),
                    90,
                    seen -> seen.reading().cpu().toNanos(),
                    seen -> Formats.duration(seen.reading().cpu()).toString()),
                Columns.number(
                    Texts.of("search.memory"),
                    90,
                    seen -> seen.reading().memory().count(),
                    seen -> SearchWords.memory(seen.reading())),
                Columns.number(
                    Texts.of("search.cost"), 90, MeasuredPoint::month, SearchWords::cost),
                Columns.number(
                    Texts.of("search.foreign"),
                    105,
                    seen -> seen.reading().foreign(),
                    seen -> Numbers.percent(seen.reading().foreign())),
                Columns.text(Texts.of("search.place"), 75, SearchWords::place)));
    int most = Math.min(MOST_ROWS, shown.seen().size());
    table.setPrefHeight(36 + 34.0 * most);
    table.setMinHeight(36 + 34.0 * Math.min(4, most));
    following =
        model
            .chosenProperty()
            .subscribe(chosen -> chosen.ifPresent(seen -> table.getSelectionModel().select(seen)))
            .and(
                table
                    .getSelectionModel()
                    .selectedItemProperty()
                    .subscribe(seen -> {
                      if (seen != null) {
                        model.chosenProperty().set(Optional.of(seen));
                      }
                    }));
    getChildren().add(table);
  }

  /// Follows the choice no more, nor makes one: what is chosen outlives this table.
  void close() {
    following.unsubscribe();
  }

  private interface Count {
    int of(MeasuredPoint seen);
  }

  private static javafx.scene.control.TableColumn<MeasuredPoint, MeasuredPoint> number(
      String key, double width, Count count) {
    return Columns.number(Texts.of(key), width, count::of, seen -> String.valueOf(count.of(seen)));
  }
}
