// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.objective.Batch;
import dev.slipway.objective.Project;
import dev.slipway.score.ScoreSpeed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchEstimatorTest {

  private static BatchEstimate estimate(Batch asked, ScoreSpeed speed) throws ProblemException {
    return BatchEstimator.estimate(
        asked, speed, Samples.projectWith(Paces.objectives(asked)), Samples.book());
  }

  @Test
  void aRunTakesItsStartAndItsRowsAtTheMeasuredSpeed() throws ProblemException {
    BatchEstimate estimate = estimate(Paces.daily(50_000_000, Duration.ofHours(2)), Paces.even(10));

    assertEquals(
        new BatchFleet(1, 1, Optional.of(new Interval(502, 502, 502, 0.95))), estimate.here());
    // The same, and two minutes until a container runs.
    assertEquals(
        new BatchFleet(1, 1, Optional.of(new Interval(622, 622, 622, 0.95))), estimate.planned());
  }

  @Test
  void theFewestWorkersThatAreDoneInTimeArePlanned() throws ProblemException {
    ScoreSpeed speed = Paces.even(10);
    Batch asked = Paces.daily(2_000_000_000, Duration.ofHours(1));

    BatchFleet fleet = BatchFleet.of(asked, speed, 1);
    BatchFleet fewer = new BatchFleet(fleet.workers() - 1, 1, Optional.empty());

    assertEquals(24, fleet.shares() / fleet.workers() * 6);
    assertTrue(fleet.seconds().orElseThrow().high() <= 3600, fleet.toString());
    assertTrue(fewer.at(asked, speed, 1).seconds().orElseThrow().high() > 3600);
    assertEquals(6, fleet.workers());
  }

  /// Where it begins to pay to score on Spark is told of the rows, and a plan of the time: both are
  /// the same run.
  @ParameterizedTest
  @CsvSource({"1, 2", "5, 2", "64, 2", "1, 24"})
  void rowsWithinATimeTakeThatTime(int workers, int hours) {
    ScoreSpeed speed = Paces.even(10);
    Duration within = Duration.ofHours(hours);

    double rows = BatchFleet.rowsWithin(within, speed, workers);
    BatchFleet fleet = new BatchFleet(workers, 1, Optional.empty());

    double piece = speed.rowsOfAPiece() * workers * (workers == 1 ? 1 : BatchFleet.SHARES_EACH);
    Batch whole = Paces.daily((long) (Math.floor(rows / piece) * piece), within);
    double seconds = fleet.at(whole, speed, 1).seconds().orElseThrow().value();
    assertEquals((double) within.toSeconds(), seconds, piece / workers / speed.rowsPerSecond());
    assertTrue(seconds <= within.toSeconds(), "takes " + seconds + " s");
    assertEquals(0, BatchFleet.rowsWithin(Duration.ofMinutes(2), speed, workers));
  }

  @Test
  void workersThatAreTooManyAreNotPlanned() throws ProblemException {
    BatchEstimate estimate =
        estimate(Paces.daily(900_000_000_000L, Duration.ofHours(1)), Paces.even(10));

    assertEquals(Optional.empty(), estimate.chosen());
    assertEquals(BatchFleet.MOST_WORKERS, estimate.planned().workers());
  }

  @Test
  void machinesArePaidForWhileARunLasts() throws ProblemException {
    Batch asked = Paces.daily(500_000_000, Duration.ofHours(2));
    BatchEstimate estimate = estimate(asked, Paces.even(10));

    BatchOffer chosen = estimate.chosen().orElseThrow();
    Machine machine =
        Objects.requireNonNull(
            Samples.book()
                .machines()
                .get(chosen.cloud() + "/" + chosen.region() + "/" + chosen.type()));
    double hour = machine.onDemand().orElseThrow().each().amount().doubleValue();
    double run = chosen.run().likely().amount().doubleValue();
    assertEquals(chosen.nodes() * chosen.hours() * hour, run, 1e-9);
    assertEquals(run * 730 / 24, chosen.month().likely().amount().doubleValue(), 1e-9);
    assertEquals(run / 500, chosen.perMillion().likely().amount().doubleValue(), 1e-9);
    assertTrue(chosen.run().low().compareTo(chosen.run().likely()) <= 0);
    assertTrue(chosen.run().likely().compareTo(chosen.run().high()) <= 0);
    assertTrue(
        estimate.offers().stream()
            .filter(offer -> !offer.run().atLeast())
            .filter(
                offer -> offer.fleet().seconds().orElseThrow().high() <= asked.within().toSeconds())
            .allMatch(offer -> offer.run().likely().compareTo(chosen.run().likely()) >= 0));
  }

  @Test
  void moreRowsNeverTakeFewerWorkersOrCostLess() throws ProblemException {
    int workers = 0;
    BigDecimal cost = BigDecimal.ZERO;
    for (long rows = 1_000_000; rows < 20_000_000_000L; rows *= 3) {
      BatchEstimate estimate = estimate(Paces.daily(rows, Duration.ofHours(2)), Paces.even(10));
      int needs = BatchFleet.of(estimate.asked(), estimate.speed(), 1).workers();
      assertTrue(needs >= workers, rows + " rows need " + needs + " after " + workers);
      workers = needs;
      BigDecimal run = estimate.chosen().orElseThrow().run().likely().amount();
      assertTrue(run.compareTo(cost) >= 0, rows + " rows cost " + run + " after " + cost);
      cost = run;
    }
  }

  @Test
  void theIntervalHoldsRunsThatComeAsOftenAsItSays() {
    Random random = new Random(5);
    int held = 0;
    int trials = 2_000;
    for (int i = 0; i < trials; i++) {
      Interval said = Paces.of(pieces(6, random)).seconds(20_000_000, 1).orElseThrow();
      double came = pieces(20, random).stream().mapToDouble(p -> p.took().toNanos() / 1e9).sum();
      held += said.low() <= came && came <= said.high() ? 1 : 0;
    }
    assertTrue(held >= 0.93 * trials && held <= 0.98 * trials, held + " of " + trials);
  }

  /// A run ends with the slowest of its workers.
  @Test
  void theIntervalHoldsTheSlowestOfManyToo() {
    Random random = new Random(5);
    int held = 0;
    int trials = 500;
    for (int i = 0; i < trials; i++) {
      Interval said = Paces.of(pieces(20, random)).seconds(20_000_000, 16).orElseThrow();
      double slowest = 0;
      for (int worker = 0; worker < 16; worker++) {
        slowest =
            Math.max(
                slowest,
                pieces(20, random).stream().mapToDouble(p -> p.took().toNanos() / 1e9).sum());
      }
      held += slowest <= said.high() ? 1 : 0;
    }
    assertTrue(held >= 0.95 * trials, held + " of " + trials);
  }

  @Test
  void soManyPiecesAsWouldSettleItDo() {
    ScoreSpeed few = Paces.of(varied(4));
    // As far as the interval of so many more reaches.
    double reach = reach(Paces.of(varied(40)));

    int enough = few.piecesFor(20_000_000, 16, 1.0001 * reach).orElseThrow();

    assertEquals(40, enough);
    assertTrue(reach(Paces.of(varied(38))) > reach);
    // Pieces to come differ by that, however many were scored.
    assertEquals(OptionalInt.empty(), few.piecesFor(20_000_000, 16, Math.sqrt(20)));
  }

  private static double reach(ScoreSpeed speed) {
    Interval seconds = speed.seconds(20_000_000, 16).orElseThrow();
    return seconds.high() - seconds.value();
  }

  /// Pieces of 10 s, whose sample deviation is one second whatever their number.
  private static List<ScoreSpeed.Paced> varied(int even) {
    double each = Math.sqrt((even - 1.0) / even);
    return IntStream.range(0, even)
        .mapToObj(i -> 10 + (i % 2 == 0 ? each : -each))
        .map(
            seconds -> new ScoreSpeed.Paced(1_000_000, Duration.ofNanos(Math.round(1e9 * seconds))))
        .toList();
  }

  /// Whose GB are 1024 MiB: 15,982 MiB fit into 16, though they are nearly 17 thousand million
  /// bytes.
  @ParameterizedTest
  @CsvSource({"12500, '8 vCPU, 20 GB'", "11900, '8 vCPU, 16 GB'"})
  void containersHaveTheMemoryThatFargateSells(long peak, String size) throws ProblemException {
    Batch asked = Paces.daily(50_000_000, Duration.ofHours(2));
    Bytes most = Bytes.mebibytes(peak);
    ScoreSpeed large =
        Altered.of(
            Altered.of(Altered.of(Paces.even(10), "threads", 8), "peak", most),
            "memory",
            Bytes.mebibytes(40_000));

    Project onFargate =
        Altered.of(
            Samples.projectWith(Paces.objectives(asked)),
            "release",
            new Project.Release(Optional.empty(), List.of("ecs"), Map.of()));

    List<String> sizes =
        BatchEstimator.estimate(asked, large, onFargate, Samples.book()).offers().stream()
            .filter(offer -> offer.service().equals("fargate"))
            .map(BatchOffer::type)
            .distinct()
            .toList();

    assertEquals(List.of(size), sizes);
  }

  private static List<ScoreSpeed.Paced> pieces(int count, Random random) {
    List<ScoreSpeed.Paced> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double seconds = 10 * Math.exp(0.2 * random.nextGaussian());
      pieces.add(new ScoreSpeed.Paced(1_000_000, Duration.ofNanos(Math.round(1e9 * seconds))));
    }
    return pieces;
  }

  @Test
  void twoPiecesTellNothing() throws ProblemException {
    BatchEstimate estimate = estimate(Paces.daily(50_000_000, Duration.ofHours(2)), Paces.even(2));

    assertEquals(new BatchFleet(1, 1, Optional.empty()), estimate.here());
    assertEquals(List.of(), estimate.offers());
  }

  @Test
  void aFewRowsAfterARealRunTellLess() {
    ScoreSpeed real = Paces.even(5);
    ScoreSpeed small =
        Paces.of(Collections.nCopies(5, new ScoreSpeed.Paced(100, Duration.ofSeconds(1))));

    assertTrue(real.tellsMoreThan(Paces.even(1)) && real.tellsMoreThan(small));
    assertTrue(small.tellsMoreThan(Paces.even(1)));
    assertFalse(real.tellsMoreThan(Paces.even(3)) || small.tellsMoreThan(real));
  }

  @Test
  void aMeasuredRunIsReadBackAsItWasKept() throws ProblemException {
    ScoreSpeed speed = Paces.even(4);

    assertEquals(speed, Json.read(Json.line(speed), ScoreSpeed.class));
  }

  @Test
  void aWorkerGetsTheMemoryThatScoringTookAndMore() {
    ScoreSpeed speed = Paces.even(3);

    assertEquals(Bytes.mebibytes(1300), speed.enough());
    assertEquals(Bytes.mebibytes(1812), speed.container());
  }
}
