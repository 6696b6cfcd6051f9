// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.objectives;

import dev.slipway.checklist.Checklist;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CodeView;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A form for the objectives, beside the file that it writes.
public final class ObjectivesView extends VBox {

  private final ObjectivesViewModel model;
  private final Button save;
  private final Button discard;

  public ObjectivesView(ObjectivesViewModel model) {
    super(16);
    this.model = model;
    setId("objectives");
    getStyleClass().add("page");
    save = Ui.primary(Texts.of("objectives.save"), "fth-check", model::save);
    save.setId("objectives-save");
    discard = Ui.button(Texts.of("objectives.discard"), "fth-x", model::discard);
    discard.setId("objectives-discard");
    var form = new VBox(16, why(), latency(), traffic(), batch(), quality(), cost());
    form.getStyleClass().add("inner-page");
    var scroll = Ui.scroll(form);
    Width.WIDE.of(scroll);
    scroll.setMinHeight(240);
    var right = new VBox(16, preview(), items());
    Width.PART.of(right);
    HBox.setHgrow(right, Priority.ALWAYS);
    var both = new Beside(16, scroll, right);
    getChildren().addAll(controls(), Ui.grow(both));
    model.changedProperty().subscribe(now -> refresh());
    model.draftProperty().subscribe(text -> refresh());
    model.errorsProperty().subscribe(errors -> refresh());
  }

  private Beside controls() {
    Button undo = Ui.button(Texts.of("objectives.undo"), "fth-corner-up-left", model::undo);
    undo.setId("objectives-undo");
    undo.setTooltip(Ui.tip(Texts.of("objectives.undo-tip")));
    model.undoableProperty().subscribe(can -> undo.setDisable(!can));
    var command = new CommandLine(model.command());
    model.items().subscribe(items -> command.setCommand(model.command()));
    var row = new Beside(10, save, discard, undo, Ui.spacer(), command);
    row.getStyleClass().addAll("card", "tool-row");
    return row;
  }

  private void refresh() {
    boolean changed = model.changedProperty().get();
    save.setDisable(!changed || !model.valid());
    discard.setDisable(!changed);
  }

  private Card why() {
    return card(
        "objectives.why",
        field("decision"),
        field("kpi.name"),
        row(field("kpi.baseline"), field("kpi.target"), field("risk")));
  }

  private Card latency() {
    Beside row = row();
    ObjectivesViewModel.percentiles()
        .forEach(percentile -> row.getChildren().add(field("latency." + percentile)));
    share(row);
    return card("objectives.latency", row);
  }

  private Card traffic() {
    return card(
        "objectives.traffic",
        row(field("traffic.average"), field("traffic.peak")),
        row(field("traffic.shape"), field("traffic.ramp")),
        row(field("availability")));
  }

  private Card batch() {
    return card(
        "objectives.batch", row(field("batch.rows"), field("batch.every"), field("batch.within")));
  }

  private Card quality() {
    return card(
        "objectives.quality",
        row(field("quality.metric"), field("quality.floor")),
        field("quality.slices"));
  }

  private Card cost() {
    return card(
        "objectives.cost",
        row(field("budget"), field("image")),
        row(
            field("release.where.cloud"),
            field("release.where.regions"),
            field("release.where.commitment")));
  }

  private static Card card(String key, Node... content) {
    return new Card(Texts.of(key), Texts.of(key + "-below"), content);
  }

  private static Beside row(Node... nodes) {
    var row = new Beside(12, nodes);
    share(row);
    return row;
  }

  private static void share(Beside row) {
    row.getChildren()
        .forEach(node -> {
          HBox.setHgrow(node, Priority.ALWAYS);
          Width.FIELD.of((VBox) node);
        });
  }

  private VBox field(String name) {
    Field field = model.field(name);
    String title = Texts.of("objectives.field." + name);
    Control control = field.choices().isEmpty() ? text(field, name) : choice(field);
    control.setId("objective-" + name.replace('.', '-'));
    control.setAccessibleText(title);
    control.setMaxWidth(Double.MAX_VALUE);
    Label complaint = Ui.wrapped("", "invalid");
    complaint.textProperty().bind(field.complaintProperty());
    complaint.visibleProperty().bind(field.complaintProperty().isNotEmpty());
    complaint.managedProperty().bind(complaint.visibleProperty());
    field.complaintProperty().subscribe(text -> refresh());
    return Ui.column(5, Ui.label(title, "field-name"), control, complaint);
  }

  private static TextInputControl text(Field field, String name) {
    TextInputControl text = name.equals("decision") ? sentence() : new TextField();
    text.setPromptText(Texts.of("objectives.example." + name));
    text.textProperty().bindBidirectional(field.valueProperty());
    return text;
  }

  private static TextArea sentence() {
    var area = new TextArea();
    area.setWrapText(true);
    area.setPrefRowCount(2);
    return area;
  }

  private static ComboBox<String> choice(Field field) {
    var box = new ComboBox<String>();
    box.getItems().setAll(field.choices());
    box.valueProperty().bindBidirectional(field.valueProperty());
    return box;
  }

  private Card preview() {
    var code = new CodeView();
    code.setMinHeight(200);
    VBox.setVgrow(code, Priority.ALWAYS);
    Ui.shown(this, model.draftProperty())
        .subscribe(text -> code.show("slipway.yaml", text, model.changedLine()));
    Label wrong = Ui.wrapped("", "invalid");
    wrong.setId("objectives-errors");
    model
        .errorsProperty()
        .subscribe(errors -> {
          wrong.setText(String.join("\n", errors));
          wrong.setVisible(!errors.isEmpty());
          wrong.setManaged(!errors.isEmpty());
        });
    Label unsaved = Ui.chip(Texts.of("objectives.unsaved"), Tone.UNSURE);
    unsaved.visibleProperty().bind(model.changedProperty());
    var card =
        new Card(Texts.of("objectives.file"), Texts.of("objectives.file-below"), code, wrong)
            .with(unsaved);
    VBox.setVgrow(card, Priority.ALWAYS);
    return card;
  }

  private Card items() {
    var rows = Ui.column(0);
    rows.setId("objectives-items");
    Ui.shown(this, model.items()).subscribe(items -> showItems(rows, items));
    Button all = Ui.button(Texts.of("screen.checklist"), "fth-check-square", model::showChecklist);
    all.setId("objectives-checklist");
    return new Card(Texts.of("objectives.items"), Texts.of("objectives.items-below"), rows)
        .with(all);
  }

  private static void showItems(VBox rows, List<Checklist.Line> items) {
    rows.getChildren().clear();
    for (Checklist.Line line : items) {
      Tone tone = Tone.of(line.state());
      Label title = Ui.label(line.item().title());
      title.setMinWidth(0);
      title.setTooltip(Ui.tip(line.item().title() + "\n" + line.because()));
      Label word = Ui.label(Tone.word(line.state()), "verdict", tone.styleClass());
      word.setMinWidth(USE_PREF_SIZE);
      HBox row = Ui.row(8, Ui.sign(tone), title, Ui.spacer(), word);
      row.getStyleClass().add("list-row");
      rows.getChildren().add(row);
    }
  }
}
