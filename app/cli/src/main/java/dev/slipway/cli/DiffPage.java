// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.release.ReleaseNote.Side;
import dev.slipway.workbench.report.ReleaseSections;

/// Shows a release note as text.
final class DiffPage {

  private DiffPage() {}

  static void print(ReleaseNote note, boolean files, Terminal terminal) {
    Side before = note.before();
    Side after = note.after();
    terminal.title(
        Texts.clean(
            "%s %s → %s %s"
                .formatted(before.project(), before.version(), after.project(), after.version())));
    String headline = "  " + note.headline();
    terminal.line(
        switch (ReleaseSections.tone(note)) {
          case BAD -> terminal.bad(headline);
          case OPEN -> terminal.open(headline);
          case GOOD, PLAIN -> terminal.good(headline);
        });
    ReleaseSections.of(note, files).forEach(terminal::section);
  }
}
