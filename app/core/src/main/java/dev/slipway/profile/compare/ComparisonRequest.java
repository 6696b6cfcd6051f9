// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.compare;

import dev.slipway.measure.load.Tier;
import dev.slipway.serving.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Which two to compare, and how thoroughly.
///
/// @param rows inputs that both are sent, each a complete request
public record ComparisonRequest(
    Contender a, Contender b, List<Map<String, Tensor>> rows, Sampling sampling) {

  public ComparisonRequest {
    rows = List.copyOf(rows);
  }

  /// How much measuring: both run in turns, in blocks, and all of it again in several processes,
  /// since where a process happens to lay its memory changes what a model takes.
  ///
  /// @param starts processes, at least five
  /// @param rounds in each of them; a round is a block of A, of A again and of B, in a mixed order
  /// @param block length of one
  /// @param warmUp the most, for each of the three
  public record Sampling(int starts, int rounds, Duration block, Duration warmUp) {

    static final int FEWEST_STARTS = 5;

    public Sampling {
      if (starts < FEWEST_STARTS || rounds < 1) {
        throw new IllegalArgumentException(
            "a comparison takes " + FEWEST_STARTS + " starts and a round");
      }
    }

    /// About half a minute, two minutes, and ten.
    public static Sampling of(Tier tier) {
      return switch (tier) {
        case QUICK -> new Sampling(5, 7, Duration.ofMillis(150), Duration.ofMillis(800));
        case STANDARD -> new Sampling(7, 15, Duration.ofMillis(250), Duration.ofMillis(2000));
        case CERTIFY -> new Sampling(15, 30, Duration.ofMillis(400), Duration.ofMillis(4000));
      };
    }
  }
}
