// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// When jobs run, and for how long.
final class ScheduleRules {

  static final List<Rule> ALL =
      List.of(
          At.the("job %s", "*")
              .in("CronJob", "Job")
              .gone(WEAKER, "nobody runs it any more: say who does its work")
              .added(NEUTRAL, "it runs by itself: who reads its result?"),
          new Schedules(),
          At.the("job %s: suspended", "*/spec/suspend")
              .in("CronJob", "Job")
              .to("true", WEAKER, "nobody runs it any more: say who does its work")
              .byDefault("false")
              .gone(STRONGER, "it runs")
              .to("false", STRONGER, "it runs")
              .any(UNJUDGED, "whether it runs is to be read"),
          At.the("job %s: time it may take", "**/activeDeadlineSeconds|startingDeadlineSeconds")
              .same()
              .lowered(WEAKER, "a run is given up sooner")
              .raised(NEUTRAL, "a run may take longer"),
          At.the("job %s: tries", "**/backoffLimit")
              .lowered(WEAKER, "a failure is tried again less")
              .raised(NEUTRAL, "a failure is tried again more"),
          At.the(
                  "job %s: runs that are kept",
                  "**/successfulJobsHistoryLimit|failedJobsHistoryLimit|ttlSecondsAfterFinished",
                  "**/timeZone")
              .any(NEUTRAL, "past runs can be looked at for another time"),
          At.the("job %s: runs side by side", "**/concurrencyPolicy")
              .byDefault("Allow")
              .gone(WEAKER, "two runs may disturb one another, as by default")
              .to("Allow", WEAKER, "two runs may disturb one another")
              .to("Forbid|Replace", NEUTRAL, "one run at a time")
              .any(UNJUDGED, "whether two runs may disturb one another is to be tried"),
          At.the("floor of the review", "**/env/[SCORE_FLOOR]/value")
              .lowered(WEAKER, "a worse score is let pass")
              .raised(STRONGER, "a worse score is noticed")
              .any(UNJUDGED, "which score is noticed is another"),
          At.the(
                  "review: %s",
                  "**/env/[MODEL_AGE_DAYS]/value",
                  "**/env/[PAUSE_DAYS]/value",
                  "**/env/[DRIFT_ROWS]/value",
                  "**/env/[DRIFT_AGREEING]/value")
              .raised(WEAKER, "a model that grew old is noticed later")
              .lowered(STRONGER, "a model that grew old is noticed sooner"),
          At.the("drift limit of %s", "[]/limit")
              .file(".*drift-limits\\.json")
              .raised(WEAKER, "drift is noticed later")
              .lowered(STRONGER, "drift is noticed sooner"),
          At.the("drift limit of %s", "[]")
              .file(".*drift-limits\\.json")
              .gone(WEAKER, "nobody looks whether it drifts")
              .added(STRONGER, "somebody looks whether it drifts"));

  private ScheduleRules() {}
}
