// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.Verdict;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.plan.JudgedObjective;
import java.util.List;

/// What a command's exit code means; the same for every command.
enum ExitCode {
  /// Done, and every gate met.
  DONE(0),
  /// A gate is not met.
  GATE(1),
  /// The input or the usage is wrong.
  INPUT(2),
  /// The environment lacks something.
  ENVIRONMENT(3),
  /// Slipway itself failed.
  INTERNAL(70),
  /// Interrupted by the user.
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// A latency objective that is not met is a gate that is not met; an inconclusive one is none.
  static ExitCode judged(List<LatencyVerdict> verdicts) {
    return verdicts.stream().anyMatch(each -> each.verdict() instanceof Verdict.NotMet)
        ? GATE
        : DONE;
  }

  /// The same of objectives with all that they were held against.
  static ExitCode ofObjectives(List<JudgedObjective> judged) {
    return judged.stream().anyMatch(each -> each.verdict() instanceof Verdict.NotMet) ? GATE : DONE;
  }

  static ExitCode of(Problem problem) {
    return switch (problem.code().category()) {
      case INPUT -> INPUT;
      case ENVIRONMENT -> ENVIRONMENT;
      case GATE -> GATE;
      case INTERNAL -> INTERNAL;
    };
  }
}
