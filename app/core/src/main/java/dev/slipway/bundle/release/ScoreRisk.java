// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import dev.slipway.base.Words;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Scores that differ. Whether the model is worse on the same rows is what `evaluate --champion`
/// found, where it compared these two. Two scores with their intervals do not tell, since both
/// models find the same rows hard: then nobody is told that one is better.
final class ScoreRisk {

  static final String SCORE = "evaluation.score";
  private static final String METRIC = "evaluation.metric";
  private static final String ROWS = "evaluation.holdout";
  private static final String SLICES = "evaluation.slices.";
  private static final String JUDGE = "slipway evaluate --champion judges both on the same rows";

  private final BundleManifest old;
  private final BundleManifest now;

  private ScoreRisk(BundleManifest old, BundleManifest now) {
    this.old = old;
    this.now = now;
  }

  static List<Notice> of(BundleManifest old, BundleManifest now) {
    var scores = new ScoreRisk(old, now);
    return scores.compared().or(scores::alone).stream().toList();
  }

  /// What `evaluate --champion` found of these two.
  private Optional<Notice> compared() {
    boolean theseTwo = text(now, "champion.model").equals(Optional.of(old.model().hex()));
    return Optional.ofNullable(now.evidence().get("champion.outcome"))
        .filter(found -> theseTwo)
        .map(outcome ->
            new Notice(
                switch (outcome.value()) {
                  case "better" -> Level.STRONGER;
                  case "not-worse" -> Level.NEUTRAL;
                  default -> Level.WEAKER;
                },
                "champion",
                Words.ofId(outcome.value()),
                outcome.because()));
  }

  private Optional<Notice> alone() {
    Optional<String> before = text(old, SCORE);
    Optional<String> after = text(now, SCORE);
    List<String> differing = new ArrayList<>();
    if (before.isPresent() && after.isPresent() && !before.equals(after)) {
      differing.add(before.get() + " → " + after.get());
    }
    long groups = 0;
    for (String key : old.evidence().keySet()) {
      boolean score = key.startsWith(SLICES) && old.evidence().containsKey(key + ".low");
      if (score && now.evidence().containsKey(key) && !text(old, key).equals(text(now, key))) {
        groups++;
      }
    }
    if (groups > 0) {
      differing.add(Words.count(groups, "group") + " with another score");
    }
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Notice(Level.UNJUDGED, SCORE, String.join(", ", differing), consequence()));
  }

  private String consequence() {
    if (!text(old, METRIC).equals(text(now, METRIC))) {
      return "%s and %s cannot be compared: %s"
          .formatted(
              text(old, METRIC).orElse("no metric"), text(now, METRIC).orElse("no metric"), JUDGE);
    }
    return text(old, ROWS).equals(text(now, ROWS))
        ? "two scores alone do not tell which model is better: " + JUDGE
        : "scores of other rows: " + JUDGE;
  }

  private static Optional<String> text(BundleManifest bundle, String key) {
    SortedMap<String, BundleManifest.Reason> facts = bundle.evidence();
    return Optional.ofNullable(facts.get(key)).map(BundleManifest.Reason::value);
  }
}
