// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/// A file's name, typed or chosen.
public final class FileField extends HBox {

  /// @param id how the ids of its parts begin
  /// @param patterns names that fit, such as `*.csv`
  public FileField(
      String id, String name, StringProperty file, List<String> patterns, Chooser chooser) {
    super(6);
    var text = new TextField();
    text.setId(id + "-file-name");
    text.setPromptText(name);
    text.setAccessibleText(name);
    text.textProperty().bindBidirectional(file);
    Button browse =
        Ui.iconButton(
            Texts.of("action.browse"),
            "fth-folder",
            () ->
                chooser
                    .file(name, patterns)
                    .ifPresent(path -> file.set(Formats.home(path.toString()))));
    browse.setId(id + "-browse");
    getChildren().addAll(Ui.grow(text), browse);
    setAlignment(javafx.geometry.Pos.CENTER_LEFT);
  }
}
