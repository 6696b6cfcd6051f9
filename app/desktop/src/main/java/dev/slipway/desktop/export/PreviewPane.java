// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.bundle.BundlePreview;
import dev.slipway.bundle.BundlePreview.Standing;
import dev.slipway.bundle.SideBySide;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.desktop.parts.CodeView;
import dev.slipway.desktop.parts.Coloured;
import dev.slipway.desktop.parts.Pills;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Previews the bundle's files before they are written: what each holds, how it differs from what
/// is there, and why its numbers are what they are.
final class PreviewPane extends VBox {

  private final PreviewModel model;
  private final CodeView code = new CodeView();
  private final DifferenceView difference = new DifferenceView();
  private final StackPane content = new StackPane();
  private final Label path = Ui.label("", "card-title");
  private final Label made = Ui.label("", "card-subtitle");
  private final Label count = Ui.label("", "muted", "small");
  private final Pills ways;
  private final WhyPane why;

  PreviewPane(PreviewModel model) {
    super(12);
    this.model = model;
    getStyleClass().add("card");
    var tree = new FileTree(model);
    tree.setId("file-tree");
    tree.setPrefWidth(320);
    tree.setMinWidth(280);
    tree.setMaxWidth(340);
    code.setId("file-text");
    code.onLine(line -> model.askedProperty().set(OptionalInt.of(line)));
    content.setMinWidth(240);
    ways =
        new Pills(
            List.of(false, true),
            model.comparingProperty(),
            on -> Texts.of(on ? "export.way-difference" : "export.way-content"),
            (on, button) -> button.setId(on ? "show-difference" : "show-content"));
    VBox titles = Ui.column(2, path, made);
    titles.setMinWidth(0);
    HBox head = Ui.row(10, titles, Ui.spacer(), ways);
    why = new WhyPane(model);
    VBox right = new VBox(10, content, why);
    VBox.setVgrow(content, Priority.ALWAYS);
    var body = new HBox(12, Ui.column(6, Ui.grow(tree), count), right);
    HBox.setHgrow(right, Priority.ALWAYS);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().addAll(head, body);
    Ui.shown(this, model.previewProperty()).subscribe(this::counted);
    Ui.shown(this, model.previewProperty()).subscribe((before, now) -> show());
    Ui.shown(this, model.shownProperty()).subscribe((before, now) -> show());
    Ui.shown(this, model.comparingProperty()).subscribe((before, now) -> show());
    Ui.shown(this, model.readProperty()).subscribe((before, now) -> show());
    Ui.shown(this, model.readingProperty()).subscribe((before, now) -> made());
    show();
  }

  private void counted(Optional<BundlePreview> preview) {
    count.setId("file-count");
    count.setWrapText(true);
    count.setText(preview.map(PreviewPane::counted).orElse(""));
  }

  private static String counted(BundlePreview preview) {
    String standings =
        Stream.of(Standing.values())
            .filter(standing -> preview.count(standing) > 0)
            .map(standing ->
                preview.count(standing) + " " + Texts.of("standing." + Words.id(standing)))
            .collect(Collectors.joining(", "));
    return Texts.of("export.counted", preview.count(), standings);
  }

  private void show() {
    Optional<GeneratedFile> file = model.file();
    String shown = model.shownProperty().get();
    path.setText(shown.isEmpty() ? Texts.of("export.preview") : shown);
    made();
    Optional<SideBySide> differs = model.difference();
    ways.setVisible(differs.isPresent());
    // A file that goes has no content to show.
    if (differs.isPresent() && (model.comparingProperty().get() || file.isEmpty())) {
      difference.show(differs.get());
      content.getChildren().setAll(difference);
      why.setVisible(false);
      why.setManaged(false);
      return;
    }
    why.setVisible(true);
    why.setManaged(true);
    code.show(
        model
            .read()
            .map(PreviewPane::text)
            .orElseGet(() -> Coloured.plain(file.map(GeneratedFile::path).orElse(""), "")));
    content.getChildren().setAll(code);
  }

  private void made() {
    made.setText(model.read().map(PreviewPane::made).orElseGet(() -> Texts.of(unread())));
  }

  /// Why nothing is known of the file that is looked at.
  private String unread() {
    if (model.file().isPresent()) {
      return model.readingProperty().get().isPresent()
          ? "export.preview-reading"
          : "export.preview-unread";
    }
    return model.shownProperty().get().isEmpty() ? "export.preview-wait" : "export.preview-removed";
  }

  private static Coloured text(FileText read) {
    return read.text()
        .orElseGet(() ->
            Coloured.plain(
                read.file().path(), Texts.of(read.binary() ? "export.binary" : "export.too-long")));
  }

  private static String made(FileText read) {
    GeneratedFile file = read.file();
    long size = read.size();
    return file.template().isEmpty()
        ? Texts.of("export.copied", Numbers.count(size), file.content().sha256().brief())
        : Texts.of(
            "export.rendered",
            file.template(),
            Numbers.count(size),
            file.content().sha256().brief());
  }
}
