// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// Scores that are worse than before. Whether the model is worse on the same rows is what `evaluate
/// --champion` found, where it compared these two; two scores with their intervals do not tell,
/// since both models find the same rows hard.
final class ScoreRisk {

  static final String SCORE = "evaluation.score";
  private static final String METRIC = "evaluation.metric";
  private static final String ROWS = "evaluation.holdout";

  private final BundleManifest old;
  private final BundleManifest now;

  private ScoreRisk(BundleManifest old, BundleManifest now) {
    this.old = old;
    this.now = now;
  }

  static List<Notice> of(BundleManifest old, BundleManifest now) {
    return new ScoreRisk(old, now).all();
  }

  private List<Notice> all() {
    List<Notice> notices = new ArrayList<>();
    compared().ifPresent(notices::add);
    Set<String> keys = new TreeSet<>(old.evidence().keySet());
    keys.retainAll(now.evidence().keySet());
    for (String key : keys) {
      boolean told = key.equals(SCORE) && isCompared();
      if (!told && keys.contains(key + ".low") && keys.contains(key + ".high")) {
        score(key).ifPresent(notices::add);
      }
    }
    return notices;
  }

  private boolean isCompared() {
    return text(now, "champion.model").equals(Optional.of(old.model().hex()));
  }

  /// What `evaluate --champion` found of these two; a better model is no notice.
  private Optional<Notice> compared() {
    Optional<BundleManifest.Reason> outcome =
        Optional.ofNullable(now.evidence().get("champion.outcome")).filter(found -> isCompared());
    if (outcome.isEmpty() || outcome.get().value().equals("better")) {
      return Optional.empty();
    }
    String word = outcome.get().value().replace('-', ' ');
    return Optional.of(
        new Notice(
            word.equals("not worse") ? Level.NOTE : Level.RISK,
            "champion",
            word,
            outcome.get().because()));
  }

  private Optional<Notice> score(String key) {
    if (!text(old, METRIC).equals(text(now, METRIC))) {
      return key.equals(SCORE)
          ? Optional.of(
              new Notice(
                  Level.NOTE,
                  key,
                  text(old, METRIC).orElse("") + " → " + text(now, METRIC).orElse(""),
                  "judged by another metric: the two scores cannot be compared"))
          : Optional.empty();
    }
    boolean higher = text(now, "evaluation.better").orElse("higher").equals("higher");
    Optional<BigDecimal> a = number(old, key);
    Optional<BigDecimal> b = number(now, key);
    if (!worse(a, b, higher)) {
      return Optional.empty();
    }
    boolean apart =
        higher
            ? worse(number(old, key + ".low"), number(now, key + ".high"), true)
            : worse(number(old, key + ".high"), number(now, key + ".low"), false);
    boolean sameRows = text(old, ROWS).equals(text(now, ROWS));
    return Optional.of(
        new Notice(
            apart && sameRows ? Level.RISK : Level.NOTE,
            key,
            a.orElseThrow().toPlainString() + " → " + b.orElseThrow().toPlainString(),
            consequence(apart, sameRows)));
  }

  private static String consequence(boolean apart, boolean sameRows) {
    if (!sameRows) {
      return "a worse score, of other rows: evaluate both on the same (slipway evaluate"
                 + " --champion)";
    }
    return apart
        ? "a worse score, beyond what either interval holds"
        : "a worse score; whether it is chance, slipway evaluate --champion tells of the same rows";
  }

  private static boolean worse(
      Optional<BigDecimal> before, Optional<BigDecimal> after, boolean higherIsBetter) {
    if (before.isEmpty() || after.isEmpty()) {
      return false;
    }
    int order = after.get().compareTo(before.get());
    return higherIsBetter ? order < 0 : order > 0;
  }

  private static Optional<BigDecimal> number(BundleManifest bundle, String key) {
    return text(bundle, key).flatMap(PlanRisk::number);
  }

  private static Optional<String> text(BundleManifest bundle, String key) {
    SortedMap<String, BundleManifest.Reason> facts = bundle.evidence();
    return Optional.ofNullable(facts.get(key)).map(BundleManifest.Reason::value);
  }
}
