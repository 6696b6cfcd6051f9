// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Words;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.VerdictRates.Edge;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How often verdicts are wrong, and how often they can tell, as lines of docs/benchmarks.md.
@Tag("bench")
final class VerdictRatesBench {

  private static final int RUNS = Integer.getInteger("slipway.bench.runs", 1_500);
  private static final List<Double> STATED = List.of(0.99, 0.95);

  /// In percent.
  private static final double MOST_FALSE = 1.5;

  private static final double LEAST_POWER = 80;

  /// The limits that the other benchmarks rest on are those that the services just hold.
  @Test
  void findsTheLimitsAgain() {
    Stream.of(Edges.queues(), Edges.queuesFurtherOut(), Edges.stalls())
        .flatMap(List::stream)
        .forEach(edge -> {
          var all = new Histogram(1, 3_600_000_000_000L, 4);
          edge.service()
              .load(
                  edge.rate(),
                  3e7 / edge.rate(),
                  new SplittableRandom(99),
                  (at, response) -> all.recordValue(Math.max(1, (long) (response * 1e9))));
          double found = all.getValueAtPercentile(edge.at().percent()) / 1e9;
          System.out.printf("%s, %s: %.6f s%n", edge.name(), edge.at(), found);
          assertEquals(edge.limit(), found, 0.015 * edge.limit(), edge.name());
        });
  }

  @Test
  void standardTier() {
    Edges.queues().forEach(edge -> queue(edge, true));
  }

  /// Where the limit lies further out there is less to judge by: no bar on what is recognised.
  @Test
  void standardTierFurtherOut() {
    Edges.queuesFurtherOut().forEach(edge -> queue(edge, false));
  }

  /// A model of 20 ms: a minute is twenty times shorter for its queue.
  @Test
  void standardTierOfASlowModel() {
    Edges.queues().forEach(edge -> queue(edge.slower(20), false));
  }

  private static void queue(Edge edge, boolean power) {
    Looks looks = Tier.STANDARD.looks(List.of(edge.stated()));
    List<VerdictRates> at = VerdictRates.of(edge, looks, 1, RUNS, STATED);
    VerdictRates strict = at.getFirst();
    VerdictRates loose = at.getLast();
    VerdictRates below = VerdictRates.of(edge, looks, 0.8, RUNS, STATED.subList(0, 1)).getFirst();
    System.out.printf(
        "| %s | %s, %.1f ms | %.1f %% | %.1f %% | %.1f %% | %.1f %%, after %.0f s |%n",
        edge.name(),
        edge.at(),
        1000 * edge.limit(),
        strict.share(strict.met()),
        strict.share(strict.notMet()),
        loose.share(loose.met()),
        below.share(below.met()),
        below.seconds());
    assertTrue(strict.share(strict.met()) <= MOST_FALSE, edge.name() + ": falsely met");
    assertTrue(loose.share(loose.met()) <= 5 * MOST_FALSE, edge.name() + ": falsely met at 5 %");
    if (power) {
      assertTrue(below.share(below.met()) >= LEAST_POWER, edge.name() + ": not recognised");
    }
  }

  @Test
  void stalls() {
    for (Edge edge : Edges.stalls()) {
      for (Tier tier : Tier.values()) {
        Looks looks = tier.looks(List.of(edge.stated()));
        VerdictRates rates = VerdictRates.of(edge, looks, 1, RUNS, STATED.subList(0, 1)).getFirst();
        System.out.printf(
            "| %s, %s | %s | %.1f %% | %.1f %% | %.1f %% |%n",
            edge.name(),
            edge.at(),
            Words.id(tier),
            rates.share(rates.unnamed()),
            rates.share(rates.met() - rates.unnamed()),
            rates.share(rates.refused()));
        assertTrue(rates.share(rates.unnamed()) <= MOST_FALSE, edge.name() + ", " + tier);
        if (tier == Tier.CERTIFY) {
          assertEquals(rates.unnamed(), rates.met(), edge.name() + ": named, but certified");
        }
      }
    }
  }

  /// What would be certified of a limit that nobody waits long enough for.
  @Test
  void refusesToCertify() {
    for (Edge edge : Edges.stalls()) {
      Looks looks = new Looks(Duration.ofSeconds(20), 1, true);
      VerdictRates rates = VerdictRates.of(edge, looks, 1, RUNS, STATED.subList(0, 1)).getFirst();
      System.out.printf(
          "| %s, %s, 20 s asked to certify | %.1f %% | %.1f %% |%n",
          edge.name(), edge.at(), rates.share(rates.met()), rates.share(rates.refused()));
      assertEquals(0, rates.met(), edge.name());
    }
  }
}
