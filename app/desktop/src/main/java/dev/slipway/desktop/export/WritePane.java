// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.BundlePreview;
import dev.slipway.desktop.export.WriteModel.Written;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Pills;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import java.util.SortedMap;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The last step: where the bundle goes, what would be lost there, and what to do with it then.
final class WritePane extends HBox {

  private static final int MOST_PATCH_LINES = 12;

  private final ExportViewModel model;
  private final WriteModel writing;
  private final VBox result = new VBox(14);
  private final Button write;
  private Subscription following = Subscription.EMPTY;

  WritePane(ExportViewModel model) {
    super(16);
    this.model = model;
    writing = model.writing();
    write = Ui.primary("", "fth-download", writing::write);
    write.setId("export-write");
    var form = new Card(Texts.of("export.write-title"), Texts.of("export.write-text"), where());
    writing
        .oldPrices()
        .ifPresent(old -> {
          var words = Ui.wrapped(Texts.of("export.old-prices", old), "banner", "unsure");
          words.setId("old-prices");
          form.getChildren().add(words);
        });
    form.getChildren().addAll(Ui.row(10, write), result);
    var left = new VBox(16, form, saving());
    var right = new Card(Texts.of("export.note"), Texts.of("export.note-help"));
    right.getChildren().add(new ReleaseNotePane(model.releaseNote()));
    var sides = new HBox(16, Ui.grow(left), right);
    sides.setPadding(new Insets(0, 14, 0, 0));
    left.setMinWidth(420);
    right.setPrefWidth(460);
    right.setMinWidth(360);
    right.setMaxHeight(USE_PREF_SIZE);
    getChildren().add(Ui.grow(Ui.scroll(sides)));
    // The models outlive this pane, which is made anew at each step.
    sceneProperty()
        .subscribe(scene -> {
          following.unsubscribe();
          following = scene == null ? Subscription.EMPTY : follow();
        });
    show();
  }

  private Subscription follow() {
    return writing
        .askedProperty()
        .subscribe(asked -> show())
        .and(writing.writtenProperty().subscribe(written -> show()))
        .and(model.preview().previewProperty().subscribe(preview -> show()));
  }

  private Node where() {
    var folder = new TextField();
    folder.setId("export-folder");
    folder.textProperty().bindBidirectional(writing.whereProperty());
    folder.setAccessibleText(Texts.of("export.folder"));
    var zip = new SimpleBooleanProperty(writing.isZip());
    writing.whereProperty().subscribe(typed -> zip.set(writing.isZip()));
    zip.subscribe(writing::setZip);
    var kinds =
        new Pills(
            List.of(false, true),
            zip,
            on -> Texts.of(on ? "export.as-zip" : "export.as-folder"),
            (on, button) -> button.setId(on ? "as-zip" : "as-folder"));
    return Ui.column(
        6,
        Ui.row(10, Ui.label(Texts.of("export.folder"), "field-name"), Ui.spacer(), kinds),
        folder,
        Ui.wrapped(Texts.of("export.folder-help"), "muted", "small"));
  }

  private Node saving() {
    Button save = Ui.button(Texts.of("export.save"), "fth-save", writing::save);
    save.setId("export-save");
    save.setDisable(!writing.unsaved());
    var card =
        new Card(
            Texts.of("export.save-title"),
            "",
            Ui.wrapped(
                Texts.of(writing.unsaved() ? "export.save-text" : "export.save-same"), "muted"),
            Ui.row(10, save));
    if (writing.unsaved()) {
      card.getChildren().add(new CommandLine(writing.saveCommand()));
    }
    return card;
  }

  private void show() {
    int count = model.preview().previewProperty().get().map(BundlePreview::count).orElse(0);
    write.setText(Texts.of("export.write-now", count));
    boolean asking = !writing.askedProperty().get().isEmpty();
    write.setDisable(count == 0 || asking || model.selection().obstacle().isPresent());
    result.getChildren().clear();
    if (asking) {
      result.getChildren().add(edited(writing.askedProperty().get()));
    }
    writing.writtenProperty().get().ifPresent(done -> result.getChildren().add(done(done)));
  }

  private Node done(Written written) {
    Button open = Ui.button(Texts.of("export.open"), "fth-folder", writing::open);
    open.setId("export-open");
    Button verify = Ui.primary(Texts.of("export.verify"), "fth-shield", writing::verify);
    verify.setId("export-verify");
    var words =
        Ui.column(
            2,
            Ui.label(Texts.of("export.written", written.count()), "strong"),
            Ui.label(Texts.of("export.digest", written.bundle().digest().brief()), "small"));
    written
        .kept()
        .ifPresent(kept ->
            words
                .getChildren()
                .add(Ui.wrapped(Texts.of("export.kept", Formats.home(kept.toString())), "small")));
    HBox head = Ui.row(12, Ui.sign(Tone.GOOD), Ui.grow(words));
    var box =
        Ui.column(12, head, Ui.row(10, open, verify), new CommandLine(writing.verifyCommand()));
    box.getStyleClass().addAll("banner", "good");
    box.setId("export-done");
    return box;
  }

  private Node edited(SortedMap<String, String> edits) {
    var words =
        Ui.column(
            8,
            Ui.wrapped(Texts.of("export.edited", edits.size()), "strong"),
            Ui.wrapped(Texts.of("export.edited-help"), "small"));
    edits.forEach((path, patch) -> {
      words.getChildren().add(Ui.label(path, "mono", "small"));
      words.getChildren().add(patch(path, patch));
    });
    Button replace = Ui.button(Texts.of("export.replace"), "fth-check", writing::replace);
    replace.setId("replace-edited");
    Button leave = Ui.button(Texts.of("export.leave"), "fth-x", writing::decline);
    leave.setId("leave-edited");
    words.getChildren().add(Ui.row(10, leave, replace));
    words.getStyleClass().addAll("banner", "unsure");
    words.setId("edited");
    return words;
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
}
