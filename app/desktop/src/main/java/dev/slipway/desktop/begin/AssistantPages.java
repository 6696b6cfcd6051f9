// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.desktop.begin.AssistantViewModel.Page;
import dev.slipway.desktop.begin.AssistantViewModel.Preview;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CodeView;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.FileField;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.request.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The pages of the assistant.
final class AssistantPages {

  private static final List<String> TABLES = List.of("*.csv", "*.parquet", "*.jsonl", "*.ndjson");
  private static final double LEAST_PREVIEW = 110;
  private static final double ROW = 34;
  private static final int MOST_COLUMNS = 40;
  private static final int FEW_COLUMNS = 8;

  private final AssistantViewModel model;
  private final Around around;

  AssistantPages(AssistantViewModel model, Around around) {
    this.model = model;
    this.around = around;
  }

  Node of(Page page) {
    return switch (page) {
      case GOAL -> goal();
      case DATA -> data();
      case SIZES -> sizes();
      case TRAFFIC -> traffic();
      case RUNNING -> running();
      case REVIEW -> review();
    };
  }

  private Card goal() {
    return card(
        Page.GOAL,
        field("decision", model.decisionProperty()),
        Ui.wrapped(Texts.of("begin.goal-help"), "muted", "small"));
  }

  private Card data() {
    var rows = new StackPane();
    model.rowsProperty().subscribe(found -> rows.getChildren().setAll(table(found.table())));
    HBox files = row(file("holdout", model.holdoutProperty()), label());
    return card(
        Page.DATA,
        files,
        file("reference", model.referenceProperty()),
        rows,
        Ui.wrapped(Texts.of("begin.data-help"), "muted", "small"));
  }

  private VBox file(String name, StringProperty file) {
    String title = Texts.of("begin.field." + name);
    return Ui.column(
        5,
        Ui.label(title, "field-name"),
        new FileField("begin-" + name, title, file, TABLES, around.chooser()));
  }

  private VBox label() {
    var box = new ComboBox<String>();
    box.setId("begin-label");
    box.setMaxWidth(Double.MAX_VALUE);
    box.setPromptText(Texts.of("begin.example.label"));
    box.setAccessibleText(Texts.of("begin.field.label"));
    model
        .rowsProperty()
        .subscribe(found -> {
          String chosen = model.labelProperty().get();
          box.getItems().setAll(found.table().map(Table::columns).orElse(List.of()));
          model.labelProperty().set(chosen);
        });
    box.valueProperty().bindBidirectional(model.labelProperty());
    return Ui.column(5, Ui.label(Texts.of("begin.field.label"), "field-name"), box);
  }

  private static Node table(Optional<Table> found) {
    if (found.isEmpty()) {
      return Ui.wrapped(Texts.of("begin.no-rows"), "muted");
    }
    Table table = found.get();
    var rows = FXCollections.observableArrayList(table.rows());
    TableView<List<String>> view = Columns.table(new FilteredList<>(rows), "");
    view.setId("begin-rows");
    var columns = new ArrayList<TableColumn<List<String>, ?>>();
    for (int i = 0; i < Math.min(MOST_COLUMNS, table.columns().size()); i++) {
      int column = i;
      columns.add(Columns.text(table.columns().get(i), 120, row -> row.get(column)));
    }
    view.getColumns().setAll(columns);
    if (columns.size() > FEW_COLUMNS) {
      view.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
    }
    double height = ROW * table.rows().size() + 46;
    view.setMinHeight(height);
    view.setPrefHeight(height);
    view.setMaxHeight(height);
    return view;
  }

  private Card sizes() {
    Card card = card(Page.SIZES);
    model
        .sizes()
        .forEach((input, size) -> {
          TextField text = text("size-" + input, input, size);
          text.setPromptText(Texts.of("begin.usual", model.suggested(input)));
          card.getChildren().add(Ui.column(5, Ui.label(input, "mono"), text));
        });
    Button usual =
        Ui.button(Texts.of("begin.take-usual"), "fth-corner-down-left", model::takeSuggested);
    usual.setId("begin-usual");
    card.getChildren().addAll(usual, Ui.wrapped(Texts.of("begin.sizes-help"), "muted", "small"));
    return card;
  }

  private Card traffic() {
    var examples = new HBox(10);
    for (AssistantViewModel.Example example : AssistantViewModel.EXAMPLES) {
      Button take =
          Ui.button(
              Texts.of("begin.traffic-" + example.key(), example.average(), example.peak()),
              "fth-corner-down-left",
              () -> model.take(example));
      take.setId("begin-traffic-" + example.key());
      examples.getChildren().add(take);
    }
    return card(
        Page.TRAFFIC,
        examples,
        row(field("average", model.averageProperty()), field("peak", model.peakProperty())),
        Ui.wrapped(Texts.of("begin.traffic-help"), "muted", "small"));
  }

  private Card running() {
    var cloud = new ComboBox<String>();
    cloud.setId("begin-cloud");
    cloud.setMaxWidth(Double.MAX_VALUE);
    cloud.getItems().setAll(AssistantViewModel.clouds());
    cloud.setAccessibleText(Texts.of("begin.field.cloud"));
    cloud.valueProperty().bindBidirectional(model.cloudProperty());
    return card(
        Page.RUNNING,
        field("latency", model.latencyProperty()),
        row(
            Ui.column(5, Ui.label(Texts.of("begin.field.cloud"), "field-name"), cloud),
            field("region", model.regionProperty())),
        Ui.wrapped(Texts.of("begin.running-help"), "muted", "small"));
  }

  private Node review() {
    Button browse =
        Ui.iconButton(
            Texts.of("begin.choose-folder"),
            "fth-folder",
            () ->
                around
                    .folders()
                    .get()
                    .ifPresent(to -> model.folderProperty().set(Formats.home(to.toString()))));
    browse.setId("begin-browse");
    TextField folder = text("folder", Texts.of("begin.field.folder"), model.folderProperty());
    VBox where =
        Ui.column(
            5,
            Ui.label(Texts.of("begin.field.folder"), "field-name"),
            Ui.row(6, Ui.grow(folder), browse));
    var code = new CodeView();
    code.setId("begin-preview");
    code.setMinHeight(LEAST_PREVIEW);
    VBox.setVgrow(code, Priority.ALWAYS);
    var wrong = new VBox(8);
    wrong.setId("begin-problem");
    model.previewProperty().subscribe(now -> show(now, code, wrong));
    return card(Page.REVIEW, row(where, field("name", model.nameProperty())), wrong, code);
  }

  private void show(Optional<Preview> now, CodeView code, VBox wrong) {
    code.show("slipway.yaml", now.map(Preview::text).orElse(""));
    wrong.getChildren().clear();
    now.flatMap(Preview::problem).ifPresent(problem -> explain(problem, wrong));
    code.setVisible(wrong.getChildren().isEmpty());
    code.setManaged(wrong.getChildren().isEmpty());
  }

  private void explain(Problem problem, VBox wrong) {
    wrong
        .getChildren()
        .addAll(
            Ui.row(8, Ui.sign(Tone.BAD), Ui.wrapped(Formats.home(problem.what()), "fact-value")),
            Ui.wrapped(Formats.home(problem.why()), "muted"),
            Ui.wrapped(Formats.home(problem.remedy())));
    if (problem.code().id().equals("project.exists")) {
      Button open = Ui.button(Texts.of("begin.open-existing"), "fth-folder", model::openExisting);
      open.setId("begin-open-existing");
      wrong.getChildren().add(open);
    }
  }

  private static Card card(Page page, Node... content) {
    String key = "begin.page-" + Words.id(page);
    var card = new Card(Texts.of(key), Texts.of(key + "-below"), content);
    card.setMaxWidth(980);
    return card;
  }

  private static HBox row(Node... nodes) {
    var row = new HBox(12, nodes);
    row.getChildren()
        .forEach(node -> {
          HBox.setHgrow(node, Priority.ALWAYS);
          ((VBox) node).setPrefWidth(100);
          ((VBox) node).setMaxWidth(Double.MAX_VALUE);
        });
    return row;
  }

  private static VBox field(String name, StringProperty value) {
    String title = Texts.of("begin.field." + name);
    Control text = text(name, title, value);
    return Ui.column(5, Ui.label(title, "field-name"), text);
  }

  private static TextField text(String name, String title, StringProperty value) {
    var text = new TextField();
    text.setId("begin-" + name);
    text.setAccessibleText(title);
    Texts.find("begin.example." + name).ifPresent(text::setPromptText);
    text.textProperty().bindBidirectional(value);
    return text;
  }
}
