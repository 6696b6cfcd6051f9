// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.data.DataStudy;
import dev.slipway.desktop.data.DataViewModel.Behind;
import dev.slipway.desktop.data.DataViewModel.Shown;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.RowsTable;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.workbench.DataRows;
import dev.slipway.workbench.project.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The screen of the data: both files column by column, the rows behind their bars, rules and
/// findings.
public final class DataView extends VBox {

  private final DataViewModel model;
  private final StackPane result = new StackPane();
  private final VBox stale = new VBox();
  private final ColumnsCard columns;
  private final StackPane column = new StackPane();
  private final StackPane behind = new StackPane();
  private final RulesCard rules;
  private final VBox findings = new VBox(16);
  private final ScrollPane page;

  public DataView(DataViewModel model, RulesViewModel rulesModel) {
    super(16);
    this.model = model;
    setId("data");
    getStyleClass().add("page");
    columns = new ColumnsCard(model);
    rules = new RulesCard(rulesModel);
    var parts = new VBox(16, stale, columns.card(), column, behind, rules.card(), findings);
    parts.getStyleClass().add("inner-page");
    parts.setId("data-page");
    page = Ui.scroll(parts);
    var live = new JobSlot(model.runningProperty(), Texts.of("data.live-hint"), "data-cancel");
    getChildren().addAll(controls(), live, Ui.grow(result));
    Ui.shown(this, model.shown()).subscribe(shown -> shown.ifPresent(this::show));
    model.columnProperty().subscribe(name -> showColumn());
    model.behindProperty().subscribe(found -> place(behind, found.map(DataView::rows)));
  }

  private Beside controls() {
    var command = new CommandLine(model.command());
    Button run = Ui.primary(Texts.of("data.check"), "fth-play", model::check);
    run.setId("check-data");
    Runnable check =
        () -> {
          command.setCommand(model.command());
          run.setDisable(!model.checkable());
        };
    model.runningProperty().subscribe(job -> check.run());
    model.shown().subscribe(shown -> check.run());
    var row = new Beside(12, run, Ui.label(Texts.of("data.what"), "muted"), Ui.spacer(), command);
    row.getStyleClass().addAll("card", "tool-row");
    return row;
  }

  private void show(Shown shown) {
    if (shown.reports().isEmpty()) {
      result
          .getChildren()
          .setAll(
              Ui.empty(
                  "fth-database",
                  Texts.of("data.none-title"),
                  Texts.of("data.none-text"),
                  List.of()));
      return;
    }
    if (!result.getChildren().equals(List.of(page))) {
      result.getChildren().setAll(page);
    }
    Optional<DataStudy> study = shown.study().map(Recorded::value);
    stale
        .getChildren()
        .setAll(
            shown.study().flatMap(Recorded::stale).stream()
                .map(why -> Ui.chip(Texts.of("data.stale", why), Tone.UNSURE))
                .toList());
    stale.setManaged(!stale.getChildren().isEmpty());
    study.ifPresent(known -> columns.show(shown.columns(), known));
    columns.card().setVisible(study.isPresent());
    columns.card().setManaged(study.isPresent());
    showColumn();
    findings.getChildren().setAll(shown.reports().stream().map(FindingsCard::of).toList());
  }

  private void showColumn() {
    Optional<Shown> shown = Optional.ofNullable(model.shown().getValue()).flatMap(s -> s);
    Optional<String> focused = focused();
    place(
        column,
        shown
            .flatMap(Shown::study)
            .flatMap(study ->
                model
                    .line()
                    .map(line -> ColumnCard.of(model, line, shown.orElseThrow(), study.value()))));
    focused.map(id -> column.lookup("#" + id)).ifPresent(Node::requestFocus);
  }

  /// What has the focus in the card of the column, which is made anew with every decision.
  private Optional<String> focused() {
    return Optional.ofNullable(column.getScene())
        .map(Scene::getFocusOwner)
        .filter(owner -> owner.getId() != null && owner.equals(column.lookup("#" + owner.getId())))
        .map(Node::getId);
  }

  private static void place(StackPane in, Optional<? extends Node> part) {
    in.getChildren().setAll(part.stream().toList());
    in.setManaged(part.isPresent());
  }

  private static Card rows(Behind found) {
    List<List<String>> cells = found.rows().rows();
    TableView<RowsTable.Line> table =
        RowsTable.of(
            found.rows().columns(),
            IntStream.range(0, cells.size())
                .mapToObj(i -> new RowsTable.Line(found.rows().lines().get(i), cells.get(i)))
                .toList(),
            found.column());
    table.setId("behind-rows");
    long all =
        found.side() == DataRows.Side.REFERENCE ? found.bar().reference() : found.bar().holdout();
    var card =
        new Card(
            Texts.of("data.behind", found.column(), ColumnCard.said(found.bar())),
            Texts.of(
                cells.size() < all ? "data.behind-first" : "data.behind-all",
                Words.count(all, "row"),
                found.rows().source(),
                Numbers.count(DataRows.MOST)),
            table);
    card.setId("behind-card");
    return card;
  }
}
