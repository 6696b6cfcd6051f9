// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;

/// The result of one rule on a file.
///
/// @param rows rows that the rule speaks of
/// @param breaking rows that break it
/// @param kept whether no more break it than it allows
/// @param seen what was found, for a person
public record RuleOutcome(
    QualityRule rule, String source, long rows, long breaking, boolean kept, String seen) {

  public Finding finding() {
    return kept
        ? new Finding.Passed(rule.text(), seen)
        : new Finding.Failed(
            rule.text(),
            Problem.gate(
                "data.rule-broken",
                source + " breaks the rule: " + rule.text(),
                seen,
                "Correct the data; or, if they are right, change the rule in the rules file."));
  }
}
