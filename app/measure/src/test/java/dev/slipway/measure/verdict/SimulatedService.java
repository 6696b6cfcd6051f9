// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// A service with a queue, empty when a load begins, that answers requests at random intervals. All
/// times are in seconds; a request alone takes a millisecond on average.
interface SimulatedService {

  double MEAN = 0.001;

  /// Hears of each request: when it came, and when its answer was there after that.
  interface Heard {
    void answered(double at, double response);
  }

  /// Lets requests come at a rate for a while.
  void load(double rate, double seconds, SplittableRandom random, Heard heard);

  /// One worker that takes as long as drawn: Lindley's recursion, who comes waits for what is left
  /// of the work before.
  static SimulatedService one(ToDoubleFunction<SplittableRandom> takes) {
    return stalling(takes, 0, Double.POSITIVE_INFINITY);
  }

  /// The same, which stands still for a while, at random, once in so many seconds on average.
  static SimulatedService stalling(
      ToDoubleFunction<SplittableRandom> takes, double stall, double every) {
    return (rate, seconds, random, heard) -> {
      double work = 0;
      double now = 0;
      double next = Double.isInfinite(every) ? every : random.nextExponential() * every;
      while (true) {
        double at = now + random.nextExponential() / rate;
        if (at >= seconds) {
          return;
        }
        for (; next < at; next += random.nextExponential() * every) {
          work = Math.max(0, work - (next - now)) + stall;
          now = next;
        }
        work = Math.max(0, work - (at - now)) + takes.applyAsDouble(random);
        now = at;
        heard.answered(at, work);
      }
    };
  }

  /// Requests come for a while at a higher rate, then for a while none do.
  static SimulatedService inBursts(SimulatedService service, double on, double off) {
    return (rate, seconds, random, heard) -> {
      double cycle = on + off;
      double end = Math.floor(seconds / cycle) * on + Math.min(seconds % cycle, on);
      // what is left of a burst is done in the pause after it
      for (double from = 0; from < end; from += on) {
        double begin = from / on * cycle;
        service.load(
            rate * cycle / on,
            Math.min(on, end - from),
            random,
            (at, response) -> heard.answered(begin + at, response));
      }
    };
  }

  /// Two workers with one queue, random times.
  static SimulatedService two() {
    return (rate, seconds, random, heard) -> {
      double sooner = 0;
      double later = 0;
      for (double at = random.nextExponential() / rate;
          at < seconds;
          at += random.nextExponential() / rate) {
        double done = Math.max(at, sooner) + random.nextExponential() * MEAN;
        sooner = Math.min(later, done);
        later = Math.max(later, done);
        heard.answered(at, done - at);
      }
    };
  }

  /// One worker that takes up to eight of those who wait at once: twice the mean, and half of it
  /// for each.
  static SimulatedService batching() {
    return (rate, seconds, random, heard) -> {
      Deque<Double> waiting = new ArrayDeque<>();
      double free = 0;
      double next = random.nextExponential() / rate;
      while (next < seconds || !waiting.isEmpty()) {
        double start = Math.max(free, waiting.isEmpty() ? next : waiting.getFirst());
        for (; next <= start && next < seconds; next += random.nextExponential() / rate) {
          waiting.add(next);
        }
        int size = Math.min(8, waiting.size());
        free = start + (2 + 0.5 * size) * MEAN;
        for (int i = 0; i < size; i++) {
          double at = waiting.removeFirst();
          heard.answered(at, free - at);
        }
      }
    };
  }

  static double random(SplittableRandom random) {
    return random.nextExponential() * MEAN;
  }

  static double equal(SplittableRandom ignored) {
    return MEAN;
  }

  /// Log-normal: one in a hundred takes eight times the mean.
  static double heavy(SplittableRandom random) {
    double sigma = 1.2;
    return MEAN * Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
  }
}
