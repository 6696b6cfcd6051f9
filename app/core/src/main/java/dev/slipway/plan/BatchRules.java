// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.BatchFleet;
import dev.slipway.cost.BatchOffer;
import dev.slipway.objective.Batch;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.score.ScoreSpeed;
import java.time.Duration;
import java.util.Optional;

/// How many workers score in batch, and what each gets.
final class BatchRules {

  private static final String UNMEASURED =
      "nothing was scored yet; slipway score over files like those of a run measures it";

  private static final int ASSUMED_THREADS = 2;
  private static final Bytes ASSUMED_MEMORY = Bytes.mebibytes(3584);
  private static final Bytes BESIDE = Bytes.mebibytes(512);

  private final Batch asked;
  private final Optional<BatchEstimate> found;

  BatchRules(Batch asked, Optional<BatchEstimate> found) {
    this.asked = asked;
    this.found = found;
  }

  void choose(Draft draft) {
    found.ifPresentOrElse(estimate -> measured(draft, estimate), () -> assumed(draft));
    spot(draft);
  }

  private void measured(Draft draft, BatchEstimate estimate) {
    ScoreSpeed speed = estimate.speed();
    BatchFleet fleet = estimate.planned();
    String measured =
        "%s rows/s with %s were measured on this machine"
            .formatted(
                Numbers.grouped(speed.rowsPerSecond()), Words.count(speed.threads(), "thread"));
    draft.put(
        BatchKeys.WORKERS,
        fleet.workers(),
        fleet.seconds().isEmpty() ? Basis.ASSUMED : Basis.MEASURED,
        fleet.seconds().isEmpty()
            ? "too few pieces were scored to tell how long a run takes; one worker is assumed"
            : measured + estimate.chosen().map(this::there).orElse(""));
    draft.put(
        BatchKeys.SHARES,
        fleet.shares(),
        Basis.RULE,
        fleet.workers() == 1
            ? "one worker scores all rows, and is taken up again where it ended"
            : ("%d for each worker, at most one a piece: a share that is lost or slow costs little;"
                    + " each reads a file that it has a piece of to its end, for the file's hash")
                .formatted(BatchFleet.SHARES_EACH));
    draft.put(BatchKeys.THREADS, speed.threads(), Basis.MEASURED, measured);
    cpu(draft, speed.threads());
    String peak =
        speed.peak().count() == 0
            ? "scoring was allowed %s here, and nothing says how much it took"
                .formatted(speed.memory().inMemory())
            : "scoring took %s here at most; 30 %% more, but no more than the %s it was allowed and no less than the %s it starts with"
                .formatted(
                    speed.peak().inMemory(), speed.memory().inMemory(), speed.least().inMemory());
    memory(draft, speed.enough(), speed.container(), Basis.MEASURED, peak);
  }

  private String there(BatchOffer offer) {
    return "; nine in ten machines of type %s (%s) are as fast that %s within %s, %s until a worker runs included"
        .formatted(
            offer.type(),
            offer.service(),
            Words.count(offer.fleet().workers(), "worker") + " score all rows",
            Durations.stated(asked.within()),
            Durations.span(BatchFleet.UNTIL_IT_RUNS));
  }

  private static void assumed(Draft draft) {
    draft.put(BatchKeys.WORKERS, 1, Basis.ASSUMED, UNMEASURED);
    draft.put(BatchKeys.SHARES, 1, Basis.ASSUMED, UNMEASURED);
    draft.put(BatchKeys.THREADS, ASSUMED_THREADS, Basis.ASSUMED, UNMEASURED);
    cpu(draft, ASSUMED_THREADS);
    memory(
        draft,
        ASSUMED_MEMORY,
        new Bytes(ASSUMED_MEMORY.count() + BESIDE.count()),
        Basis.ASSUMED,
        UNMEASURED);
  }

  private static void cpu(Draft draft, int threads) {
    draft.put(
        BatchKeys.CPU,
        1000 * threads,
        Basis.RULE,
        "%s, one core each".formatted(Words.count(threads, "thread")));
  }

  private static void memory(
      Draft draft, Bytes scoring, Bytes container, Basis basis, String because) {
    draft.put(BatchKeys.SCORE_MEMORY, Math.toIntExact(scoring.mebibytesUp()), basis, because);
    draft.put(
        BatchKeys.MEMORY,
        Math.toIntExact(container.mebibytesUp()),
        Basis.RULE,
        "the %s MiB of scoring, and %s MiB for the process that starts it"
            .formatted(
                Numbers.count(scoring.mebibytesUp()),
                Numbers.count(container.mebibytesUp() - scoring.mebibytesUp())));
  }

  private void spot(Draft draft) {
    String lost =
        found
            .map(BatchEstimate::speed)
            .filter(speed -> speed.rowsPerSecond() > 0)
            .map(speed ->
                ", some %s of work"
                    .formatted(
                        Durations.span(
                            Duration.ofSeconds(
                                (long) Math.ceil(speed.rowsOfAPiece() / speed.rowsPerSecond())))))
            .orElse("");
    draft.put(
        BatchKeys.SPOT,
        "yes",
        Basis.RULE,
        "a worker that is taken back loses the piece in hand%s; the next one goes on behind the last"
                .formatted(lost)
            + " that is finished");
  }
}
