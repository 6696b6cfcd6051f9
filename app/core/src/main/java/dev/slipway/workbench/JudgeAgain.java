// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Durations;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.checklist.Checklist;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.plan.Judgement;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges what was measured by the objectives as they are stated now, and keeps the verdicts as
/// evidence. It measures nothing: what another objective cannot be judged by stays stale.
public final class JudgeAgain {

  /// As a judgement names the service on this machine.
  private static final String SERVED = "served here";

  private final MakePlan plan;
  private final ReviewChecklist checklist;
  private final Trail trail;

  JudgeAgain(MakePlan plan, ReviewChecklist checklist, Trail trail) {
    this.plan = plan;
    this.checklist = checklist;
    this.trail = trail;
  }

  /// What the checklist says then.
  public Checklist judge(OpenedProject opened) throws ProblemException {
    Inspection inspection = InspectModel.look(opened);
    Optional<Recorded<Profile>> last =
        plan.last(opened, Shelf.Now.of(opened, inspection.model().sha256()));
    if (plan.ready(opened, inspection, last).isPresent()) {
      // A value set by hand that no longer works is shown; what it would cost is not evidence.
      if (plan.refused(opened).isEmpty()) {
        plan.keep(opened);
      }
      List<Fact> facts = latency(opened, inspection, last.orElseThrow().value());
      if (!facts.isEmpty()) {
        trail.keep(opened, inspection.model().sha256(), opened.command("checklist"), facts);
      }
    }
    batch(opened, inspection);
    return checklist.review(opened);
  }

  /// The verdict on scoring in batch, by a run that still holds.
  private void batch(OpenedProject opened, Inspection inspection) throws ProblemException {
    Sha256 model = inspection.model().sha256();
    Shelf.Now now = Shelf.Now.of(opened, model);
    boolean holds = plan.batch(opened, now).filter(found -> found.stale().isEmpty()).isPresent();
    Optional<JudgedObjective> judged = holds ? plan.batchJudged(opened, now) : Optional.empty();
    if (judged.isPresent()) {
      var inputs = Fact.Inputs.none().and("model", model).and(Hashes.DATA, Hashes.data(opened));
      trail.keep(
          opened,
          model,
          opened.command("checklist"),
          List.of(ScoreRows.fact(opened, judged.get(), inputs)));
    }
  }

  /// Verdicts on the service, where its answers were kept and are of the load that is stated.
  private static List<Fact> latency(OpenedProject opened, Inspection inspection, Profile profile)
      throws ProblemException {
    Objectives stated = opened.project().objectives();
    boolean kept = profile.here().flatMap(here -> here.responses()).isPresent();
    if (!kept || profile.inputs().madeUp()) {
      return List.of();
    }
    boolean samePeak = profile.peak().equals(stated.traffic().map(Objectives.Traffic::peak));
    var inputs =
        Fact.Inputs.none()
            .and("model", inspection.model().sha256())
            .and(Hashes.REQUESTS, Hashes.requests(opened))
            .and(Hashes.PEAK, Hashes.peak(opened));
    var grounds =
        Judgement.Grounds.unbuilt(Optional.empty(), Optional.of(profile), Optional.empty());
    List<JudgedObjective> judged = Judgement.latency(stated, grounds);
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      LatencyLimit limit = stated.latency().get(i);
      String at = limit.at().toString();
      judged.get(i).lines().stream()
          .filter(line -> line.place().equals(SERVED))
          .map(JudgedObjective.Line::verdict)
          .filter(verdict -> samePeak || !(verdict instanceof Verdict.Inconclusive))
          .map(verdict ->
              Fact.of(
                  "profile.served_" + at,
                  verdict.inWords(),
                  "",
                  inputs.and(
                      Hashes.latency(at), Hashes.latency(at, Durations.millis(limit.limit())))))
          .forEach(facts::add);
    }
    return facts;
  }
}
