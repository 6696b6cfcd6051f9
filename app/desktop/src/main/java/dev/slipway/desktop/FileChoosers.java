// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/// The system's own dialogs for files, over a window.
record FileChoosers(Stage stage) {

  /// A project file or a model.
  Optional<Path> file() {
    return file(
        "Open a project or a model",
        List.of(
            "slipway.yaml",
            "MLmodel",
            "*.onnx",
            "*.tribuo",
            "*.pb",
            "*.json",
            "*.ubj",
            "*.txt",
            "*.cbm",
            "*.zip",
            "*.pkl",
            "*.pickle",
            "*.joblib",
            "*.skops"));
  }

  Optional<Path> folder() {
    var chooser = new DirectoryChooser();
    chooser.setTitle("Open a project's folder");
    return Optional.ofNullable(chooser.showDialog(stage)).map(File::toPath);
  }

  Optional<Path> file(String title, List<String> patterns) {
    var chooser = new FileChooser();
    chooser.setTitle(title);
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(String.join(" ", patterns), patterns),
            new FileChooser.ExtensionFilter("All files", "*.*"));
    return Optional.ofNullable(chooser.showOpenDialog(stage)).map(File::toPath);
  }

  /// Where a file is to be written; its name ends as one of the patterns does.
  Optional<Path> save(String title, List<String> patterns, Path proposed) {
    var chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(String.valueOf(proposed.getFileName()));
    Optional.ofNullable(proposed.toAbsolutePath().getParent())
        .filter(Files::isDirectory)
        .ifPresent(folder -> chooser.setInitialDirectory(folder.toFile()));
    patterns.forEach(pattern ->
        chooser
            .getExtensionFilters()
            .add(new FileChooser.ExtensionFilter(pattern, List.of(pattern))));
    return Optional.ofNullable(chooser.showSaveDialog(stage)).map(File::toPath);
  }
}
