// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.DataStudy;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.SpreadSketch;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;

/// A row for each column: how the reference and the holdout are spread, what is missing, whether
/// the two differ, and what is decided. It stays while what it shows changes, so that place and
/// selection stay too.
final class ColumnsCard {

  /// More are scrolled.
  private static final int MOST_ROWS = 10;

  private static final int LEAST_ROWS = 4;

  private final DataViewModel model;
  private final ObservableList<ColumnLine> lines = FXCollections.observableArrayList();
  private final TableView<ColumnLine> table = Columns.table(new FilteredList<>(lines), "");
  private final Button rest;
  private final Card card;
  private long reference = 1;
  private long holdout = 1;

  /// Whether the lines are being exchanged, so that what is selected is no choice of the user's.
  private boolean exchanging;

  ColumnsCard(DataViewModel model) {
    this.model = model;
    table.setId("columns");
    table.setAccessibleText(Texts.of("data.columns"));
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.text(Texts.of("data.column"), 140, ColumnLine::name),
                Columns.text(Texts.of("data.what-it-is"), 150, ColumnLine::said),
                Columns.node(Texts.of("data.spread"), 170, ColumnLine::name, ColumnsCard::sketch),
                Columns.number(
                    Texts.of("data.missing"),
                    110,
                    line -> (double) line.reference().missing() / reference,
                    this::missing),
                Columns.node(
                    Texts.of("data.drift"), 150, ColumnsCard::driftOrder, ColumnsCard::drift),
                Columns.node(
                    Texts.of("data.class"), 120, ColumnLine::classed, ColumnsCard::classed)));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(line -> {
          if (line != null && !exchanging) {
            model.columnProperty().set(Optional.of(line.name()));
          }
        });
    rest = Ui.button("", "fth-check", model::decideRest);
    rest.setId("decide-rest");
    rest.setTooltip(Ui.tip(Texts.of("data.rest-tip")));
    Button undo = Ui.button(Texts.of("data.undo"), "fth-rotate-ccw", model::undo);
    undo.setId("data-undo");
    model.undoableProperty().subscribe(can -> undo.setDisable(!can));
    card =
        new Card(
            Texts.of("data.columns"),
            "",
            Ui.wrapped(Texts.of("data.columns-below"), "card-subtitle"),
            table,
            new Beside(10, rest, undo, Ui.spacer()));
    card.setId("columns-card");
  }

  Card card() {
    return card;
  }

  void show(List<ColumnLine> now, DataStudy study) {
    reference = Math.max(1, study.reference().rows());
    holdout = Math.max(1, study.holdout().rows());
    exchanging = true;
    lines.setAll(now);
    Columns.fit(table, Math.clamp(now.size(), 1, MOST_ROWS), LEAST_ROWS);
    model.line().ifPresent(line -> table.getSelectionModel().select(line));
    exchanging = false;
    long open = model.undecided();
    rest.setText(Texts.of("data.rest", Words.count(open, "column")));
    rest.setDisable(open == 0);
  }

  private static Node sketch(ColumnLine line) {
    if (line.drift().isEmpty()) {
      return Ui.label(Texts.of("data.no-spread"), "muted", "small");
    }
    ColumnDrift drift = line.drift().get();
    return new SpreadSketch(
        Texts.of("data.spread-of", line.name()),
        shares(drift, ColumnDrift.Bar::reference),
        shares(drift, ColumnDrift.Bar::holdout));
  }

  private static List<Double> shares(ColumnDrift drift, ToLongFunction<ColumnDrift.Bar> rows) {
    long all = Math.max(1, drift.bars().stream().mapToLong(rows).sum());
    return drift.bars().stream().map(bar -> (double) rows.applyAsLong(bar) / all).toList();
  }

  private String missing(ColumnLine line) {
    String of = Numbers.percent((double) line.reference().missing() / reference);
    return line.holdout()
        .map(other ->
            Texts.of("data.beside", of, Numbers.percent((double) other.missing() / holdout)))
        .orElse(of);
  }

  private static String driftOrder(ColumnLine line) {
    return line.drift().map(drift -> "%020.6f".formatted(drift.index())).orElse("");
  }

  private static Node drift(ColumnLine line) {
    if (line.drift().isEmpty()) {
      return Ui.label(
          Texts.of(line.holdout().isEmpty() ? "data.drift-gone" : "data.drift-none"), "muted");
    }
    return verdict(line, line.drift().get());
  }

  static Label verdict(ColumnLine line, ColumnDrift drift) {
    Tone tone = line.drifted();
    Label said = Ui.label(drift.word(), "verdict", tone.styleClass());
    said.setGraphic(Ui.sign(tone));
    said.setTooltip(Ui.tip(drift.word() + ". " + drift.because()));
    return said;
  }

  private static Node classed(ColumnLine line) {
    boolean asked = line.decided().isEmpty() && line.suspicion().isPresent();
    Label said = Ui.label(line.classed(), asked ? "unsure" : "muted");
    if (asked) {
      said.setGraphic(Ui.sign(Tone.UNSURE));
    }
    return said;
  }
}
