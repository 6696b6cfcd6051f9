// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// The bill of materials.
final class BillRules {

  static final List<Rule> ALL =
      List.of(
          At.the(
                  "component %s of the bill",
                  "components", "components/[]", "components/[]/components/[]")
              .gone(WEAKER, "nobody hears of faults in it by the bill")
              .added(NEUTRAL, "faults in it are heard of by the bill"),
          At.the("licence of %s", "components/[]/licenses/**", "components/[]/licenses")
              .any(UNJUDGED, "whether its terms allow what you do: ask legal"),
          At.the("score in the bill", "**/quantitativeAnalysis/**", "**/quantitativeAnalysis")
              .any(
                  UNJUDGED,
                  "two scores do not tell which model is better: slipway evaluate --champion does"),
          At.the(
                  "version of %s in the bill",
                  "components/[]/version",
                  "**/hashes/**",
                  "metadata/component/version",
                  "metadata/tools/**")
              .any(NEUTRAL, "the bill names what is shipped"),
          At.the("form of the bill", "specVersion", "$schema", "bomFormat")
              .any(NEUTRAL, "programs that read it must know that form"),
          At.the("words of the bill", "**")
              .file(".*bom\\.json")
              .any(NEUTRAL, "people read other words"));

  private BillRules() {}
}
