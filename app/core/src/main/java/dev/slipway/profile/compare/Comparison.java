// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.compare;

import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
import dev.slipway.measure.machine.Environment;
import dev.slipway.profile.OperatorTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What came of running two in turns.
///
/// @param inside what each holds, and where its time goes
/// @param cautions what a reader should know before believing the ratios; empty when nothing
public record Comparison(
    Instant at,
    Contender a,
    Contender b,
    Environment environment,
    List<Ratio> ratios,
    double foreignCpu,
    Breakdown inside,
    List<String> cautions) {

  public Comparison {
    ratios = List.copyOf(ratios);
    cautions = List.copyOf(cautions);
  }

  /// @param memoryA the most that a process held that ran A and nothing else
  /// @param memoryB the same for B
  /// @param operators where the time went before and after, the largest change first
  public record Breakdown(Bytes memoryA, Bytes memoryB, List<OperatorTimes.Change> operators) {
    public Breakdown {
      operators = List.copyOf(operators);
    }
  }

  /// What is compared.
  public enum Measure {
    /// What one client waits, the median: the model's own time.
    LATENCY,
    /// Processor time an inference: what capacity and cost rest on.
    CPU
  }

  /// What can be said of B.
  public enum Outcome {
    LESS,
    MORE,
    /// No difference that this machine could tell from chance.
    NO_DIFFERENCE
  }

  /// @param a median over all blocks
  /// @param b the same
  /// @param ratio B's by A's, with its interval
  /// @param noise how far A may be from a copy of itself, as a share, at the same confidence:
  ///   nothing within it is called a difference
  public record Ratio(
      Measure measure, Duration a, Duration b, Interval ratio, double noise, Outcome outcome) {}

  public Ratio of(Measure measure) {
    return ratios.stream().filter(ratio -> ratio.measure() == measure).findFirst().orElseThrow();
  }
}
