// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Replicas under an autoscaler as Kubernetes documents it, without a clock: it looks every 15 s at
/// the mean of the last minute, leaves replicas alone within a tenth of the target, at most doubles
/// them at a time (or adds four), and removes none that it asked for within the last five minutes.
final class SimulatedScaler {

  static final int TICK_SECONDS = 15;
  private static final int SEEN = 60 / TICK_SECONDS;
  private static final int REMEMBERED = 300 / TICK_SECONDS;

  /// @param target requests a second for each replica
  /// @param serves requests a second of each within the objectives
  /// @param fewest replicas
  /// @param most replicas
  /// @param startSeconds of a new one, on a new node
  record Numbers(double target, double serves, int fewest, int most, int zones, int startSeconds) {}

  private final Numbers numbers;
  private final Deque<Double> seen = new ArrayDeque<>();
  private final Deque<Integer> wanted = new ArrayDeque<>();
  private final List<Integer> startingUntil = new ArrayList<>();
  private int now;
  private int replicas;
  private double worst;

  /// Settled at a rate.
  SimulatedScaler(Numbers numbers, double rate) {
    this.numbers = numbers;
    this.replicas = clamped(Math.ceil(rate / numbers.target - 1e-9));
    for (int i = 0; i < SEEN; i++) {
      seen.add(rate);
    }
  }

  private int clamped(double count) {
    return (int) Math.clamp(count, numbers.fewest, numbers.most);
  }

  int replicas() {
    return replicas;
  }

  /// The most that a ready replica got, against what it serves.
  double worst() {
    return worst;
  }

  int ready() {
    return replicas - startingUntil.size();
  }

  void forgetWorst() {
    worst = 0;
  }

  /// The fullest zone goes; its replicas start anew in others.
  void loseAZone() {
    int lost = numbers.zones == 1 ? 0 : Math.ceilDiv(replicas, numbers.zones);
    for (int i = 0; i < lost; i++) {
      startingUntil.add(now + numbers.startSeconds);
    }
  }

  /// A quarter of a minute at a rate.
  void tick(double rate) {
    now += TICK_SECONDS;
    startingUntil.removeIf(until -> until <= now);
    worst = Math.max(worst, rate / Math.max(1e-9, ready()) / numbers.serves);
    seen.add(rate);
    if (seen.size() > SEEN) {
      seen.remove();
    }
    double mean = seen.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double ratio = mean / (replicas * numbers.target);
    int asked = Math.abs(ratio - 1) <= 0.1 ? replicas : clamped(Math.ceil(replicas * ratio - 1e-9));
    wanted.add(asked);
    if (wanted.size() > REMEMBERED) {
      wanted.remove();
    }
    int stable = wanted.stream().mapToInt(Integer::intValue).max().orElse(asked);
    if (asked > replicas) {
      int grown = Math.min(asked, Math.max(2 * replicas, replicas + 4));
      for (int i = replicas; i < grown; i++) {
        startingUntil.add(now + numbers.startSeconds);
      }
      replicas = grown;
    } else if (stable < replicas) {
      for (int i = stable; i < replicas && !startingUntil.isEmpty(); i++) {
        startingUntil.removeLast();
      }
      replicas = stable;
    }
  }
}
