// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.objective.Batch;
import dev.slipway.objective.Objectives;
import dev.slipway.score.ScoreSpeed;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Measured runs of scoring, for tests.
public final class Paces {

  private Paces() {}

  /// Pieces of a million rows in 10 s each, after a start of 2 s, with two threads.
  public static ScoreSpeed even(int pieces) {
    return of(Collections.nCopies(pieces, new ScoreSpeed.Paced(1_000_000, Duration.ofSeconds(10))));
  }

  /// After a start of 2 s, with two threads.
  public static ScoreSpeed of(List<ScoreSpeed.Paced> pieces) {
    Duration busy =
        pieces.stream().map(ScoreSpeed.Paced::took).reduce(Duration.ZERO, Duration::plus);
    return new ScoreSpeed(
        pieces,
        busy.plusSeconds(2),
        2,
        Bytes.mebibytes(4096),
        Bytes.mebibytes(1000),
        Bytes.mebibytes(1152),
        Samples.environment(Samples.ICE_LAKE));
  }

  public static Batch daily(long rows, Duration within) {
    return new Batch(rows, Batch.Every.DAY, within);
  }

  public static Objectives objectives(Batch batch) {
    return Altered.of(Samples.noObjectives(), "batch", Optional.of(batch));
  }
}
