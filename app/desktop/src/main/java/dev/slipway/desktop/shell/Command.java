// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.parts.Texts;
import javafx.scene.input.KeyCombination;

/// An action that the user can take from anywhere: in the palette, or with a key. It names the
/// command line that does the same.
///
/// @param key such as `Shortcut+K`; empty for none
/// @param commandLine empty where there is none, as for changing the theme
/// @param available whether it can be done now
public record Command(
    String id,
    String title,
    String icon,
    String key,
    String commandLine,
    boolean available,
    Runnable action) {

  /// Other words that people look for it by.
  String synonyms() {
    return Texts.find("synonyms." + id).orElse("");
  }

  KeyCombination combination() {
    return KeyCombination.valueOf(key);
  }

  /// The key as people write it.
  String keyText() {
    return key.replace("Shortcut", "Ctrl").replace("Minus", "-");
  }
}
