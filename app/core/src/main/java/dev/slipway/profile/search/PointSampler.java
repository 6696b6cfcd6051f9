// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Chooses which points to measure. First a few that show every value of every setting about
/// equally often; then, one after the other, the one that may be expected to improve most on the
/// best so far, by what the readings tell of the points between them. The same readings from the
/// same seed lead to the same choice, so that a search that was cut short goes on where it was.
final class PointSampler {

  private static final int FIRST = 8;
  private static final double TINY = 1e-9;
  private static final double SURPRISE = 2;

  /// How many more points make it worth to choose anew how alike points are.
  private static final double AGAIN = 1.15;

  private final SearchSpace space;
  private final SearchGoal goal;
  private final Duration briefly;
  private final Random random;
  private final List<List<Integer>> unknown;
  private final List<List<Integer>> first;
  private final Map<List<Integer>, PointReading> known = new LinkedHashMap<>();
  private @Nullable GaussianProcess worth;
  private @Nullable GaussianProcess latency;
  private int thought;

  /// @param briefly length of a first look
  PointSampler(SearchRequest request, Duration briefly) {
    this.space = request.space();
    this.goal = request.goal();
    this.briefly = briefly;
    this.random = new Random(request.seed());
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
    think();
    GaussianProcess of = thought(worth);
    var hope =
        new ExpectedImprovement(
            goal, of, latency, known.keySet().stream().map(this::place).toList());
    return Collections.max(unknown, Comparator.comparingDouble(at -> hope.of(place(at))));
  }

  private static GaussianProcess thought(@Nullable GaussianProcess surrogate) {
    if (surrogate == null) {
      throw new IllegalStateException("nothing was learned");
    }
    return surrogate;
  }

  /// Whether a reading is so much worse than the others let expect that something may have come in
  /// between: measuring is disturbed towards the worse only.
  boolean surprisedBy(List<Integer> at, PointReading reading) {
    GaussianProcess of = worth;
    if (of == null) {
      return false;
    }
    GaussianProcess.Prediction prediction = of.predict(place(at));
    return prediction.value() - Math.log(goal.worth(reading))
        > SURPRISE * Math.hypot(prediction.deviation(), of.noise());
  }

  /// What was read at a point, instead of what was read there before.
  void learn(List<Integer> at, PointReading reading) {
    unknown.remove(at);
    known.put(at, reading);
  }

  /// The points that seem best by all readings together, a single one of which may have been
  /// disturbed.
  List<List<Integer>> leaders(int count) {
    think();
    GaussianProcess of = thought(worth);
    Map<List<Integer>, Double> waits = new HashMap<>();
    Map<List<Integer>, Double> worths = new HashMap<>();
    for (List<Integer> at : known.keySet()) {
      worths.put(at, -of.predict(place(at)).value());
      waits.put(at, Math.max(limit(), waits(at)));
    }
    return known.keySet().stream()
        .sorted(
            Comparator.<List<Integer>>comparingDouble(waits::get).thenComparingDouble(worths::get))
        .limit(count)
        .toList();
  }

  /// The shortest wait that is well possible: what seems to keep the latency deserves another look.
  private double waits(List<Integer> at) {
    if (latency == null) {
      return 0;
    }
    GaussianProcess.Prediction prediction = latency.predict(place(at));
    return prediction.value() - Math.hypot(prediction.deviation(), latency.noise());
  }

  private double limit() {
    return goal.within()
        .map(within -> Math.log((double) within.toNanos()))
        .orElse(Double.MAX_VALUE);
  }

  private void think() {
    boolean anew = known.size() >= AGAIN * thought;
    thought = anew ? known.size() : thought;
    worth = GaussianProcess.of(told(goal::worth), anew ? null : worth);
    if (goal.within().isPresent()) {
      latency =
          GaussianProcess.of(told(one -> (double) one.latency().toNanos()), anew ? null : latency);
    }
  }

  /// Logarithms, so that effects multiply.
  private List<GaussianProcess.Observation> told(ToDoubleFunction<PointReading> of) {
    return known.entrySet().stream()
        .map(one ->
            new GaussianProcess.Observation(
                place(one.getKey()),
                Math.log(Math.max(TINY, of.applyAsDouble(one.getValue()))),
                one.getValue().length().toNanos() / (double) briefly.toNanos()))
        .toList();
  }

  /// Where a point is: each setting from 0 to 1.
  private double[] place(List<Integer> at) {
    List<Integer> sizes = space.sizes();
    double[] place = new double[at.size()];
    for (int setting = 0; setting < place.length; setting++) {
      place[setting] = at.get(setting) / Math.max(1.0, sizes.get(setting) - 1.0);
    }
    return place;
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
}
