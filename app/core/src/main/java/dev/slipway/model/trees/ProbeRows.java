// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Rows that ask an ensemble where it could answer wrongly: at each threshold, just below and just
/// above it, with categories in and outside the sets, with zeros, and without a value.
///
/// Two of three rows walk down to a leaf of a tree drawn by lot, so that deep leaves are reached
/// too; what a walk leaves open, and all of the third row, is drawn from the borders of all trees.
/// The same ensemble gives the same rows.
public final class ProbeRows {

  /// Borders remembered of one feature.
  private static final int MOST_BORDERS = 4096;

  /// Draws of a text that goes a wanted way.
  private static final int TRIES = 8;

  private final TreeEnsemble ensemble;
  private final List<List<Double>> borders = new ArrayList<>();
  private final Random random;

  private ProbeRows(TreeEnsemble ensemble, long seed) {
    this.ensemble = ensemble;
    this.random = new Random(seed);
    int features = ensemble.input().names().size();
    for (int i = 0; i < features; i++) {
      borders.add(new ArrayList<>(List.of(Double.NaN, 0.0, -1.0, 1.0)));
    }
    for (LinearTerm term : ensemble.terms()) {
      if (term instanceof LinearTerm.Slope slope) {
        around(slope.missing(), borders.get(slope.feature()));
      }
    }
    for (Tree tree : ensemble.trees()) {
      for (Tree.Node node : tree.nodes()) {
        if (node instanceof Split split) {
          remember(split);
        }
      }
    }
  }

  /// @param seed of the draw
  public static List<double[]> of(TreeEnsemble ensemble, int count, long seed) {
    var probe = new ProbeRows(ensemble, seed);
    List<double[]> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double[] row = probe.drawn();
      if (i % 3 != 0 && !ensemble.trees().isEmpty()) {
        probe.walk(ensemble.trees().get(probe.random.nextInt(ensemble.trees().size())), row);
      }
      rows.add(row);
    }
    return rows;
  }

  private void remember(Split split) {
    List<Double> of = borders.get(split.feature());
    switch (split.test()) {
      case Test.Below(double threshold) -> around(threshold, of);
      case Test.AtMost(double threshold) -> around(threshold, of);
      case Test.OneOf(List<Integer> categories) -> {
        if (!categories.isEmpty() && of.size() < MOST_BORDERS) {
          int category = categories.get(random.nextInt(categories.size()));
          of.addAll(List.of((double) category, category + 1.0, category + 0.5, category - 1.0));
        }
      }
    }
  }

  private void around(double threshold, List<Double> into) {
    if (into.size() < MOST_BORDERS) {
      into.addAll(List.of(before(threshold), given(threshold), after(threshold)));
    }
  }

  private double[] drawn() {
    double[] row = new double[borders.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = drawn(i);
    }
    return row;
  }

  private double drawn(int feature) {
    int texts = ensemble.input().texts().get(feature).size();
    if (texts > 0) {
      return random.nextInt(8) == 0 ? Double.NaN : random.nextInt(texts);
    }
    List<Double> of = borders.get(feature);
    double value = of.get(random.nextInt(of.size()));
    return random.nextInt(8) == 0 ? given(value * (1 + random.nextGaussian())) : value;
  }

  /// Goes to a leaf by lot, and sets each feature on the way to a value that goes there too.
  private void walk(Tree tree, double[] row) {
    int at = 0;
    while (tree.nodes().get(at) instanceof Split split) {
      boolean yes = random.nextBoolean();
      row[split.feature()] = value(split, yes);
      at = yes ? split.yes() : split.no();
    }
  }

  private double value(Split split, boolean yes) {
    if (split.missingYes() == yes && random.nextInt(6) == 0) {
      return Double.NaN;
    }
    if (ensemble.input().isText(split.feature())) {
      return text(split, yes);
    }
    return switch (split.test()) {
      case Test.Below(double threshold) -> yes ? before(threshold) : given(threshold);
      case Test.AtMost(double threshold) -> yes ? given(threshold) : after(threshold);
      case Test.OneOf(List<Integer> categories) ->
          yes && !categories.isEmpty()
              ? categories.get(random.nextInt(categories.size()))
              : drawn(split.feature());
    };
  }

  /// A text that goes there, where one is found soon.
  private double text(Split split, boolean yes) {
    double place = drawn(split.feature());
    for (int i = 0; i < TRIES && (Double.isNaN(place) || holds(split.test(), place) != yes); i++) {
      place = drawn(split.feature());
    }
    return place;
  }

  private static boolean holds(Test test, double value) {
    return switch (test) {
      case Test.Below(double threshold) -> value < threshold;
      case Test.AtMost(double threshold) -> value <= threshold;
      case Test.OneOf(List<Integer> categories) -> categories.contains((int) value);
    };
  }

  private double before(double value) {
    return isFloat() ? Math.nextDown((float) value) : Math.nextDown(value);
  }

  private double after(double value) {
    return isFloat() ? Math.nextUp((float) value) : Math.nextUp(value);
  }

  private double given(double value) {
    return isFloat() ? (float) value : value;
  }

  private boolean isFloat() {
    return ensemble.input().precision() == Precision.FLOAT;
  }
}
