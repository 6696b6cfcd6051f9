// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.Shell;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;

/// Writes the report as one page, for people who do not run Slipway.
public final class ReportPage {

  private static final String FILE = "slipway-report.html";

  private final Session session;

  public ReportPage(Session session) {
    this.session = session;
  }

  public String command() {
    return session
        .project()
        .map(project -> project.command("report") + " --html " + Shell.word(file(project)))
        .orElse("slipway report PROJECT --html " + FILE);
  }

  /// Writes it beside `slipway.yaml`, and says where.
  public void write() {
    session
        .project()
        .ifPresent(project -> {
          Path file = file(project);
          session
              .jobs()
              .start(
                  Texts.of("job.report"),
                  command(),
                  progress -> {
                    session.actions().report(project, file);
                    return file;
                  },
                  written ->
                      session.tell(Texts.of("notice.reported"), Formats.home(written.toString())));
        });
  }

  private static Path file(OpenedProject project) {
    return project.folder().resolve(FILE);
  }
}
