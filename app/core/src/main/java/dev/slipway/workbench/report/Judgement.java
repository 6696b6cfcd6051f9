// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Verdict;
import dev.slipway.evaluate.QualityGate;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.objective.Objectives;
import dev.slipway.profile.Profile;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.ShipReport.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges each stated objective by the results of the voyage.
public final class Judgement {

  private final Voyage voyage;
  private final Objectives stated;
  private final List<Objective> objectives = new ArrayList<>();

  private Judgement(Voyage voyage) {
    this.voyage = voyage;
    this.stated = voyage.project().project().objectives();
  }

  public static List<Objective> of(Voyage voyage) {
    var judgement = new Judgement(voyage);
    judgement.latency();
    judgement.quality();
    judgement.budget();
    judgement.image();
    return judgement.objectives;
  }

  private void latency() {
    for (LatencyLimit limit : stated.latency()) {
      Verdict verdict =
          voyage
              .profile()
              .filter(Judgement::holds)
              .map(Recorded::value)
              .flatMap(profile -> of(profile, limit))
              .orElse(unknown(voyage.profile(), "not measured"));
      add("latency." + limit.at(), "≤ " + Durations.exact(limit.limit()), verdict);
    }
  }

  private static Optional<Verdict> of(Profile profile, LatencyLimit limit) {
    return profile.verdicts().stream()
        .filter(v -> v.at().equals(limit.at()) && v.limit().equals(limit.limit()))
        .map(LatencyVerdict::verdict)
        .findFirst();
  }

  private void quality() {
    stated
        .quality()
        .ifPresent(quality ->
            add(
                "quality." + quality.metric(),
                "floor " + quality.floor(),
                voyage
                    .evaluation()
                    .filter(Judgement::holds)
                    .map(e -> QualityGate.judge(e.value(), quality.floor()))
                    .orElse(unknown(voyage.evaluation(), "not evaluated"))));
  }

  private void budget() {
    stated
        .budget()
        .ifPresent(budget ->
            add(
                "budget",
                "≤ " + budget + "/month",
                voyage
                    .estimate()
                    .flatMap(estimate -> estimate.budget())
                    .orElse(new Verdict.Inconclusive("no plan meets the objectives", 1))));
  }

  private void image() {
    stated.image().ifPresent(limit -> add("image", "≤ " + limit, imageVerdict(limit)));
  }

  private Verdict imageVerdict(Bytes limit) {
    return voyage
        .verification()
        .filter(Judgement::holds)
        .map(Recorded::value)
        .map(Verification::measurements)
        .flatMap(found -> Optional.ofNullable(found.get("container.image_mib")))
        .map(found -> {
          double mebibytes = Double.parseDouble(found.value());
          String because = "measured " + found.value() + " MiB, unpacked";
          return mebibytes * (1 << 20) <= limit.count()
              ? (Verdict) new Verdict.Met(because)
              : new Verdict.NotMet(because);
        })
        .orElse(unknown(voyage.verification(), "no image was built"));
  }

  private static boolean holds(Recorded<?> recorded) {
    return recorded.stale().isEmpty();
  }

  /// What no longer holds proves nothing.
  private static Verdict unknown(Optional<? extends Recorded<?>> recorded, String missing) {
    String because =
        recorded.flatMap(Recorded::stale).map(why -> "no longer holds: " + why).orElse(missing);
    return new Verdict.Inconclusive(because, 1);
  }

  private void add(String name, String limit, Verdict verdict) {
    objectives.add(new Objective(name, limit, verdict));
  }
}
