// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Verdicts;
import dev.slipway.plan.JudgedObjective.Line;
import dev.slipway.plan.Judgement.Ground;
import dev.slipway.plan.Judgement.Grounds;
import dev.slipway.plan.Judgement.Rehearsed;
import dev.slipway.profile.OnTarget;
import dev.slipway.profile.Profile;
import dev.slipway.profile.Qualification;
import dev.slipway.request.InputSizes;
import java.util.List;
import java.util.Optional;

/// What a latency objective is held against: the model alone, the service on this machine, the
/// deployed service. Only a service can show that users are answered in time; that they are not,
/// the model alone can show too. Of those that tell, the one closest to production decides.
///
/// @param peak as it is stated
record LatencyLines(Grounds grounds, Optional<Rate> peak) {

  static final String ALONE = "model alone";
  static final String HERE = "served here";
  static final String TARGET = "on the target";

  /// The three, whether there is a measurement or not.
  List<Line> of(LatencyLimit limit) {
    return List.of(alone(limit), here(limit), target(limit));
  }

  /// What the three come to.
  static Verdict together(List<Line> lines) {
    return lines.reversed().stream()
        .filter(line -> !(line.verdict() instanceof Verdict.Inconclusive))
        .findFirst()
        .map(LatencyLines::named)
        .orElseGet(() -> named(lines.get(1)));
  }

  /// The measurement that is shown where there is room for one.
  static String shown(List<Line> lines) {
    return lines.reversed().stream()
        .filter(line -> !line.measured().isEmpty())
        .findFirst()
        .map(line -> line.measured() + " " + line.place())
        .orElse("");
  }

  private static Verdict named(Line line) {
    return Verdicts.because(
        line.verdict(),
        because ->
            because.startsWith("at ")
                ? line.place() + " " + because
                : line.place() + ": " + because);
  }

  private Line alone(LatencyLimit limit) {
    Optional<Profile> profile = grounds.profile().found();
    return profile
        .map(found ->
            line(
                ALONE,
                new BoundLoad(
                    found.open(),
                    found.verdicts(),
                    found.responses(),
                    qualification(found, "one worker")),
                found.tier(),
                limit))
        .map(line ->
            line.verdict() instanceof Verdict.Met(String because)
                ? new Line(
                    line.place(),
                    line.measured(),
                    line.conditions(),
                    new Verdict.Inconclusive(
                        because + "; the model alone keeps it, and only its service can meet it",
                        0))
                : line)
        .orElseGet(() -> missing(ALONE, grounds.profile().missing()));
  }

  private static Qualification qualification(Profile profile, String one) {
    return new Qualification(profile.tier() == Tier.QUICK, profile.peak(), one, profile.inputs());
  }

  /// How large the requests were, which profile, rehearsal and deployed service were asked alike.
  private InputSizes inputs() {
    return grounds.profile().found().map(Profile::inputs).orElse(InputSizes.OF_MODEL);
  }

  /// Requests of a made-up size give no verdict, though whoever sent them did not know.
  private Verdict minding(Verdict verdict) {
    return verdict instanceof Verdict.Inconclusive ? verdict : inputs().qualified(verdict);
  }

  /// By the profile and by the rehearsal of the bundle; one that refutes outweighs one that meets.
  private Line here(LatencyLimit limit) {
    Optional<Line> profiled =
        grounds
            .profile()
            .found()
            .flatMap(profile ->
                profile
                    .here()
                    .map(here ->
                        line(
                            HERE,
                            new BoundLoad(
                                here.load(),
                                here.verdicts(),
                                here.responses(),
                                qualification(profile, "one replica here")),
                            profile.tier(),
                            limit)));
    Optional<Line> rehearsed = grounds.rehearsal().found().flatMap(found -> line(found, limit));
    if (profiled.isPresent() && rehearsed.isPresent()) {
      return weightier(rehearsed.get(), profiled.get());
    }
    return rehearsed.or(() -> profiled).orElseGet(() -> missing(HERE, unmeasured()));
  }

  private String unmeasured() {
    return grounds
        .profile()
        .found()
        .map(profile ->
            profile.unserved().orElse("not measured over a socket; profile the model again"))
        .orElse(grounds.profile().missing());
  }

  private static Line weightier(Line first, Line second) {
    if (second.verdict() instanceof Verdict.NotMet
        || first.verdict() instanceof Verdict.Inconclusive) {
      return first.verdict() instanceof Verdict.NotMet ? first : second;
    }
    return first;
  }

  private Optional<Line> line(Rehearsed found, LatencyLimit limit) {
    List<LatencyVerdict> verdicts = found.load().verdicts();
    return verdicts.stream()
        .filter(each -> each.at().equals(limit.at()) && each.limit().equals(limit.limit()))
        .findFirst()
        .map(judged -> {
          var load =
              new BoundLoad(
                  found.load().block(),
                  verdicts,
                  Optional.empty(),
                  new Qualification(false, Optional.empty(), "one replica", inputs()));
          return new Line(
              HERE,
              load.measured(limit),
              load.conditions() + ", " + found.how(),
              minding(judged.verdict()));
        });
  }

  private Line target(LatencyLimit limit) {
    Ground<OnTarget> there = grounds.target();
    return there
        .found()
        .map(found -> {
          var load =
              new BoundLoad(
                  found.served().block(),
                  found.served().verdicts(),
                  Optional.empty(),
                  new Qualification(false, found.peak(), "the service", inputs()));
          return new Line(
              TARGET,
              load.measured(limit),
              load.conditions() + ", " + found.where(),
              minding(load.judge(limit, peak)));
        })
        .orElseGet(() -> missing(TARGET, there.missing()));
  }

  private Line line(String place, BoundLoad load, Tier tier, LatencyLimit limit) {
    return new Line(
        place,
        load.measured(limit),
        load.conditions() + ", " + Words.id(tier) + " tier",
        minding(load.judge(limit, peak)));
  }

  private static Line missing(String place, String why) {
    return new Line(place, "", "", new Verdict.Inconclusive(why, 0));
  }
}
