// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.target.Target;
import dev.slipway.desktop.export.ExportViewModel.Step;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Stepper;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The export wizard: a page with numbered steps and a live preview.
public final class ExportView extends StackPane {

  private static final int MOST_PATCH_LINES = 12;
  private static final List<Step> STEPS = List.of(Step.values());

  private final ExportViewModel model;
  private final Session session;
  private final VBox form = new VBox(16);
  private final HBox body = new HBox(16);
  private final PreviewPane preview;
  private final Button next;
  private final Button back;
  private final Label obstacle = Ui.label("", "invalid");
  private final CommandLine command;
  private final ReleaseNotePane releaseNote;

  public ExportView(ExportViewModel model, Session session) {
    this.model = model;
    this.session = session;
    setId("export");
    preview = new PreviewPane(model);
    releaseNote = new ReleaseNotePane(model.releaseNote());
    command = new CommandLine(model.command());
    back = Ui.button(Texts.of("export.back"), "fth-arrow-left", model::back);
    back.setId("export-back");
    next = Ui.primary(Texts.of("export.next"), "fth-arrow-right", model::next);
    next.setId("export-next");
    model.stepProperty().subscribe(step -> show());
    model.revisionProperty().subscribe(revision -> show());
    model.writtenProperty().subscribe(written -> show());
    model
        .previewProperty()
        .subscribe(p -> {
          if (step() == Step.WRITE) {
            show();
          }
        });
    session.openedProperty().subscribe(opened -> show());
  }

  private Step step() {
    return STEPS.get(model.stepProperty().get());
  }

  private void show() {
    if (!model.planned()) {
      Button measure =
          Ui.primary(
              Texts.of("export.measure"),
              "fth-activity",
              () -> session.screenProperty().set(Screen.PROFILE));
      getChildren()
          .setAll(
              Ui.empty(
                  "fth-package",
                  Texts.of("export.none-title"),
                  Texts.of("export.none-text"),
                  List.of(measure)));
      return;
    }
    form.getChildren().setAll(content());
    form.getStyleClass().setAll("card");
    update();
    HBox.setHgrow(preview, Priority.ALWAYS);
    if (step() == Step.PREVIEW) {
      body.getChildren().setAll(preview);
    } else {
      form.setPrefWidth(step() == Step.WRITE ? 560 : 420);
      form.setMinWidth(400);
      body.getChildren().setAll(form, preview);
    }
    VBox.setVgrow(body, Priority.ALWAYS);
    var stepper =
        new Stepper(
            List.of(
                Texts.of("export.targets"),
                Texts.of("export.options"),
                Texts.of("export.preview"),
                Texts.of("export.write")),
            model.stepProperty());
    HBox buttons = Ui.row(12, command, Ui.spacer(), obstacle, back, next);
    buttons.getStyleClass().addAll("card", "tool-row");
    var page = new VBox(16, stepper, body, buttons);
    page.getStyleClass().add("page");
    getChildren().setAll(page);
  }

  private void update() {
    Optional<String> wrong = model.obstacle();
    obstacle.setText(wrong.orElse(""));
    back.setDisable(step() == Step.TARGETS);
    boolean last = step() == Step.WRITE;
    next.setVisible(!last);
    next.setManaged(!last);
    next.setDisable(wrong.isPresent());
    command.setCommand(model.command());
  }

  private List<Node> content() {
    return switch (step()) {
      case TARGETS ->
          List.of(
              head("export.targets-title", "export.targets-text"), Ui.grow(Ui.scroll(targets())));
      case OPTIONS ->
          List.of(
              head("export.options-title", "export.options-text"),
              Ui.grow(Ui.scroll(new OptionsForm(model, this::update))));
      case PREVIEW -> List.of();
      case WRITE ->
          List.of(head("export.write-title", "export.write-text"), Ui.grow(Ui.scroll(write())));
    };
  }

  private static VBox head(String title, String text) {
    return Ui.column(
        3, Ui.label(Texts.of(title), "card-title"), Ui.wrapped(Texts.of(text), "card-subtitle"));
  }

  private VBox targets() {
    var list = new VBox(10);
    // Those that are chosen come first: there are more than a window shows.
    for (boolean chosen : List.of(true, false)) {
      model
          .targets()
          .forEach((target, on) -> {
            if (on.get() == chosen) {
              list.getChildren().add(target(target, on));
            }
          });
    }
    return list;
  }

  private VBox target(Target target, BooleanProperty on) {
    var box = new CheckBox(target.title());
    box.getStyleClass().add("strong");
    box.setId("target-" + target.id());
    box.selectedProperty().bindBidirectional(on);
    String steps = target.steps().stream().map(String::valueOf).collect(Collectors.joining(", "));
    var foot = new FlowPane(8, 6, Ui.chip(Texts.of("export.steps", steps)));
    if (!target.requires().isEmpty()) {
      foot.getChildren()
          .add(Ui.chip(Texts.of("export.requires", String.join(", ", target.requires()))));
    }
    var card = new VBox(7, box, Ui.wrapped(target.description().strip(), "muted", "small"), foot);
    card.getStyleClass().add("target");
    on.subscribe(now -> {
      card.getStyleClass().remove("on");
      if (now) {
        card.getStyleClass().add("on");
      }
      update();
    });
    return card;
  }

  private VBox write() {
    var folder = new TextField();
    folder.setId("export-folder");
    folder.textProperty().bindBidirectional(model.folderProperty());
    folder.setAccessibleText(Texts.of("export.folder"));
    folder.textProperty().subscribe(text -> command.setCommand(model.command()));
    Button write = Ui.primary(Texts.of("export.write-now"), "fth-download", model::write);
    write.setId("export-write");
    var box =
        new VBox(
            16,
            Ui.column(
                5,
                Ui.label(Texts.of("export.folder"), "field-name"),
                folder,
                Ui.wrapped(Texts.of("export.folder-help"), "muted", "small")));
    model
        .previewProperty()
        .get()
        .map(ExportViewModel.Preview::edits)
        .filter(edits -> !edits.isEmpty())
        .ifPresent(edits -> box.getChildren().add(edited(edits, write)));
    model
        .oldPrices()
        .ifPresent(old -> {
          var words = Ui.wrapped(Texts.of("export.old-prices", old), "banner", "unsure");
          words.setId("old-prices");
          box.getChildren().add(words);
        });
    String lines = model.optionLines();
    if (!lines.isEmpty()) {
      box.getChildren()
          .add(
              Ui.column(
                  5,
                  Ui.wrapped(Texts.of("export.option-lines"), "muted", "small"),
                  Ui.label(lines, "mono", "small")));
    }
    box.getChildren().add(write);
    model
        .writtenProperty()
        .get()
        .ifPresent(bundle -> {
          Button verify = Ui.button(Texts.of("export.verify"), "fth-shield", model::verify);
          verify.setId("export-verify");
          HBox done =
              Ui.row(
                  12,
                  Ui.sign(Tone.GOOD),
                  Ui.column(
                      2,
                      Ui.label(Texts.of("export.written", bundle.files().size()), "strong"),
                      Ui.label(Texts.of("export.digest", bundle.digest().brief()), "small")),
                  Ui.spacer(),
                  verify);
          done.getStyleClass().addAll("banner", "good");
          done.setId("export-done");
          box.getChildren().addAll(done, releaseNote);
        });
    return box;
  }

  /// What writing would do to a file that a person changed; to be read and copied.
  private static TextArea patch(String path, String patch) {
    var area = new TextArea(patch);
    area.setId("patch-" + path);
    area.setEditable(false);
    area.setAccessibleText(Texts.of("export.patch", path));
    area.getStyleClass().addAll("mono", "small");
    area.setPrefRowCount((int) Math.min(MOST_PATCH_LINES, patch.lines().count()));
    return area;
  }

  private VBox edited(SortedMap<String, String> edits, Button write) {
    var words =
        Ui.column(
            6,
            Ui.label(Texts.of("export.edited", edits.size()), "strong"),
            Ui.wrapped(Texts.of("export.edited-help"), "muted", "small"));
    edits.forEach((path, patch) -> {
      words.getChildren().add(Ui.label(path, "mono", "small"));
      words.getChildren().add(patch(path, patch));
    });
    var replace = new CheckBox(Texts.of("export.replace"));
    replace.setId("replace-edited");
    replace.selectedProperty().bindBidirectional(model.replaceEditedProperty());
    replace
        .selectedProperty()
        .subscribe(on -> {
          write.setDisable(!on);
          command.setCommand(model.command());
        });
    words.getChildren().add(replace);
    words.getStyleClass().addAll("banner", "unsure");
    words.setId("edited");
    return words;
  }
}
