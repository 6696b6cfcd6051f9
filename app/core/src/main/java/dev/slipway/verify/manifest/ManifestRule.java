// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import dev.slipway.base.Problem;
import java.util.List;

/// A rule that documents keep or break.
interface ManifestRule {

  Aspect aspect();

  /// What holds when the rule is kept, as a short sentence.
  String title();

  List<Violation> violations(ManifestSet set);

  /// A place where a rule is broken.
  ///
  /// @param id last part of the problem's code
  /// @param what is wrong, without saying where
  record Violation(Manifest where, String id, String what, String why, String remedy) {

    Problem problem() {
      return Problem.gate("kubernetes." + id, where + ": " + what, why, remedy);
    }

    /// The same in a file and in what is rendered from it.
    String identity() {
      return where.kind() + "/" + where.name() + " " + what;
    }
  }
}
