// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.QualityRule;
import dev.slipway.data.QualityRules;
import dev.slipway.data.RuleOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules that a file keeps to, as it is written and as the rules are written: a suggestion is read
/// back from its text and tried; where it is broken it is widened, and where that would say nothing
/// it is dropped.
public final class KeptRules {

  /// A rule that more rows may break says nothing.
  private static final double WIDEST = 0.2;

  private KeptRules() {}

  /// @param file its place among the open files
  public static List<QualityRule> of(
      DataFiles files, int file, List<QualityRule> suggested, LocalDate today)
      throws ProblemException, InterruptedException {
    List<QualityRule> kept = new ArrayList<>();
    for (QualityRule rule : suggested) {
      Optional<RuleOutcome> first = tried(files, file, rule, today);
      if (first.isEmpty()) {
        continue;
      }
      if (first.get().kept()) {
        kept.add(rule);
        continue;
      }
      Optional<QualityRule> wider = wider(first.get());
      if (wider.isPresent()
          && tried(files, file, wider.get(), today).map(RuleOutcome::kept).orElse(false)) {
        kept.add(wider.get());
      }
    }
    return kept;
  }

  /// Empty where the rule does not come back from its text, or cannot be checked.
  private static Optional<RuleOutcome> tried(
      DataFiles files, int file, QualityRule rule, LocalDate today) throws InterruptedException {
    try {
      List<QualityRule> read =
          QualityRules.parse(QualityRules.text(List.of(rule), "here"), "the suggestion");
      return RuleChecks.run(files, file, read, today, Progress.NONE).stream().findFirst();
    } catch (ProblemException itDoesNotComeBack) {
      return Optional.empty();
    }
  }

  /// Half as many again may break it as do.
  private static Optional<QualityRule> wider(RuleOutcome broken) {
    double share = broken.rows() == 0 ? 1 : (double) broken.breaking() / broken.rows();
    double allowed = Math.ceil(150 * share) / 100;
    if (allowed > WIDEST || broken.breaking() == 0) {
      return Optional.empty();
    }
    return switch (broken.rule()) {
      case QualityRule.Missing rule -> Optional.of(new QualityRule.Missing(rule.column(), allowed));
      case QualityRule.Range rule ->
          Optional.of(new QualityRule.Range(rule.column(), rule.min(), rule.max(), allowed));
      case QualityRule.Categories rule ->
          Optional.of(new QualityRule.Categories(rule.column(), rule.values(), allowed));
      case QualityRule.Unique rule -> Optional.of(new QualityRule.Unique(rule.column(), allowed));
      case QualityRule.Duplicates _ -> Optional.of(new QualityRule.Duplicates(allowed));
      case QualityRule.Rows _, QualityRule.Fresh _ -> Optional.empty();
    };
  }
}
