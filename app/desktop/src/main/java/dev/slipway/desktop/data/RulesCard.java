// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.Words;
import dev.slipway.data.RuleOutcome;
import dev.slipway.desktop.data.RuleForm.Field;
import dev.slipway.desktop.data.RuleForm.Kind;
import dev.slipway.desktop.data.RulesViewModel.Ruled;
import dev.slipway.desktop.data.RulesViewModel.Shown;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The rules with what each found, and a form that changes them where they stand.
final class RulesCard {

  private static final int MOST_ROWS = 8;
  private static final int LEAST_ROWS = 3;

  private final RulesViewModel model;
  private final ObservableList<Ruled> lines = FXCollections.observableArrayList();
  private final TableView<Ruled> table = Columns.table(new FilteredList<>(lines), "");
  private final ComboBox<String> columns = new ComboBox<>();
  private final Label complaint = Ui.wrapped("", "invalid");
  private final Button add;
  private final Button change;
  private final Button remove;
  private final VBox editor = new VBox(12);
  private final VBox begin = new VBox(10);
  private final Card card;

  /// Whether the lines are being exchanged, so that what is selected is no choice of the user's.
  private boolean exchanging;

  RulesCard(RulesViewModel model) {
    this.model = model;
    add = Ui.button(Texts.of("rules.add"), "fth-plus", model::add);
    change = Ui.button(Texts.of("rules.change"), "fth-edit-2", model::change);
    remove = Ui.button(Texts.of("rules.remove"), "fth-trash-2", model::remove);
    table.setId("rules");
    table.setAccessibleText(Texts.of("rules.title"));
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.text(Texts.of("rules.rule"), 420, ruled -> ruled.rule().text()),
                Columns.node(
                    Texts.of("rules.reference"),
                    150,
                    ruled -> seen(ruled.reference()),
                    ruled -> outcome(ruled.reference(), "rules.not-checked")),
                Columns.node(
                    Texts.of("rules.holdout"),
                    150,
                    ruled -> seen(ruled.holdout()),
                    ruled ->
                        outcome(
                            ruled.holdout(),
                            ruled.reference().isPresent()
                                ? "rules.not-held"
                                : "rules.not-checked"))));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(ruled -> {
          if (!exchanging) {
            int at = ruled == null ? -1 : lines.indexOf(ruled);
            model.placeProperty().set(at < 0 ? Optional.empty() : Optional.of(at));
          }
        });
    editor.getChildren().addAll(table, form(), complaint, buttons());
    Button suggest = Ui.button(Texts.of("rules.suggest"), "fth-zap", model::suggest);
    suggest.setId("rules-suggest");
    begin.getChildren().addAll(Ui.wrapped(Texts.of("rules.none"), "muted"), suggest);
    card = new Card(Texts.of("rules.title"), Texts.of("rules.below"), begin, editor);
    card.setId("rules-card");
    Ui.shown(card, model.shown()).subscribe(shown -> shown.ifPresent(this::show));
    model.placeProperty().subscribe(place -> check());
    model.form().kindProperty().subscribe(kind -> check());
    for (Field field : Field.values()) {
      model.form().textProperty(field).subscribe(text -> check());
    }
  }

  Card card() {
    return card;
  }

  private void show(Shown shown) {
    boolean has = shown.file().isPresent();
    swap(begin, !has && shown.looked());
    swap(editor, has);
    card.setVisible(has || shown.looked());
    card.setManaged(has || shown.looked());
    exchanging = true;
    Optional<Integer> place = model.placeProperty().get();
    lines.setAll(shown.rules());
    Columns.fit(table, Math.clamp(lines.size(), 1, MOST_ROWS), LEAST_ROWS);
    List<String> names = new ArrayList<>(shown.columns());
    String chosen = model.form().textProperty(Field.COLUMN).get();
    columns.getItems().setAll(names);
    model.form().textProperty(Field.COLUMN).set(chosen);
    place
        .filter(at -> at < lines.size())
        .ifPresentOrElse(
            at -> table.getSelectionModel().select(lines.get(at)),
            () -> table.getSelectionModel().clearSelection());
    exchanging = false;
    model.placeProperty().set(place.filter(at -> at < lines.size()));
    check();
  }

  private static void swap(VBox part, boolean shown) {
    part.setVisible(shown);
    part.setManaged(shown);
  }

  private static String seen(Optional<RuleOutcome> outcome) {
    return outcome.map(RuleOutcome::seen).orElse("");
  }

  /// @param none key of what is said where nothing was found
  private static Node outcome(Optional<RuleOutcome> outcome, String none) {
    if (outcome.isEmpty()) {
      return Ui.label(Texts.of(none), "muted");
    }
    Tone tone = outcome.get().kept() ? Tone.GOOD : Tone.BAD;
    Label said = Ui.label(outcome.get().seen(), "verdict", tone.styleClass());
    said.setGraphic(Ui.sign(tone));
    return said;
  }

  private Beside form() {
    var kinds = new ComboBox<Kind>();
    kinds.getItems().setAll(Kind.values());
    kinds.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Kind kind) {
            return kind == null ? "" : Texts.of("rules.kind." + Words.id(kind));
          }

          @Override
          public Kind fromString(String text) {
            throw new IllegalStateException("kinds are chosen, not typed");
          }
        });
    kinds.valueProperty().bindBidirectional(model.form().kindProperty());
    columns.valueProperty().bindBidirectional(model.form().textProperty(Field.COLUMN));
    var row = new Beside(10, field("kind", kinds), shown(Field.COLUMN, columns));
    for (Field field :
        List.of(Field.FROM, Field.TO, Field.VALUES, Field.ROWS, Field.DAYS, Field.ALLOW)) {
      var text = new TextField();
      text.textProperty().bindBidirectional(model.form().textProperty(field));
      text.setPromptText(Texts.of("rules.example." + Words.id(field)));
      row.getChildren().add(shown(field, text));
    }
    return row;
  }

  private VBox shown(Field field, Control control) {
    VBox part = field(Words.id(field), control);
    model
        .form()
        .kindProperty()
        .subscribe(kind -> {
          part.setVisible(kind.has(field));
          part.setManaged(kind.has(field));
        });
    return part;
  }

  private static VBox field(String id, Control control) {
    String name = Texts.of("rules.field." + id);
    control.setId("rule-" + id);
    control.setAccessibleText(name);
    control.setMaxWidth(Double.MAX_VALUE);
    VBox part = Width.FILTER.of(Ui.column(5, Ui.label(name, "field-name"), control));
    HBox.setHgrow(part, Priority.ALWAYS);
    return part;
  }

  private Beside buttons() {
    add.setId("rule-add");
    change.setId("rule-change");
    remove.setId("rule-remove");
    complaint.setId("rule-complaint");
    complaint.managedProperty().bind(complaint.visibleProperty());
    Button undo = Ui.button(Texts.of("rules.undo"), "fth-rotate-ccw", model::undo);
    undo.setId("rules-undo");
    model.writtenProperty().subscribe(done -> undo.setDisable(done.isEmpty()));
    return new Beside(10, change, add, remove, undo, Ui.spacer());
  }

  private void check() {
    String wrong = model.complaint();
    boolean typed = model.placeProperty().get().isPresent() || model.form().isBegun();
    complaint.setText(wrong);
    complaint.setVisible(typed && !wrong.isEmpty());
    add.setDisable(!wrong.isEmpty());
    change.setDisable(!wrong.isEmpty() || model.rule().isEmpty());
    remove.setDisable(model.rule().isEmpty());
  }
}
