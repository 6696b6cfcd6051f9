// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.jobs.Jobs;
import dev.slipway.desktop.jobs.SameThread;
import dev.slipway.measure.load.Tier;
import dev.slipway.profile.search.SearchGoal;
import dev.slipway.tracker.Tracker;
import dev.slipway.workbench.ExportBundle;
import dev.slipway.workbench.SearchSettings;
import dev.slipway.workbench.Ship;
import dev.slipway.workbench.VerifyBundle;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.VariantForm;
import dev.slipway.workbench.report.ShipReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures the sample anew, on a quiet machine, and records what was found, for the other tests
/// and the pictures, which are to be drawn anew then. `-Drecord.tier=standard` says how long.
@Tag("bench")
final class RecordingTest {

  @Test
  void recordsARealVoyage(@TempDir Path temp) throws Exception {
    var tier = Tier.valueOf(System.getProperty("record.tier", "standard").toUpperCase(Locale.ROOT));
    var home = new Home(temp.resolve("home"));
    try (Tracker tracker = Tracker.open(home.database())) {
      Bench bench = Bench.at(home, tracker.ledger(), tracker.runs(), Clock.systemUTC());
      Workbench workbench =
          Workbench.over(bench, "recorded for the tests of the desktop", System.getenv());
      OpenedProject project = workbench.open().open(SampleProject.copyInto(temp));

      ShipReport report =
          workbench
              .ship()
              .ship(project, new Ship.Request(tier, Optional.empty(), true, false), Progress.NONE);
      workbench.search().search(project, search(), Progress.NONE);
      for (VariantForm form : VariantForm.values()) {
        workbench.variants().one(project, form, tier, Progress.NONE);
      }

      assertTrue(report.voyage().profile().isPresent());
      RecordedVoyage.keep(tracker, workbench, project);
    }
  }

  /// As a local process, of what was recorded above.
  @Test
  void recordsHowTheServiceBoreAVerification(@TempDir Path temp) throws Exception {
    var home = new Home(temp.resolve("home"));
    try (Tracker tracker = Tracker.open(home.database());
        Jobs jobs =
            new Jobs(job -> {}, new OneAtATime(), new SameThread(), InstantSource.system())) {
      Bench bench = Bench.at(home, tracker.ledger(), tracker.runs(), Clock.systemUTC());
      Workbench workbench = Workbench.over(bench, "recorded", System.getenv());
      OpenedProject project = workbench.open().open(SampleProject.copyInto(temp));
      RecordedVoyage.into(tracker, workbench, project);
      workbench.evaluate().evaluate(project, Progress.NONE);
      workbench
          .export()
          .export(
              project, new ExportBundle.Request(Optional.empty(), List.of(), false), Progress.NONE);
      var request = new VerifyBundle.Request(project.bundleFolder(), false, Duration.ofSeconds(10));

      Job job =
          jobs.start(
              "Verifying",
              "",
              progress -> workbench.verify().verify(request, Optional.of(project), progress),
              found -> {});

      assertEquals(Job.State.DONE, job.stateProperty().get());
      RecordedRehearsal.of(job).keep();
    }
  }

  /// What watches the service tells of it on a thread of its own.
  private static final class OneAtATime implements Executor {
    @Override
    public synchronized void execute(Runnable told) {
      told.run();
    }
  }

  /// Long enough for a picture with many points.
  private static SearchSettings.Request search() {
    return new SearchSettings.Request(
        SearchGoal.Most.THROUGHPUT, Optional.empty(), Duration.ofSeconds(60), List.of(), List.of());
  }
}
