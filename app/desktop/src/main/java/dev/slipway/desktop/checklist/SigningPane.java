// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.checklist;

import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Item;
import dev.slipway.desktop.checklist.SigningViewModel.Act;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Lets a person attest, waive or sign an item, or take back what was said.
final class SigningPane extends VBox {

  private static final int PROPOSED_DAYS = 14;

  private final SigningViewModel model;
  private final Line line;
  private final VBox form = new VBox(8);

  /// @param roles of the catalogue
  SigningPane(SigningViewModel model, Line line, List<String> roles) {
    super(10);
    this.model = model;
    this.line = line;
    setId("signing");
    List<Act> acts = model.offered(line);
    var group = new ToggleGroup();
    HBox choice = Ui.row(8);
    for (Act act : acts) {
      var button = new ToggleButton(Texts.of("signing." + Words.id(act)));
      button.setId("signing-" + Words.id(act));
      button.setToggleGroup(group);
      button.setOnAction(event -> {
        if (button.isSelected()) {
          show(act, roles);
        } else {
          form.getChildren().clear();
        }
      });
      choice.getChildren().add(button);
    }
    if (!acts.isEmpty()) {
      getChildren().addAll(Ui.label(Texts.of("signing.title"), "field-name"), choice, form);
    }
  }

  private void show(Act act, List<String> roles) {
    form.getChildren().setAll(field("by", model.byProperty()));
    boolean role = line.item().means() == Item.Means.SIGNED && (act == Act.SIGN || act == Act.UNDO);
    if (role) {
      form.getChildren().add(roles(roles));
    }
    if (act == Act.WAIVE) {
      form.getChildren().addAll(field("asked-by", model.askedByProperty()), until());
      form.getChildren().add(field("reason", model.noteProperty()));
      form.getChildren().add(field("meanwhile", model.meanwhileProperty()));
    } else {
      form.getChildren().add(field("note", model.noteProperty()));
      form.getChildren().add(field("link", model.linkProperty()));
    }
    var command = new CommandLine(model.command(act, line));
    List.of(
            model.byProperty(),
            model.askedByProperty(),
            model.noteProperty(),
            model.meanwhileProperty(),
            model.linkProperty(),
            model.roleProperty())
        .forEach(each -> each.subscribe(() -> command.setCommand(model.command(act, line))));
    model.untilProperty().subscribe(() -> command.setCommand(model.command(act, line)));
    var say =
        Ui.primary(Texts.of("signing." + Words.id(act)), "fth-check", () -> model.say(act, line));
    say.setId("say");
    form.getChildren().addAll(say, command);
  }

  private static Node field(String name, StringProperty value) {
    var field = new TextField();
    field.setId("signing-field-" + name);
    field.setPromptText(Texts.of("signing." + name));
    field.setAccessibleText(Texts.of("signing." + name));
    field.textProperty().bindBidirectional(value);
    return field;
  }

  private Node until() {
    var until = new DatePicker();
    until.setId("signing-field-until");
    until.setPromptText(Texts.of("signing.until"));
    until.valueProperty().bindBidirectional(model.untilProperty());
    if (until.getValue() == null) {
      until.setValue(LocalDate.now(ZoneOffset.UTC).plusDays(PROPOSED_DAYS));
    }
    return Ui.row(8, Ui.label(Texts.of("signing.until"), "muted"), until);
  }

  private Node roles(List<String> roles) {
    var choice = new ComboBox<String>();
    choice.setId("signing-field-role");
    choice.getItems().setAll(roles);
    choice.setPromptText(Texts.of("signing.role"));
    choice.setAccessibleText(Texts.of("signing.role"));
    choice.valueProperty().bindBidirectional(model.roleProperty());
    return choice;
  }
}
