// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.base.Sha256;
import dev.slipway.workbench.project.ExportDraft;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.WriteProject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps a half-made export in the home, so that it goes on after a restart. What is decided
/// belongs into `slipway.yaml`.
public final class KeepDraft {

  private final Home home;
  private final WriteProject write = new WriteProject();

  public KeepDraft(Home home) {
    this.home = home;
  }

  /// @return empty where none is kept, or none that this version reads
  public Optional<ExportDraft> kept(OpenedProject opened) {
    Path file = file(opened);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Reading.text(file), ExportDraft.class));
    } catch (ProblemException olderForm) {
      return Optional.empty();
    }
  }

  public void keep(OpenedProject opened, ExportDraft draft) throws ProblemException {
    write.whole(file(opened), Json.text(draft), true);
  }

  private Path file(OpenedProject opened) {
    String folder = opened.folder().toAbsolutePath().normalize().toString();
    String name = Sha256.of(folder.getBytes(StandardCharsets.UTF_8)).brief();
    return home.drafts().resolve(name + ".json");
  }
}
