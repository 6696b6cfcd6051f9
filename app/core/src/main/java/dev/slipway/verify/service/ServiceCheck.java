// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.check.Report;

/// Checks one behaviour of the running service and reports what it finds.
interface ServiceCheck {

  /// What is checked, for progress: a short noun phrase.
  String title();

  /// Whether it tells nothing of a service that answers none of the golden requests.
  default boolean needsAnswers() {
    return false;
  }

  void look(Rehearsal rehearsal, Report report) throws ProblemException, InterruptedException;

  /// A failure of a service.
  static Problem problem(String id, String what, String why, String remedy) {
    return Problem.gate("service." + id, what, why, remedy);
  }
}
