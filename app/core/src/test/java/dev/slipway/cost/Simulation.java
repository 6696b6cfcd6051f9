// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// What the formulas are held to: lets requests arrive at replicas and take measured times, one by
/// one. The same seed gives the same answer.
final class Simulation {

  /// What is simulated.
  ///
  /// @param rate arrivals a second at all replicas together
  /// @param burst how many arrive at the same moment; the moments are independent
  /// @param requests how many are counted, after a tenth as many that are not
  record Setup(
      ServiceTimes times,
      int replicas,
      int workers,
      double rate,
      int burst,
      Routing routing,
      int requests,
      long seed) {
    Setup {
      if (replicas < 1 || workers < 1 || !(rate > 0) || burst < 1 || requests < 1) {
        throw new IllegalArgumentException("nothing to simulate");
      }
    }

    /// Independent users.
    static Setup of(ServiceTimes times, int replicas, double rate, Routing routing) {
      return new Setup(times, replicas, 1, rate, 1, routing, 400_000, 1);
    }
  }

  /// Times from arrival to answer, in seconds.
  static final class Result {
    private final double[] sorted;
    private final double mean;

    Result(double[] responses) {
      mean = Arrays.stream(responses).average().orElse(0);
      sorted = responses;
      Arrays.sort(sorted);
    }

    double mean() {
      return mean;
    }

    /// The response that a share of requests stays within.
    double quantile(double share) {
      int index = (int) Math.ceil(share * sorted.length) - 1;
      return sorted[Math.clamp(index, 0, sorted.length - 1)];
    }
  }

  private final Setup setup;
  private final SplittableRandom random;
  private final Replica[] replicas;
  private int turn;

  private Simulation(Setup setup) {
    this.setup = setup;
    this.random = new SplittableRandom(setup.seed);
    boolean pooled = setup.routing == Routing.ONE_QUEUE;
    replicas = new Replica[pooled ? 1 : setup.replicas];
    for (int i = 0; i < replicas.length; i++) {
      replicas[i] = new Replica(pooled ? setup.workers * setup.replicas : setup.workers);
    }
  }

  static Result run(Setup setup) {
    return new Simulation(setup).run();
  }

  private Result run() {
    int skipped = setup.requests / 10;
    double[] responses = new double[setup.requests];
    double now = 0;
    for (int i = 0; i < skipped + setup.requests; i++) {
      if (i % setup.burst == 0) {
        now -= Math.log1p(-random.nextDouble()) * setup.burst / setup.rate;
      }
      double service = setup.times.sample(random.nextInt(setup.times.count()));
      double response = pick(now).serve(now, service);
      if (i >= skipped) {
        responses[i - skipped] = response;
      }
    }
    return new Result(responses);
  }

  private Replica pick(double now) {
    return switch (setup.routing) {
      case ONE_QUEUE -> replicas[0];
      case RANDOM -> replicas[random.nextInt(replicas.length)];
      case ROUND_ROBIN -> replicas[turn++ % replicas.length];
      case TWO_CHOICES -> {
        Replica one = replicas[random.nextInt(replicas.length)];
        Replica other = replicas[random.nextInt(replicas.length)];
        yield one.inside(now) <= other.inside(now) ? one : other;
      }
      case LEAST_CONNECTIONS -> least(now);
    };
  }

  /// Among equally busy ones the first after the one taken last, so that none is favoured.
  private Replica least(double now) {
    int best = turn % replicas.length;
    for (int i = 1; i < replicas.length; i++) {
      int next = (turn + i) % replicas.length;
      if (replicas[next].inside(now) < replicas[best].inside(now)) {
        best = next;
      }
    }
    turn = best + 1;
    return replicas[best];
  }

  /// Some workers behind one line, first come first served.
  private static final class Replica {
    private final PriorityQueue<Double> free = new PriorityQueue<>();
    private final PriorityQueue<Double> departures = new PriorityQueue<>();

    Replica(int workers) {
      for (int i = 0; i < workers; i++) {
        free.add(0.0);
      }
    }

    double serve(double now, double service) {
      double start = Math.max(now, free.remove());
      double end = start + service;
      free.add(end);
      departures.add(end);
      return end - now;
    }

    int inside(double now) {
      while (!departures.isEmpty() && departures.element() <= now) {
        departures.remove();
      }
      return departures.size();
    }
  }
}
