// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.base.Words;
import dev.slipway.bundle.BundlePreview;
import dev.slipway.bundle.BundlePreview.Standing;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;

/// The files of a bundle as folders and files.
final class FileTree extends TreeView<FileTree.Entry> {

  /// A folder or a file.
  ///
  /// @param path of a file; empty for a folder
  record Entry(
      String name, String path, Optional<GeneratedFile> file, Optional<Standing> standing) {

    boolean isFolder() {
      return path.isEmpty();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final PreviewModel model;
  private boolean filling;

  FileTree(PreviewModel model) {
    this.model = model;
    setShowRoot(false);
    setAccessibleText(Texts.of("export.files"));
    setCellFactory(view -> new EntryCell());
    setFixedCellSize(28);
    Ui.shown(this, model.previewProperty()).subscribe(this::fill);
    getSelectionModel()
        .selectedItemProperty()
        .subscribe(item -> {
          if (!filling && item != null && !item.getValue().isFolder()) {
            model.pick(item.getValue().path());
          }
        });
    Ui.shown(this, model.shownProperty()).subscribe(this::mark);
  }

  private void fill(Optional<BundlePreview> preview) {
    filling = true;
    var root = new TreeItem<>(folder(""));
    Map<String, TreeItem<Entry>> folders = new HashMap<>();
    Map<String, Standing> standings = preview.map(BundlePreview::standings).orElse(new TreeMap<>());
    Map<String, GeneratedFile> files = new HashMap<>();
    preview.ifPresent(now -> now.files().forEach(file -> files.put(file.path(), file)));
    for (Map.Entry<String, Standing> each : standings.entrySet()) {
      String path = each.getKey();
      int slash = path.lastIndexOf('/');
      TreeItem<Entry> parent = slash < 0 ? root : folder(root, folders, path.substring(0, slash));
      parent
          .getChildren()
          .add(
              new TreeItem<>(
                  new Entry(
                      path.substring(slash + 1),
                      path,
                      Optional.ofNullable(files.get(path)),
                      Optional.of(each.getValue()))));
    }
    sort(root);
    setRoot(root);
    filling = false;
    mark(model.shownProperty().get());
  }

  private static Entry folder(String name) {
    return new Entry(name, "", Optional.empty(), Optional.empty());
  }

  private static TreeItem<Entry> folder(
      TreeItem<Entry> root, Map<String, TreeItem<Entry>> folders, String path) {
    TreeItem<Entry> known = folders.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    TreeItem<Entry> parent = slash < 0 ? root : folder(root, folders, path.substring(0, slash));
    var made = new TreeItem<>(folder(path.substring(slash + 1)));
    made.setExpanded(!path.matches(".*/(lib|native|app)"));
    parent.getChildren().add(made);
    folders.put(path, made);
    return made;
  }

  private static void sort(TreeItem<Entry> item) {
    item.getChildren()
        .sort(
            java.util.Comparator.comparing((TreeItem<Entry> i) -> !i.getValue().isFolder())
                .thenComparing(i -> i.getValue().name()));
    item.getChildren().forEach(FileTree::sort);
  }

  private void mark(String shown) {
    if (getRoot() == null || shown.isEmpty()) {
      return;
    }
    find(getRoot(), shown)
        .ifPresent(item -> {
          filling = true;
          getSelectionModel().select(item);
          scrollTo(Math.max(0, getRow(item) - 15));
          filling = false;
        });
  }

  private static Optional<TreeItem<Entry>> find(TreeItem<Entry> item, String path) {
    if (item.getValue().path().equals(path)) {
      return Optional.of(item);
    }
    return item.getChildren().stream().flatMap(child -> find(child, path).stream()).findFirst();
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
      setText(null);
      boolean code =
          entry.name().matches(".*\\.(ya?ml|json|properties|sh)$")
              || entry.name().startsWith("Dockerfile");
      var row =
          Ui.row(
              6,
              Ui.icon(
                  entry.isFolder() ? "fth-folder" : code ? "fth-code" : "fth-file-text",
                  "muted-icon"),
              Ui.label(entry.name()));
      entry
          .standing()
          .ifPresent(standing ->
              row.getChildren()
                  .add(
                      Ui.chip(
                          Texts.of("standing." + Words.id(standing)),
                          "badge",
                          Words.id(standing))));
      setGraphic(row);
      entry
          .file()
          .ifPresentOrElse(
              f -> Ui.tell(this, Texts.of("export.made-by", f.path(), f.target())),
              () -> setTooltip(null));
    }
  }
}
