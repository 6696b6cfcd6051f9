// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Chooses which points to measure. First a few that show every value of every setting about
/// equally often; then, one after the other, the one that looks best from what is known, and now
/// and then a neighbour of the best so far, since settings also act together. The same readings
/// from the same seed lead to the same choice, so that a search that was cut short goes on where it
/// was.
final class Scout {

  private static final int FIRST = 8;
  private static final int NEIGHBOUR_EVERY = 3;

  private final SearchSpace space;
  private final SearchGoal goal;
  private final Random random;
  private final List<List<Integer>> unknown;
  private final List<List<Integer>> first;
  private final List<List<Integer>> known = new ArrayList<>();
  private final List<PointReading> readings = new ArrayList<>();

  Scout(SearchSpace space, SearchGoal goal, long seed) {
    this.space = space;
    this.goal = goal;
    this.random = new Random(seed);
    this.unknown = new ArrayList<>(space.all());
    Collections.shuffle(unknown, random);
    this.first = spread(Math.min(FIRST, space.size()));
  }

  boolean done() {
    return unknown.isEmpty();
  }

  /// Where to look next; [#learn] must follow.
  List<Integer> next() {
    if (known.size() < first.size()) {
      return first.get(known.size());
    }
    if (known.size() % NEIGHBOUR_EVERY == 0) {
      List<List<Integer>> near = neighboursOfBest();
      if (!near.isEmpty()) {
        return mostPromising(near);
      }
    }
    return mostPromising(unknown);
  }

  void learn(List<Integer> at, PointReading reading) {
    unknown.remove(at);
    known.add(at);
    readings.add(reading);
  }

  /// Each setting's values in a random order, again and again: a Latin hypercube.
  private List<List<Integer>> spread(int count) {
    List<List<Integer>> columns = new ArrayList<>();
    for (int size : space.sizes()) {
      List<Integer> column = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        column.add(i * size / count);
      }
      Collections.shuffle(column, random);
      columns.add(column);
    }
    Set<List<Integer>> points = new HashSet<>();
    List<List<Integer>> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int row = i;
      List<Integer> point = columns.stream().map(column -> column.get(row)).toList();
      if (!points.add(point)) {
        point = unknown.stream().filter(other -> !points.contains(other)).findFirst().orElse(point);
        points.add(point);
      }
      chosen.add(point);
    }
    return chosen;
  }

  private List<List<Integer>> neighboursOfBest() {
    int best = 0;
    for (int i = 1; i < readings.size(); i++) {
      best = goal.bestFirst().compare(readings.get(i), readings.get(best)) < 0 ? i : best;
    }
    List<Integer> at = known.get(best);
    return unknown.stream().filter(other -> near(at, other)).toList();
  }

  /// One setting apart: by one step where its values have an order, by any where they are names.
  private static boolean near(List<Integer> a, List<Integer> b) {
    int apart = 0;
    for (int setting = 0; setting < a.size(); setting++) {
      int step = Math.abs(a.get(setting) - b.get(setting));
      boolean named = setting == a.size() - 1;
      apart += step == 0 ? 0 : step == 1 || named ? 1 : 2;
    }
    return apart == 1;
  }

  private List<Integer> mostPromising(List<List<Integer>> candidates) {
    var worth = effects(reading -> Math.log(goal.worth(reading)));
    var latency = effects(reading -> Math.log(Math.max(1.0, (double) reading.latency().toNanos())));
    double limit =
        goal.within().map(within -> Math.log((double) within.toNanos())).orElse(Double.MAX_VALUE);
    Comparator<List<Integer>> byLatency = Comparator.comparingDouble(latency::guess);
    Comparator<List<Integer>> byWorth = Comparator.comparingDouble(worth::guess);
    List<List<Integer>> within =
        candidates.stream().filter(at -> latency.guess(at) <= limit).toList();
    return within.isEmpty()
        ? Collections.min(candidates, byLatency)
        : Collections.max(within, byWorth);
  }

  private MainEffects effects(java.util.function.ToDoubleFunction<PointReading> of) {
    return new MainEffects(
        space.sizes(), known, readings.stream().mapToDouble(of).boxed().toList());
  }
}
