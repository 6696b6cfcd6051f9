// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.measure.load.Latencies.AtPercentile;
import java.util.List;

/// Two profiles side by side, as each was measured. They were measured at different times, so that
/// what differs may be the machine's doing: only a run in turns tells.
///
/// @param served whether the latencies are those over a socket; else of the model alone, since one
///   of them has no others
/// @param rows by percentile, ascending; those that only one supports are left out
/// @param machine what was not the same about it
/// @param cautions why the latencies must not be compared as they are; empty when nothing says so
public record RunComparison(
    KeptRun a,
    KeptRun b,
    boolean served,
    List<Row> rows,
    List<Replay.Difference> machine,
    List<String> cautions) {

  public RunComparison {
    rows = List.copyOf(rows);
    machine = List.copyOf(machine);
    cautions = List.copyOf(cautions);
  }

  /// What two intervals say of B.
  public enum Outcome {
    LESS,
    MORE,
    /// The intervals overlap.
    NOT_TOLD_APART
  }

  /// A percentile of both, each with its interval at 95 %.
  public record Row(AtPercentile a, AtPercentile b) {

    public Outcome outcome() {
      if (b.high().compareTo(a.low()) < 0) {
        return Outcome.LESS;
      }
      return b.low().compareTo(a.high()) > 0 ? Outcome.MORE : Outcome.NOT_TOLD_APART;
    }

    /// B's value by A's.
    public double ratio() {
      return (double) b.value().toNanos() / Math.max(1, a.value().toNanos());
    }
  }
}
