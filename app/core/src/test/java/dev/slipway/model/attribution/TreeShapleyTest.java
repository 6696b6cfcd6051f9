// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Progress;
import dev.slipway.model.attribution.Forest.Node;
import dev.slipway.model.attribution.Forest.Test;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Held against the definition of the Shapley value: the average, over all orders in which features
/// leave the background, of what each changes.
final class TreeShapleyTest {

  private static final List<Test> TESTS = List.copyOf(EnumSet.allOf(Test.class));

  private static final double EXACT = 1e-9;

  @org.junit.jupiter.api.Test
  void isTheShapleyValueOfEveryRandomForest() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      int columns = 1 + random.nextInt(6);
      int[] players =
          random.nextInt(3) == 0
              ? IntStream.range(0, columns).map(i -> i / 2).toArray()
              : IntStream.range(0, columns).toArray();
      int count = 1 + players[columns - 1];
      Forest forest = forest(random, columns);
      double[] row = row(random, columns);
      List<double[]> background =
          IntStream.range(0, 1 + random.nextInt(5)).mapToObj(i -> row(random, columns)).toList();

      double[] values = TreeShapley.of(forest, players, count, row, background, Progress.NONE);

      assertArrayEquals(
          byDefinition(forest, players, count, row, background), values, EXACT, "seed " + seed);
      double base = background.stream().mapToDouble(forest::score).average().orElseThrow();
      assertEquals(
          forest.score(row) - base, Arrays.stream(values).sum(), 1e-6, "sum, seed " + seed);
    }
  }

  @org.junit.jupiter.api.Test
  void givesNothingToAFeatureThatNoTreeAsksAbout() throws Exception {
    var forest =
        new Forest(
            List.of(
                new Node.Split(0, Test.AT_MOST, 1, false, 1, 2),
                new Node.Leaf(10),
                new Node.Leaf(30)),
            List.of(0),
            1);

    double[] values =
        TreeShapley.of(
            forest,
            new int[] {0, 1},
            2,
            new double[] {0, 5},
            List.of(new double[] {2, 1}, new double[] {0, 9}),
            Progress.NONE);

    assertArrayEquals(new double[] {-10, 0}, values, EXACT);
  }

  @org.junit.jupiter.api.Test
  void aDeepTreeOfManyFeaturesAddsUpToo() throws Exception {
    int depth = 60;
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      nodes.add(
          new Node.Split(i, Test.BELOW, 0, false, depth + i, i == depth - 1 ? 2 * depth : i + 1));
    }
    for (int i = 0; i <= depth; i++) {
      nodes.add(new Node.Leaf(i));
    }
    var forest = new Forest(nodes, List.of(0), 1);
    double[] row = new double[depth];
    double[] other = new double[depth];
    Arrays.fill(other, -1);

    double[] values =
        TreeShapley.of(
            forest, IntStream.range(0, depth).toArray(), depth, row, List.of(other), Progress.NONE);

    assertEquals(depth, Arrays.stream(values).sum(), 1e-6);
  }

  @org.junit.jupiter.api.Test
  void aLinearScoreGivesEachFeatureItsWeightTimesTheDistanceFromTheMean() {
    double[] values =
        LinearShapley.of(
            new double[] {2, -1, 4},
            new int[] {0, 1, 1},
            2,
            new double[] {3, 5, 1},
            List.of(new double[] {1, 1, 0}, new double[] {3, 3, 0}));

    assertArrayEquals(new double[] {2, -3 + 4}, values, EXACT);
  }

  @org.junit.jupiter.api.Test
  void aRingOfNodesIsNoTree() {
    var ring = new Forest(List.of(new Node.Split(0, Test.BELOW, 0, false, 0, 0)), List.of(0), 1);

    assertEquals(false, ring.sound());
  }

  /// Over all sets of features: weight |S|! (n - |S| - 1)! / n!.
  private static double[] byDefinition(
      Forest forest, int[] players, int count, double[] row, List<double[]> background) {
    double[] worth = new double[1 << count];
    for (int set = 0; set < worth.length; set++) {
      for (double[] other : background) {
        double[] mixed = other.clone();
        for (int i = 0; i < mixed.length; i++) {
          mixed[i] = ((set >> players[i]) & 1) == 1 ? row[i] : other[i];
        }
        worth[set] += forest.score(mixed) / background.size();
      }
    }
    double[] values = new double[count];
    for (int feature = 0; feature < count; feature++) {
      for (int set = 0; set < worth.length; set++) {
        if (((set >> feature) & 1) == 0) {
          int size = Integer.bitCount(set);
          double weight = factorial(size) * factorial(count - size - 1) / factorial(count);
          values[feature] += weight * (worth[set | (1 << feature)] - worth[set]);
        }
      }
    }
    return values;
  }

  private static double factorial(int n) {
    return IntStream.rangeClosed(1, n).mapToDouble(i -> i).reduce(1, (a, b) -> a * b);
  }

  private static Forest forest(Random random, int columns) {
    List<Node> nodes = new ArrayList<>();
    List<Integer> roots = new ArrayList<>();
    for (int tree = 0; tree < 1 + random.nextInt(4); tree++) {
      roots.add(grow(random, columns, 1 + random.nextInt(5), nodes));
    }
    return new Forest(nodes, roots, random.nextBoolean() ? 1 : 1.0 / roots.size());
  }

  private static int grow(Random random, int columns, int depth, List<Node> nodes) {
    int here = nodes.size();
    nodes.add(new Node.Leaf(random.nextGaussian()));
    if (depth > 0 && random.nextInt(5) > 0) {
      int yes = grow(random, columns, depth - 1, nodes);
      int no = grow(random, columns, depth - 1, nodes);
      nodes.set(
          here,
          new Node.Split(
              random.nextInt(columns),
              TESTS.get(random.nextInt(TESTS.size())),
              random.nextInt(4),
              random.nextBoolean(),
              yes,
              no));
    }
    return here;
  }

  /// Small whole numbers, so that values often meet thresholds; some are missing.
  private static double[] row(Random random, int columns) {
    return IntStream.range(0, columns)
        .mapToDouble(i -> random.nextInt(8) == 0 ? Double.NaN : random.nextInt(5))
        .toArray();
  }
}
