// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Durations;
import dev.slipway.base.Interval;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.CostRange;
import dev.slipway.cost.Estimate;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.plan.ChosenVariant;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The measurements of the model, as `bundle.json` keeps them, so that two bundles can be compared
/// without their projects.
final class MeasuredFacts {

  static final String CHAMPION = "champion.model";
  static final String CHAMPION_OUTCOME = "champion.outcome";

  private static final int DECIMALS = 6;

  private final SortedMap<String, BundleManifest.Reason> facts = new TreeMap<>();

  private MeasuredFacts() {}

  /// The objectives that measurements are held against.
  record Stated(List<LatencyLimit> latency, Optional<Quality> quality) {

    static Stated of(Objectives objectives) {
      return new Stated(objectives.latency(), objectives.quality());
    }
  }

  static SortedMap<String, BundleManifest.Reason> of(
      Stated stated,
      Optional<Evaluation> evaluation,
      Optional<Profile> profile,
      Optional<ChosenVariant> variant,
      Optional<Estimate> estimate) {
    var facts = new MeasuredFacts();
    stated.latency().forEach(facts::limit);
    evaluation.ifPresent(facts::evaluation);
    evaluation.ifPresent(found -> stated.quality().ifPresent(asked -> facts.judged(asked, found)));
    profile.ifPresent(found -> facts.profile(found, stated.latency()));
    variant.ifPresent(facts::variant);
    estimate.flatMap(each -> each.chosen()).ifPresent(facts::machine);
    return facts.facts;
  }

  /// The model beside the one in production: a release note of the two tells the verdict that
  /// `evaluate --champion` came to.
  static SortedMap<String, BundleManifest.Reason> of(ChampionComparison found) {
    var facts = new MeasuredFacts();
    String because = found.verdict().because();
    facts.measured(CHAMPION, found.incumbent().hex(), "", "hash of the model in production");
    facts.measured(CHAMPION_OUTCOME, Words.id(found.outcome()), "", because);
    return facts.facts;
  }

  private void evaluation(Evaluation evaluation) {
    String on = evaluation.rows() + " holdout rows, " + evaluation.holdout().brief();
    score("evaluation.score", evaluation.score(), evaluation.metric() + " on " + on);
    measured("evaluation.metric", evaluation.metric(), "", "what slipway.yaml judges by");
    measured(
        "evaluation.better",
        evaluation.higherIsBetter() ? "higher" : "lower",
        "",
        "the direction of " + evaluation.metric());
    measured("evaluation.rows", String.valueOf(evaluation.rows()), "count", "the holdout file");
    measured("evaluation.holdout", evaluation.holdout().hex(), "", "hash of the holdout file");
    measured(
        "evaluation.baseline",
        plain(evaluation.baseline()),
        "",
        "what always the same answer would score");
    evaluation
        .metrics()
        .forEach(
            (name, value) -> measured("evaluation.metrics." + name, plain(value), "", "on " + on));
    for (Evaluation.Slice slice : evaluation.slices()) {
      score(
          "evaluation.slices." + slice.column() + "=" + slice.value(),
          slice.score(),
          evaluation.metric() + " on the " + slice.rows() + " holdout rows of this group");
    }
  }

  private void judged(Quality quality, Evaluation evaluation) {
    Verdict verdict = quality.judge(evaluation);
    measured("evaluation.verdict", verdict.word(), "", verdict.because());
  }

  private void score(String key, Interval score, String on) {
    String because =
        String.format(
            Locale.ROOT,
            "%s, %s to %s at %s %%",
            on,
            plain(score.low()),
            plain(score.high()),
            plain(100 * score.confidence()));
    measured(key, plain(score.value()), "", because);
    measured(key + ".low", plain(score.low()), "", because);
    measured(key + ".high", plain(score.high()), "", because);
  }

  private void profile(Profile profile, List<LatencyLimit> stated) {
    String how =
        String.format(
                Locale.ROOT,
                "measured with %d thread%s on %s, tier %s",
                profile.settings().threads(),
                profile.settings().threads() == 1 ? "" : "s",
                profile.environment().cpu(),
                Words.id(profile.tier()))
            + profile.mark()
            + profile.inputs().mark();
    measured("profile.tier", Words.id(profile.tier()), "", "how much measuring");
    profile
        .knownCapacity()
        .ifPresent(
            rate -> measured("profile.capacity", plain(rate.perSecond()), "requests/s", how));
    measured("profile.peak-memory", mebibytes(profile.peakMemory().count()), "MiB", how);
    measured("profile.load", Durations.millis(profile.load()), "ms", how);
    for (Latencies.AtPercentile at : profile.open().response().percentiles()) {
      measured(
          "profile.latency." + at.percentile(),
          Durations.millis(at.value()),
          "ms",
          String.format(
              Locale.ROOT,
              "%s, %,d requests; %s to %s ms",
              how,
              profile.open().response().count(),
              Durations.millis(at.low()),
              Durations.millis(at.high())));
    }
    profile.here().ifPresent(here -> served(here, stated, how));
  }

  /// Under a key that whoever verifies the bundle reads.
  private void limit(LatencyLimit limit) {
    facts.put(
        "objective.latency." + limit.at(),
        new BundleManifest.Reason(
            Durations.millis(limit.limit()), "ms", "objective", "slipway.yaml states it"));
  }

  /// How the service answered over a socket: its verdicts count, not those of the model alone, and
  /// only those on limits that still are stated.
  private void served(ServedHere here, List<LatencyLimit> stated, String how) {
    if (here.disturbed().isEmpty()) {
      measured("served.most", plain(here.most().perSecond()), "requests/s", how);
    }
    for (Latencies.AtPercentile at : here.load().response().percentiles()) {
      measured(
          "served.latency." + at.percentile(),
          Durations.millis(at.value()),
          "ms",
          String.format(
              Locale.ROOT,
              "%s, over a socket at %s, %,d requests; %s to %s ms",
              how,
              here.load().arrival().brief(),
              here.load().response().count(),
              Durations.millis(at.low()),
              Durations.millis(at.high())));
    }
    for (LatencyVerdict verdict : here.verdicts()) {
      if (!stated.contains(new LatencyLimit(verdict.at(), verdict.limit()))) {
        continue;
      }
      measured(
          "served.verdict." + verdict.at(),
          verdict.verdict().word(),
          "",
          "limit " + Durations.millis(verdict.limit()) + " ms: " + verdict.verdict().because());
    }
  }

  private void variant(ChosenVariant variant) {
    String how = variant.because() + "; compared at " + variant.at() + ", " + variant.environment();
    measured("variant.name", variant.name(), "", how);
    measured("variant.original", variant.original().hex(), "", "hash of the model as it is");
    measured("variant.cpu-ratio", plain(variant.cpu().value()), "ratio", how);
    measured(
        "variant.answers-apart",
        plain(variant.apart()),
        "share",
        "the largest difference of an answer from that of the model as it is");
    measured(
        "variant.same-class",
        plain(variant.same()),
        "share",
        "of the requests that both were asked");
    variant
        .score()
        .ifPresent(score -> {
          measured(
              "variant.score-before",
              plain(score.before()),
              "",
              score.metric() + " of the model as it is on the holdout");
          measured(
              "variant.score",
              plain(score.after()),
              "",
              score.metric() + " of the variant on the holdout");
        });
  }

  private void machine(Candidate chosen) {
    String how =
        String.format(
            Locale.ROOT,
            "%s at the peak, on %s in %s %s, %s",
            Words.count(chosen.replicas(), "replica"),
            chosen.type(),
            chosen.cloud(),
            chosen.region(),
            chosen.dated());
    priced("estimate.machine", chosen.type(), "", how);
    CostRange month = chosen.month();
    priced(
        "estimate.month",
        month.likely().amount().toPlainString(),
        month.likely().currency().getCurrencyCode(),
        String.format(
            Locale.ROOT,
            "%s; %s to %s%s",
            how,
            month.low().amount().toPlainString(),
            month.high().amount().toPlainString(),
            month.atLeast() ? ", and a price is unknown" : ""));
  }

  private void measured(String key, String value, String unit, String because) {
    facts.put(key, new BundleManifest.Reason(value, unit, "measured", because));
  }

  private void priced(String key, String value, String unit, String because) {
    facts.put(key, new BundleManifest.Reason(value, unit, "price", because));
  }

  private static String mebibytes(long bytes) {
    return BigDecimal.valueOf(bytes)
        .divide(BigDecimal.valueOf(1L << 20), 1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String plain(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    return exact.signum() == 0
        ? "0"
        : exact
            .setScale(Math.min(exact.scale(), DECIMALS), RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
  }
}
