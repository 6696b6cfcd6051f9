// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.RunLog;
import dev.slipway.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A profile of the sample that was really measured once, for the desktop's tests: who looks at
/// what is made of a profile need not measure for ten seconds. Of what it was measured is not kept,
/// so that it counts as fresh of any sample.
final class RecordedProfile {

  private static final Path FILE =
      Path.of(System.getProperty("slipway.root", "../.."))
          .resolve("app/desktop/src/test/resources/dev/slipway/desktop/recorded/profile.json");

  private RecordedProfile() {}

  /// Puts it where commands look who know of no other project of the sample's name yet.
  static void into(Slipway slipway) throws IOException, ProblemException {
    List<String> lines = Files.readAllLines(FILE);
    try (Tracker tracker = Tracker.open(slipway.home().resolve("slipway.db"))) {
      tracker
          .runs()
          .keep(
              new RunLog.Run(
                  "penguin-species-profile-recorded",
                  "profile",
                  "penguin-species",
                  lines.get(0),
                  Instant.parse(lines.get(1)),
                  lines.get(2)));
    }
  }
}
