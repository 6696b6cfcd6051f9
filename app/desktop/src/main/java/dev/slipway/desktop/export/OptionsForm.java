// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import atlantafx.base.controls.ToggleSwitch;
import dev.slipway.bundle.target.Target;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/// The options of the chosen targets and of those that they read, each checked as it is typed.
final class OptionsForm extends VBox {

  private final Runnable onChange;

  OptionsForm(ExportViewModel model, Runnable onChange) {
    super(22);
    this.onChange = onChange;
    setId("options");
    model
        .targets()
        .keySet()
        .forEach(target -> {
          if (model.asks(target) && !model.options(target).isEmpty()) {
            getChildren().add(group(model, target));
          }
        });
    if (getChildren().isEmpty()) {
      getChildren().add(Ui.wrapped(Texts.of("export.no-options"), "muted"));
    }
  }

  private VBox group(ExportViewModel model, Target target) {
    var group = new VBox(14, Ui.label(target.title(), "strong"));
    model.options(target).forEach(field -> group.getChildren().add(field(target, field)));
    return group;
  }

  private VBox field(Target target, OptionField field) {
    Node control = control(field);
    control.setId("option-" + target.id() + "-" + field.option().name());
    control.setAccessibleText(field.option().name());
    Label help = Ui.wrapped(field.option().help(), "muted", "small");
    Label complaint = Ui.wrapped("", "invalid");
    complaint.managedProperty().bind(complaint.visibleProperty());
    field
        .valueProperty()
        .subscribe(value -> {
          Optional<String> wrong = field.complaint();
          complaint.setText(wrong.orElse(""));
          complaint.setVisible(wrong.isPresent());
          onChange.run();
        });
    return new VBox(5, Ui.label(field.option().name(), "field-name"), control, complaint, help);
  }

  private static Node control(OptionField field) {
    return switch (field.option().type()) {
      case "truth" -> truth(field);
      case "choice" -> choice(field);
      default -> text(field);
    };
  }

  private static Node truth(OptionField field) {
    var toggle =
        new ToggleSwitch(
            Texts.of(field.valueProperty().get().equals("true") ? "option.on" : "option.off"));
    toggle.setSelected(field.valueProperty().get().equals("true"));
    toggle
        .selectedProperty()
        .subscribe(on -> {
          toggle.setText(Texts.of(on ? "option.on" : "option.off"));
          field.valueProperty().set(String.valueOf(on));
        });
    return toggle;
  }

  private static Node choice(OptionField field) {
    var box = new ComboBox<String>();
    box.getItems().setAll(field.choices());
    box.valueProperty().bindBidirectional(field.valueProperty());
    return box;
  }

  private static Node text(OptionField field) {
    var text = new TextField();
    text.setPromptText(
        field.option().defaultValue().isEmpty()
            ? Texts.of("option.empty")
            : field.option().defaultValue());
    text.textProperty().bindBidirectional(field.valueProperty());
    return text;
  }
}
