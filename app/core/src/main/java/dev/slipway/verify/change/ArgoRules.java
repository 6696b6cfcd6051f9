// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// Canary releases of Argo Rollouts, and what Argo CD applies by itself.
final class ArgoRules {

  static final List<Rule> ALL =
      List.of(
          At.the(
                  "step %s of the canary",
                  "*/spec/strategy/canary/steps/[]", "*/spec/strategy/canary/steps")
              .in("Rollout")
              .gone(WEAKER, "a bad release reaches more callers before anybody looks")
              .added(STRONGER, "a bad release is looked at once more"),
          At.the("share of the canary", "**/steps/[]/setWeight")
              .raised(WEAKER, "a bad release reaches more callers at first")
              .lowered(STRONGER, "a bad release reaches fewer callers at first"),
          At.the("pause of the canary", "**/steps/[]/pause/duration")
              .same()
              .lowered(WEAKER, "a bad release is looked at for less time")
              .raised(STRONGER, "a bad release is looked at for more time"),
          At.the("pause of the canary", "**/steps/[]/pause")
              .gone(WEAKER, "nobody looks before it goes on")
              .any(UNJUDGED, "how long it is looked at is another"),
          At.the(
                  "judgement of the canary",
                  "**/canary/analysis",
                  "**/canary/analysis/**",
                  "**/analysis/templates/[]")
              .gone(WEAKER, "a bad release goes on by itself: keep it")
              .added(STRONGER, "a bad release is stopped by itself")
              .changed(UNJUDGED, "what stops a bad release is another"),
          At.the("analysis %s", "*")
              .in("AnalysisTemplate", "ClusterAnalysisTemplate")
              .gone(WEAKER, "nothing judges a release: it stops or goes on unseen")
              .added(STRONGER, "it can judge a release"),
          At.the("metric %s of the analysis", "*/spec/metrics/[]")
              .in("AnalysisTemplate")
              .gone(WEAKER, "a release that is bad by it goes on")
              .added(STRONGER, "a release that is bad by it is stopped"),
          At.the(
                  "patience of the analysis",
                  "**/metrics/[]/failureLimit|inconclusiveLimit|consecutiveErrorLimit")
              .raised(WEAKER, "a bad release goes on for longer")
              .lowered(STRONGER, "a bad release is stopped sooner"),
          At.the(
                  "condition of metric %s",
                  "**/metrics/[]/successCondition|failureCondition", "**/provider/**")
              .any(UNJUDGED, "whether it stops a bad release is to be tried"),
          At.the("time of metric %s", "**/metrics/[]/interval|initialDelay")
              .same()
              .raised(WEAKER, "a bad release is stopped later")
              .lowered(STRONGER, "a bad release is stopped sooner"),
          At.the("going back", "**/revisionHistoryLimit")
              .lowered(WEAKER, "fewer old releases can be gone back to")
              .raised(STRONGER, "more old releases can be gone back to"),
          At.the("applied by itself", "**/syncPolicy/automated", "**/syncPolicy")
              .in("Application")
              .added(WEAKER, "what is merged runs at once: who approves?")
              .gone(UNJUDGED, "somebody must sync by hand"),
          At.the("changes by hand in the cluster", "**/automated/selfHeal")
              .to("true", STRONGER, "they are put back")
              .any(WEAKER, "they stay unseen"),
          At.the("what is gone from the files", "**/automated/prune")
              .to("true", NEUTRAL, "it is deleted in the cluster too")
              .any(WEAKER, "it stays in the cluster unseen"),
          At.the("where Argo CD reads", "**/source/**", "**/destination/server", "**/project")
              .in("Application")
              .any(UNJUDGED, "other files may be applied, or elsewhere: read them"),
          At.the("application %s", "*")
              .in("Application")
              .gone(WEAKER, "nothing applies what is merged")
              .added(UNJUDGED, "what it applies is to be read"),
          At.the("old replicas", "**/workloadRef/**")
              .any(UNJUDGED, "when the old replicas go is to be tried"));

  private ArgoRules() {}
}
