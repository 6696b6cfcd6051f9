// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.workbench.InitFolder;
import java.util.Map;

/// What a folder of a library said of its model, and what it did not.
final class InitPage {

  private InitPage() {}

  /// @param what the folder is
  static void print(String what, InitFolder.Begun begun, Terminal terminal) {
    terminal.title("Taken from the folder, " + what);
    terminal.facts(
        begun.taken().stream()
            .<Map.Entry<String, ?>>map(each ->
                Map.entry(each.what(), Texts.clean(each.value() + "   (" + each.from() + ")")))
            .toList());
    if (!begun.missing().isEmpty()) {
      terminal.title("Not found there");
      begun.missing().forEach(each -> terminal.line("  " + Texts.clean(each)));
    }
    terminal.line("");
  }
}
