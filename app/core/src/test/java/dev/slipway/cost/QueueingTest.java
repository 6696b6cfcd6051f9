// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.cost.Queueing.Station;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueueingTest {

  /// Log-normal times of mean 1 and a coefficient of variation.
  private static ServiceTimes times(double variation) {
    Random random = new Random(3);
    double spread = Math.sqrt(Math.log1p(variation * variation));
    double[] seconds = new double[20_000];
    double sum = 0;
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = Math.exp(spread * random.nextGaussian());
      sum += seconds[i];
    }
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] *= seconds.length / sum;
    }
    return ServiceTimes.ofSeconds(seconds);
  }

  @Test
  void knowsErlangsNumbers() {
    assertEquals(1.0 / 5, Queueing.erlangB(2, 1), 1e-12);
    assertEquals(1.0 / 3, Queueing.erlangC(2, 1), 1e-12);
    assertEquals(0.4287, Queueing.erlangC(4, 2.8), 5e-5);
    assertEquals(1, Queueing.erlangC(2, 2));
  }

  @Test
  void isKingmansFormulaForOneWorker() {
    Station station = new Station(1, 1, 0.25, 1);
    double tail = 1 / 0.3 * (1 + 0.25) / 2;

    // 70 % wait at all, with a mean of one tail; half of all wait longer than this
    assertEquals(Math.log(0.7 / 0.5) * tail, Queueing.waitWithin(station, 0.7, 0.5), 1e-12);
  }

  @Test
  void isExactForExponentialTimesAndSeveralWorkers() {
    Station station = new Station(2, 1, 1, 1);

    // M/M/2 at one Erlang: a third waits, and of those each waits exponentially, 1 / (2 - 1)
    assertEquals(Math.log(1.0 / 3 / 0.01), Queueing.waitWithin(station, 1, 0.99), 1e-12);
  }

  @Test
  void waitsForeverWhereMoreArrivesThanIsServed() {
    Station station = new Station(1, 1, 1, 1);

    assertEquals(Double.POSITIVE_INFINITY, Queueing.waitWithin(station, 1, 0.99));
    assertEquals(Double.POSITIVE_INFINITY, Queueing.waitWithin(station, 2, 0.99));
  }

  private static void agrees(int workers, double utilisation, double variation) {
    ServiceTimes times = times(variation);
    double rate = utilisation * workers / times.mean();
    Station station = new Station(workers, times.mean(), times.squaredVariation(), 1);

    Simulation.Result simulated =
        Simulation.run(
            new Simulation.Setup(times, 1, workers, rate, 1, Routing.ONE_QUEUE, 1_000_000, 11));

    double bound = Queueing.response(times, station, rate, 0.99);
    double p99 = simulated.quantile(0.99);
    assertTrue(p99 <= bound * 1.01, p99 + " above " + bound);
    assertTrue(bound <= p99 * 1.40, bound + " far above " + p99);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5, 0.5", "1, 0.7, 1", "2, 0.7, 0.5", "8, 0.85, 1"})
  void agreesWithTheSimulator(int workers, double utilisation, double variation) {
    agrees(workers, utilisation, variation);
  }

  @Test
  @Tag("nightly")
  void agreesWithTheSimulatorOnTheWholeGrid() {
    for (int workers : new int[] {1, 2, 4, 8}) {
      for (double utilisation : new double[] {0.5, 0.7, 0.85}) {
        for (double variation : new double[] {0.2, 0.5, 1}) {
          agrees(workers, utilisation, variation);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RANDOM, 11.3, 3.8",
    "ROUND_ROBIN, 4.7, 2.9",
    "TWO_CHOICES, 4.6, 2.8",
    "LEAST_CONNECTIONS, 3.4, 2.8",
    "ONE_QUEUE, 3.0, 2.8"
  })
  void routingDecidesTheTail(Routing routing, double eightSingles, double fourQuadruples) {
    ServiceTimes times = times(0.5);

    assertEquals(eightSingles, p99(times, 8, 1, routing), 0.06 * eightSingles);
    assertEquals(fourQuadruples, p99(times, 4, 4, routing), 0.06 * fourQuadruples);
  }

  private static double p99(ServiceTimes times, int replicas, int workers, Routing routing) {
    double rate = 0.75 * replicas * workers / times.mean();
    return Simulation.run(
                new Simulation.Setup(times, replicas, workers, rate, 1, routing, 400_000, 5))
            .quantile(0.99)
        / times.mean();
  }

  @Test
  void burstsLengthenTheTail() {
    ServiceTimes times = times(0.5);
    Simulation.Setup bursts =
        new Simulation.Setup(times, 8, 1, 6, 4, Routing.LEAST_CONNECTIONS, 400_000, 5);

    assertEquals(6.0, Simulation.run(bursts).quantile(0.99), 0.45);
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "4, 4"})
  void theFormulaForRandomRoutingIsOnTheSafeSide(int replicas, int workers) {
    ServiceTimes times = times(0.5);
    double rate = 0.75 * workers / times.mean();
    Station replica = new Station(workers, times.mean(), times.squaredVariation(), 1);

    double high = Queueing.response(times, replica, rate, 0.99);

    double simulated = p99(times, replicas, workers, Routing.RANDOM);
    assertTrue(high >= simulated * 0.97, high + " below " + simulated);
    assertTrue(high <= simulated * 1.7, high + " far above " + simulated);
  }

  @Test
  void moreTrafficNeverShortensTheTail() {
    ServiceTimes times = times(0.5);
    for (int workers : new int[] {1, 3, 8}) {
      Station station = new Station(workers, times.mean(), times.squaredVariation(), 1);
      double before = 0;
      for (double rate = 0.01; rate < workers; rate += 0.01) {
        double now = Queueing.response(times, station, rate, 0.99);
        assertTrue(now >= before, rate + "/s: " + now + " after " + before);
        before = now;
      }
    }
  }

  /// 40,000 requests tell the 99th percentile of a busy queue within a tenth.
  @ParameterizedTest
  @CsvSource({"2, 0.5", "8, 0.75", "20, 0.6"})
  void oneReplicaStandsForAllUnderRandomRouting(int replicas, double utilisation) {
    ServiceTimes times = times(0.5);
    double each = utilisation / times.mean();

    double simulated =
        Simulation.run(Simulation.Setup.of(times, replicas, each * replicas, Routing.RANDOM))
            .quantile(0.99);

    assertEquals(simulated, ReplicaSimulation.quantile(times, each, 0.99), 0.1 * simulated);
  }

  @Test
  void theSameSeedGivesTheSameAnswer() {
    Simulation.Setup setup = Simulation.Setup.of(times(0.5), 4, 2.8, Routing.TWO_CHOICES);

    assertEquals(Simulation.run(setup).quantile(0.99), Simulation.run(setup).quantile(0.99));
  }
}
