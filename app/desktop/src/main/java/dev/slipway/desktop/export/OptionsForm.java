// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import atlantafx.base.controls.ToggleSwitch;
import dev.slipway.bundle.target.Target;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.WhenUnfolded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The options of the chosen targets and of those that they read, each checked as it is typed.
/// Those that most people leave as they are, are folded away, and made when they are unfolded.
final class OptionsForm extends VBox {

  private final Runnable onChange;
  private final List<Judged> judged = new ArrayList<>();
  private Subscription following = Subscription.EMPTY;

  /// A field with the place of what is wrong with it.
  private record Judged(OptionField field, Label complaint) {
    void judge() {
      Optional<String> wrong = field.complaint();
      complaint.setText(wrong.orElse(""));
      complaint.setVisible(wrong.isPresent());
    }
  }

  OptionsForm(TargetSelection selection, Runnable onChange) {
    super(22);
    this.onChange = onChange;
    setId("options");
    selection
        .targets()
        .keySet()
        .forEach(target -> {
          if (selection.asks(target) && !selection.options(target).isEmpty()) {
            getChildren().add(group(selection.options(target), target));
          }
        });
    if (getChildren().isEmpty()) {
      getChildren().add(Ui.wrapped(Texts.of("export.no-options"), "muted"));
    }
    // The fields outlive this form, which is made anew at each step.
    sceneProperty()
        .subscribe(scene -> {
          following.unsubscribe();
          following = scene == null ? Subscription.EMPTY : follow();
        });
  }

  private Subscription follow() {
    return Subscription.combine(judged.stream().map(this::follow).toArray(Subscription[]::new));
  }

  private Subscription follow(Judged one) {
    one.judge();
    return one.field()
        .valueProperty()
        .subscribe((before, now) -> {
          one.judge();
          onChange.run();
        });
  }

  private VBox group(List<OptionField> fields, Target target) {
    var group = new VBox(14, Ui.label(target.title(), "strong"));
    List<OptionField> folded = new ArrayList<>();
    for (OptionField field : fields) {
      if (field.option().advanced()) {
        folded.add(field);
      } else {
        group.getChildren().add(field(target, field));
      }
    }
    if (!folded.isEmpty()) {
      // What was set must be seen.
      boolean set = folded.stream().anyMatch(OptionField::changed);
      var advanced =
          new WhenUnfolded(
              Texts.of("export.advanced", folded.size()),
              "advanced-" + target.id(),
              () -> fields(target, folded));
      advanced.setExpanded(set);
      group.getChildren().add(advanced);
    }
    return group;
  }

  private VBox fields(Target target, List<OptionField> folded) {
    var box = new VBox(14);
    folded.forEach(field -> box.getChildren().add(field(target, field)));
    following.unsubscribe();
    following = getScene() == null ? Subscription.EMPTY : follow();
    return box;
  }

  private VBox field(Target target, OptionField field) {
    Node control = control(field);
    control.setId("option-" + target.id() + "-" + field.option().name());
    control.setAccessibleText(field.option().label() + ". " + field.option().help());
    Label help = Ui.wrapped(help(field.option()), "muted", "small");
    Label complaint = Ui.wrapped("", "invalid");
    complaint.managedProperty().bind(complaint.visibleProperty());
    var place = new Judged(field, complaint);
    place.judge();
    judged.add(place);
    Label name = Ui.label(field.option().label(), "field-name");
    name.setTooltip(Ui.tip("release.options." + target.id() + "." + field.option().name()));
    return new VBox(5, name, control, complaint, help);
  }

  private static String help(Target.Option option) {
    String help = option.help().strip();
    return option.example().isEmpty() || help.contains(option.example())
        ? help
        : Texts.of("option.example", help, option.example());
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
        field.option().example().isEmpty()
            ? Texts.of("option.empty")
            : Texts.of("option.such-as", field.option().example()));
    text.textProperty().bindBidirectional(field.valueProperty());
    return text;
  }
}
