// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.QualityRule;
import dev.slipway.data.QualityRules;
import dev.slipway.data.RuleOutcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Rules that a file keeps to, as it is written and as the rules are written: a suggestion is read
/// back from its text and tried; where it is broken it is widened, and where that would say nothing
/// it is dropped.
public final class KeptRules {

  /// A rule that more rows may break says nothing.
  private static final double WIDEST = 0.2;

  private KeptRules() {}

  /// @param file its place among the open files
  public static List<QualityRule> of(
      DataFiles files, int file, List<QualityRule> suggested, LocalDate today, Progress progress)
      throws ProblemException, InterruptedException {
    List<QualityRule> first = suggested.stream().flatMap(rule -> readBack(rule).stream()).toList();
    List<RuleOutcome> tried = RuleChecks.run(files, file, first, today, progress.part(0, 0.7));
    SortedMap<Integer, QualityRule> kept = new TreeMap<>();
    SortedMap<Integer, QualityRule> wider = new TreeMap<>();
    for (int i = 0; i < first.size(); i++) {
      Optional<QualityRule> widened = wider(tried.get(i)).flatMap(KeptRules::readBack);
      if (tried.get(i).kept()) {
        kept.put(i, first.get(i));
      } else if (widened.isPresent()) {
        wider.put(i, widened.get());
      }
    }
    List<RuleOutcome> again =
        RuleChecks.run(files, file, List.copyOf(wider.values()), today, progress.part(0.7, 1));
    List<Integer> places = List.copyOf(wider.keySet());
    for (int i = 0; i < again.size(); i++) {
      if (again.get(i).kept()) {
        kept.put(places.get(i), again.get(i).rule());
      }
    }
    return List.copyOf(kept.values());
  }

  /// Empty where the rule does not come back from its text.
  private static Optional<QualityRule> readBack(QualityRule rule) {
    try {
      return QualityRules.parse(QualityRules.text(List.of(rule), "here"), "the suggestion").stream()
          .findFirst();
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
