// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.TwoRuns;
import dev.slipway.profile.Profile;
import dev.slipway.profile.child.RunStore;
import dev.slipway.workbench.KeptRun;
import dev.slipway.workbench.RunComparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two profiles of a project stand side by side.
final class RunsViewModelTest {

  @TempDir private Path temp;

  @Test
  void comparesTheLastRunWithTheOneBefore() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new RunsViewModel(recorded.session());
      assertEquals(1, model.runsProperty().get().size());
      assertEquals(Optional.empty(), model.comparedProperty().get());

      TwoRuns.keepSlower(recorded.tracker(), "penguin-species");
      recorded.session().reload();
      RunComparison compared = model.comparedProperty().get().orElseThrow();

      assertEquals(
          List.of("penguin-species-profile-slower", "penguin-species-profile-recorded"),
          model.runsProperty().get().stream().map(KeptRun::name).toList());
      assertEquals("penguin-species-profile-recorded", compared.a().name());
      assertEquals(
          List.of("p50 MORE", "p95 MORE", "p99 MORE"),
          compared.rows().stream().map(row -> row.a().percentile() + " " + row.outcome()).toList());
      assertEquals(Optional.empty(), model.command(), "their folders are gone");
      assertEquals(Optional.empty(), model.turns());
      assertTrue(model.obstacle().orElseThrow().contains("not on this machine any more"));
      model.beforeProperty().set(model.afterProperty().get());
      assertEquals(
          RunComparison.Outcome.NOT_TOLD_APART,
          model.comparedProperty().get().orElseThrow().rows().getFirst().outcome());
    }
  }

  @Test
  void saysHowToRepeatThoseThatCanBe() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new RunsViewModel(recorded.session());
      TwoRuns.keepSlower(recorded.tracker(), "penguin-species");
      recorded.session().reload();

      model.beforeProperty().set(model.beforeProperty().get().map(RunsViewModelTest::repeatable));
      assertEquals(Optional.empty(), model.command());
      model.afterProperty().set(model.afterProperty().get().map(RunsViewModelTest::repeatable));

      String both = "penguin-species-profile-recorded penguin-species-profile-slower";
      assertEquals(Optional.of("slipway compare " + both), model.turns());
      assertEquals(Optional.of("slipway compare " + both + " --kept"), model.command());
      assertEquals(Optional.empty(), model.obstacle());
    }
  }

  /// The command reads a run's profile alone; a run in turns sends what was sent again.
  @Test
  void offersTheCommandForRunsThatEndedAndTurnsForThoseWhoseRequestsAreHere() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Profile profile = recorded.session().voyage().orElseThrow().profile().orElseThrow().value();
      Path runs = temp.resolve("home/runs");
      new RunStore(runs.resolve("penguin-species-profile-recorded")).write(profile);
      Path other = Files.createDirectories(runs.resolve("penguin-species-profile-slower"));
      var model = new RunsViewModel(recorded.session());
      TwoRuns.keepSlower(recorded.tracker(), "penguin-species");
      recorded.session().reload();
      assertEquals(Optional.empty(), model.command(), "a folder alone is no run");

      new RunStore(other).write(profile);
      model = new RunsViewModel(recorded.session());

      assertEquals(
          Optional.of(
              "slipway compare penguin-species-profile-recorded penguin-species-profile-slower"
                  + " --kept"),
          model.command());
      assertEquals(
          profile,
          recorded.session().actions().runs().stored("penguin-species-profile-slower").profile());
      assertEquals(Optional.empty(), model.turns());
    }
  }

  private static KeptRun repeatable(KeptRun run) {
    return new KeptRun(run.name(), run.at(), run.model(), true, true, run.profile());
  }

  @Test
  void keepsWhatTheUserChose() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new RunsViewModel(recorded.session());
      TwoRuns.keepSlower(recorded.tracker(), "penguin-species");
      recorded.session().reload();
      Optional<KeptRun> slower = model.afterProperty().get();
      Optional<KeptRun> first = model.beforeProperty().get();
      model.beforeProperty().set(slower);
      model.afterProperty().set(first);

      TwoRuns.keepSlower(recorded.tracker(), "penguin-species", "slowest");
      recorded.session().reload();

      assertEquals(3, model.runsProperty().get().size());
      assertEquals(slower, model.beforeProperty().get());
      assertEquals(first, model.afterProperty().get());
    }
  }
}
