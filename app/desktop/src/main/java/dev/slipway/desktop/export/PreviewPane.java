// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.base.Numbers;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.desktop.parts.CodeView;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Previews the bundle's files before they are written.
final class PreviewPane extends VBox {

  private final ExportViewModel model;
  private final CodeView code = new CodeView();
  private final Label path = Ui.label("", "card-title");
  private final Label made = Ui.label("", "card-subtitle");
  private final Label count = Ui.chip("");

  PreviewPane(ExportViewModel model) {
    super(12);
    this.model = model;
    getStyleClass().add("card");
    var tree = new FileTree(model);
    tree.setId("file-tree");
    tree.setPrefWidth(216);
    tree.setMinWidth(190);
    tree.setMaxWidth(300);
    code.setId("file-text");
    code.setMinWidth(240);
    VBox titles = Ui.column(2, path, made);
    titles.setMinWidth(0);
    HBox head = Ui.row(10, titles, Ui.spacer(), count);
    var body = new HBox(12, tree, code);
    HBox.setHgrow(code, Priority.ALWAYS);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().addAll(head, body);
    model
        .previewProperty()
        .subscribe(
            p -> count.setText(Texts.of("export.count", p.map(x -> x.files().size()).orElse(0))));
    model.shownProperty().subscribe(this::show);
  }

  private void show(Optional<GeneratedFile> file) {
    path.setText(file.map(f -> f.path()).orElse(Texts.of("export.preview")));
    made.setText(file.map(this::made).orElse(Texts.of("export.preview-wait")));
    code.show(
        file.map(GeneratedFile::path).orElse(""),
        file.flatMap(model::text).orElse(file.isPresent() ? Texts.of("export.binary") : ""));
  }

  private String made(GeneratedFile file) {
    int size = file.content().bytes().length;
    return file.template().isEmpty()
        ? Texts.of("export.copied", Numbers.count(size), file.content().sha256().brief())
        : Texts.of(
            "export.rendered",
            file.template(),
            Numbers.count(size),
            file.content().sha256().brief());
  }
}
