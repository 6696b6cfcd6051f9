// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import dev.slipway.serving.bench.Round.Rounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Measures several things in turn, round by round, so that what slows the machine slows all. A
/// round in which other programs took more than 6 % of the CPU is repeated.
final class Contest {

  static final double MOST_FOREIGN = 0.06;
  private static final int ROUNDS = Integer.getInteger("slipway.bench.rounds", 5);
  private static final int SECONDS = Integer.getInteger("slipway.bench.seconds", 2);

  /// How much longer than planned a contest may take because of others, in rounds and in looks.
  private static final int REPEATS = Integer.getInteger("slipway.bench.repeats", 2 * ROUNDS);

  private static final int LOOKS = Integer.getInteger("slipway.bench.looks", 50);

  /// Measures once.
  @FunctionalInterface
  interface Measure {
    Round take(int seconds) throws Exception;
  }

  private final Map<String, Measure> entrants = new LinkedHashMap<>();
  private final Map<String, List<Round>> taken = new LinkedHashMap<>();
  private int repeats = REPEATS;
  private int looks = LOOKS;

  Contest enter(String name, Measure measure) {
    entrants.put(name, measure);
    taken.put(name, new ArrayList<>());
    return this;
  }

  Contest enter(String name, Subject subject, Generator generator) {
    return enter(name, seconds -> generator.load(subject, seconds));
  }

  Contest run() throws Exception {
    for (Measure entrant : entrants.values()) {
      entrant.take(SECONDS);
    }
    for (int i = 0; i < ROUNDS; i++) {
      for (Map.Entry<String, Measure> entrant : entrants.entrySet()) {
        take(entrant.getKey(), entrant.getValue());
      }
    }
    return this;
  }

  private void take(String name, Measure measure) throws Exception {
    Round best = calmly(measure);
    while (repeats > 0 && best.foreign() > MOST_FOREIGN) {
      repeats--;
      Round again = calmly(measure);
      best = again.foreign() < best.foreign() ? again : best;
    }
    taken.getOrDefault(name, List.of()).add(best);
  }

  /// Nobody is loaded meanwhile: what is busy now would be foreign.
  private Round calmly(Measure measure) throws Exception {
    boolean busy = true;
    while (busy && looks > 0) {
      looks--;
      Machine.Ticks before = Machine.ticks();
      TimeUnit.MILLISECONDS.sleep(300);
      Machine.Ticks after = Machine.ticks();
      busy = after.busy() - before.busy() > MOST_FOREIGN * (after.all() - before.all());
    }
    return measure.take(SECONDS);
  }

  Rounds of(String name) {
    return new Rounds(taken.getOrDefault(name, List.of()));
  }

  /// How many times more answers a second.
  Line timesFaster(String what, String name, String peer, double bar) {
    Rounds ours = of(name);
    Rounds theirs = of(peer);
    return new Line(
        what,
        "%.0f/s".formatted(ours.perSecond()),
        "%.0f/s".formatted(theirs.perSecond()),
        ours.perSecond() / theirs.perSecond(),
        Bar.atLeast(bar),
        Math.max(ours.foreign(), theirs.foreign()));
  }
}
