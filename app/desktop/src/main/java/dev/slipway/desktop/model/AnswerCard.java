// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Json;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.BarList;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.Copying;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.request.Predictions;
import dev.slipway.request.Table;
import dev.slipway.serving.preparation.token.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Shows the model's answers: one answer in words and bars, several as a table. Both can be copied.
final class AnswerCard {

  private static final int MOST_VALUES = 60;
  private static final int MOST_COLUMNS = 30;
  private static final double PALE = 0.4;

  private AnswerCard() {}

  /// @param changed said where the question was changed since; the answer is pale then
  /// @param why the reasons of an answer to one row, or how to get them
  static Node of(Predictions answers, Optional<Node> changed, Optional<Node> why) {
    Table table = answers.table();
    HBox copy = Ui.row(8);
    if (!answers.texts().isEmpty()) {
      copy.getChildren()
          .add(
              Copying.button(
                  Texts.of("play.copy-tokens"),
                  "play-copy-tokens",
                  () ->
                      answers.texts().stream()
                          .map(TokenizedText::line)
                          .collect(Collectors.joining("\n"))));
    }
    copy.getChildren()
        .addAll(
            Copying.button(Texts.of("play.copy-csv"), "play-copy-csv", table::csv),
            Copying.button(
                Texts.of("play.copy-json"), "play-copy-json", () -> Json.text(answers.json())));
    int rows = table.rows().size();
    Node shown = rows == 1 ? Ui.column(14, TokenChips.of(answers), one(table)) : table(table);
    VBox.setVgrow(shown, Priority.ALWAYS);
    Card card =
        new Card(
                Texts.of("play.answer"),
                rows == 1
                    ? Texts.of("play.answer-one", answers.model())
                    : Texts.of("play.answer-many", answers.model(), Numbers.count(rows)),
                shown)
            .with(copy);
    card.setId("answer");
    if (changed.isPresent()) {
      shown.setOpacity(PALE);
      card.getChildren().add(1, changed.get());
    }
    if (rows > 1) {
      return card;
    }
    VBox all = Ui.column(16, card);
    why.ifPresent(reasons -> {
      reasons.setOpacity(changed.isPresent() ? PALE : 1);
      all.getChildren().add(reasons);
    });
    return Ui.scroll(all);
  }

  /// Shares of the classes as bars, everything else as a fact.
  private static VBox one(Table table) {
    var bars = new ArrayList<BarList.Bar>();
    var facts = Ui.column(0);
    List<String> values = table.rows().getFirst();
    for (int i = 0; i < Math.min(MOST_VALUES, values.size()); i++) {
      String name = table.columns().get(i);
      String value = values.get(i);
      if (name.contains(".") && isShare(value)) {
        double share = Double.parseDouble(value);
        bars.add(new BarList.Bar(name, share, Numbers.score(share), value));
      } else {
        facts.getChildren().add(Ui.fact(name, value));
      }
    }
    var box = Ui.column(14);
    if (!facts.getChildren().isEmpty()) {
      box.getChildren().add(facts);
    }
    if (!bars.isEmpty()) {
      box.getChildren().add(new BarList("scores", 1, bars));
    }
    if (values.size() > MOST_VALUES) {
      box.getChildren()
          .add(Ui.wrapped(Texts.of("play.more", values.size() - MOST_VALUES), "muted", "small"));
    }
    return box;
  }

  private static boolean isShare(String value) {
    try {
      double number = Double.parseDouble(value);
      return number >= 0 && number <= 1;
    } catch (NumberFormatException text) {
      return false;
    }
  }

  private static Node table(Table table) {
    var rows =
        FXCollections.observableArrayList(IntStream.range(0, table.rows().size()).boxed().toList());
    TableView<Integer> view = Columns.table(new FilteredList<>(rows), Texts.of("play.no-answers"));
    view.setId("answers");
    var columns = new ArrayList<TableColumn<Integer, ?>>();
    columns.add(
        Columns.number(Texts.of("play.row"), 70, row -> row, row -> Numbers.count(row + 1L)));
    for (int i = 0; i < Math.min(MOST_COLUMNS, table.columns().size()); i++) {
      int at = i;
      String name = table.columns().get(i);
      columns.add(
          Columns.text(
              name, Math.max(110, 8.0 * name.length() + 24), row -> table.rows().get(row).get(at)));
    }
    view.getColumns().setAll(columns);
    view.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
    if (table.columns().size() <= MOST_COLUMNS) {
      return view;
    }
    return Ui.column(
        8,
        view,
        Ui.wrapped(Texts.of("play.more", table.columns().size() - MOST_COLUMNS), "muted", "small"));
  }
}
