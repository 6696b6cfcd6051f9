// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;

/// The files of a bundle as folders and files.
final class FileTree extends TreeView<FileTree.Entry> {

  /// A folder or a file.
  record Entry(String name, Optional<GeneratedFile> file) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final ExportViewModel model;
  private boolean filling;

  FileTree(ExportViewModel model) {
    this.model = model;
    setShowRoot(false);
    setAccessibleText(Texts.of("export.files"));
    setCellFactory(view -> new EntryCell());
    setFixedCellSize(28);
    model
        .previewProperty()
        .subscribe(preview -> fill(preview.map(ExportViewModel.Preview::files).orElse(List.of())));
    getSelectionModel()
        .selectedItemProperty()
        .subscribe(item -> {
          if (!filling && item != null && item.getValue().file().isPresent()) {
            model.shownProperty().set(item.getValue().file());
          }
        });
    model.shownProperty().subscribe(this::mark);
  }

  private void fill(List<GeneratedFile> files) {
    filling = true;
    var root = new TreeItem<>(new Entry("", Optional.empty()));
    Map<String, TreeItem<Entry>> folders = new HashMap<>();
    for (GeneratedFile file : files) {
      String path = file.path();
      int slash = path.lastIndexOf('/');
      TreeItem<Entry> parent = slash < 0 ? root : folder(root, folders, path.substring(0, slash));
      parent
          .getChildren()
          .add(new TreeItem<>(new Entry(path.substring(slash + 1), Optional.of(file))));
    }
    sort(root);
    setRoot(root);
    filling = false;
    mark(model.shownProperty().get());
  }

  private static TreeItem<Entry> folder(
      TreeItem<Entry> root, Map<String, TreeItem<Entry>> folders, String path) {
    TreeItem<Entry> known = folders.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    TreeItem<Entry> parent = slash < 0 ? root : folder(root, folders, path.substring(0, slash));
    var made = new TreeItem<>(new Entry(path.substring(slash + 1), Optional.empty()));
    made.setExpanded(!path.matches(".*/(lib|native|app)"));
    parent.getChildren().add(made);
    folders.put(path, made);
    return made;
  }

  private static void sort(TreeItem<Entry> item) {
    item.getChildren()
        .sort(
            java.util.Comparator.comparing((TreeItem<Entry> i) -> i.getValue().file().isPresent())
                .thenComparing(i -> i.getValue().name()));
    item.getChildren().forEach(FileTree::sort);
  }

  private void mark(Optional<GeneratedFile> shown) {
    if (getRoot() == null || shown.isEmpty()) {
      return;
    }
    find(getRoot(), shown.get())
        .ifPresent(item -> {
          filling = true;
          getSelectionModel().select(item);
          scrollTo(Math.max(0, getRow(item) - 15));
          filling = false;
        });
  }

  private static Optional<TreeItem<Entry>> find(TreeItem<Entry> item, GeneratedFile file) {
    if (item.getValue().file().map(f -> f.path().equals(file.path())).orElse(false)) {
      return Optional.of(item);
    }
    return item.getChildren().stream().flatMap(child -> find(child, file).stream()).findFirst();
  }

  private static final class EntryCell extends TreeCell<Entry> {
    @Override
    protected void updateItem(Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (empty || entry == null) {
        setText(null);
        setGraphic(null);
        return;
      }
      setText(entry.name());
      boolean code =
          entry.name().matches(".*\\.(ya?ml|json|properties|sh)$")
              || entry.name().startsWith("Dockerfile");
      setGraphic(
          Ui.icon(
              entry.file().isEmpty() ? "fth-folder" : code ? "fth-code" : "fth-file-text",
              "muted-icon"));
      setTooltip(
          entry
              .file()
              .map(f -> Ui.tip(Texts.of("export.made-by", f.path(), f.target())))
              .orElse(null));
    }
  }
}
