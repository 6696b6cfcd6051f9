// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.RunLog;
import dev.slipway.tracker.Tracker;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.project.OpenedProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Runs and evidence of the sample that were really measured once, by [RecordingTest], so that a
/// test need not measure for a minute. Each file of a run begins with its release and its time.
public final class RecordedVoyage {

  static final List<String> KINDS = List.of("evaluation", "profile", "search", "verification");
  public static final Path FOLDER =
      SampleProject.ROOT.resolve("app/desktop/src/test/resources/dev/slipway/desktop/recorded");

  private RecordedVoyage() {}

  /// Puts the runs and their evidence where the workbench looks.
  static void into(Tracker tracker, Workbench workbench, OpenedProject project)
      throws IOException, ProblemException {
    for (String kind : KINDS) {
      if (!Files.exists(FOLDER.resolve(kind + ".json"))) {
        continue;
      }
      List<String> lines = Files.readAllLines(FOLDER.resolve(kind + ".json"));
      String name = project.project().name();
      tracker
          .runs()
          .keep(
              new RunLog.Run(
                  name + "-" + kind + "-recorded",
                  kind,
                  project.records(),
                  lines.get(0),
                  Instant.parse(lines.get(1)),
                  lines.get(2)));
    }
    workbench.evidence().take(project, FOLDER.resolve("evidence.json"));
  }

  /// Writes what the workbench knows, to be read back by [#into].
  static void keep(Tracker tracker, Workbench workbench, OpenedProject project)
      throws IOException, ProblemException {
    Files.createDirectories(FOLDER);
    for (String kind : KINDS) {
      RunLog.Run run = tracker.runs().latest(project.project().name(), kind).orElseThrow();
      Files.write(
          FOLDER.resolve(kind + ".json"),
          List.of(run.release(), run.at().toString(), withoutInputs(run.json())));
    }
    workbench.evidence().export(project, FOLDER.resolve("evidence.json"));
  }

  /// The bundle that was verified is not kept: without its hash the record never counts as stale.
  private static String withoutInputs(String json) {
    return json.replaceFirst("\"inputs\":\\{[^}]*\\}", "\"inputs\":{}");
  }
}
