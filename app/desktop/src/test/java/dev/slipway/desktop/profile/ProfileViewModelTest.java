// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.profile.ArrivalChoice.Kind;
import dev.slipway.desktop.session.Session;
import dev.slipway.evidence.RunLog;
import dev.slipway.measure.load.Samples;
import dev.slipway.measure.load.Samples.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The next measurement is as it was chosen, and what is written is of the profile that is shown.
final class ProfileViewModelTest {

  private static final String PROJECT = "penguin-species";

  @TempDir private Path temp;

  @Test
  void nothingIsMeasuredWhileNobodyKnowsHowRequestsCome() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ProfileViewModel(recorded.session());
      assertTrue(model.isReady());
      model.arrival().kindProperty().set(Kind.BURST);
      model.arrival().onProperty().set("soon");

      model.run();
      model.runWhenQuiet();

      assertFalse(model.isReady());
      assertEquals(Optional.empty(), recorded.session().noticeProperty().get());
      assertEquals(1, recorded.tracker().runs().history(PROJECT, "profile", 9).size());
      assertEquals(
          "slipway profile " + temp.resolve(PROJECT) + " --tier quick --arrival PATTERN",
          model.command());
      model.arrival().kindProperty().set(Kind.TRACE);
      model.arrival().traceProperty().set("no\0file");
      assertFalse(model.isReady(), "no file can be named so");
      model.arrival().traceProperty().set(temp.resolve("access.csv").toString());
      assertTrue(model.isReady());
    }
  }

  /// A profile of another version may be newer than that of the release as it is.
  @Test
  void writesTheTimesOfTheRunThatIsShown() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      RunLog runs = recorded.tracker().runs();
      RunLog.Run shown = runs.latest(PROJECT, "profile").orElseThrow();
      runs.keep(
          new RunLog.Run(
              PROJECT + "-profile-other",
              shown.kind(),
              shown.project(),
              "9.0.0+0123456789ab",
              shown.at().plus(Duration.ofHours(1)),
              shown.json()));
      times(shown.id(), new Sample(5, 7, 6));
      times(PROJECT + "-profile-other", new Sample(1, 1, 1));
      Path file = temp.resolve("times.csv");

      new ProfileViewModel(recorded.session()).writeSamples(file);

      assertEquals(
          "block,intended_ns,response_ns,service_ns\nopen,5,7,6\n", Files.readString(file));
      assertEquals(
          Optional.of("1 request of run " + shown.id() + " written"),
          recorded.session().noticeProperty().get().map(Session.Notice::title));
    }
  }

  private void times(String run, Sample sample) throws Exception {
    Path folder = Files.createDirectories(temp.resolve("home/runs").resolve(run));
    Samples.write(folder.resolve("open.csv.gz"), List.of(sample));
  }
}
