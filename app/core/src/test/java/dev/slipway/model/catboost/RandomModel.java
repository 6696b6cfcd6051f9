// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import dev.slipway.model.catboost.Contents.Category;
import dev.slipway.model.catboost.Contents.Forest;
import dev.slipway.model.catboost.Contents.Missing;
import dev.slipway.model.catboost.Contents.OneHot;
import dev.slipway.model.catboost.Contents.Place;
import dev.slipway.model.catboost.Contents.Quantity;
import dev.slipway.model.catboost.Contents.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Draws a model by lot, of any form that CatBoost trains: symmetric trees or others, numbers with
/// and without missing ones, categories, one score or three.
final class RandomModel {

  static final List<String> TEXTS =
      List.of(
          "red",
          "green",
          "",
          "dark blue",
          "été",
          "a text of more than sixteen bytes",
          "a text that is longer than thirty-two bytes by some",
          "a text that is longer than sixty-four bytes, so that the hash takes its long way");

  private final Random random;
  private final List<Quantity> quantities = new ArrayList<>();
  private final List<Category> categories = new ArrayList<>();
  private final List<OneHot> oneHots = new ArrayList<>();
  private final List<Integer> splits = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final List<int[]> nodes = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private int questions;
  private int dimension;

  private RandomModel(long seed) {
    this.random = new Random(seed);
  }

  static Contents draw(long seed) {
    return new RandomModel(seed).contents();
  }

  private Contents contents() {
    int numbers = 1 + random.nextInt(4);
    int flat = 0;
    for (int i = 0; i < numbers; i++) {
      quantities.add(quantity(i, flat++));
    }
    int texts = random.nextInt(3);
    for (int i = 0; i < texts; i++) {
      categories.add(new Category(new Place(i, flat++, Optional.of("text " + i))));
      List<String> known = TEXTS.subList(i, i + 1 + random.nextInt(TEXTS.size() - i));
      oneHots.add(new OneHot(i, known.stream().mapToInt(CityHash::category).toArray(), known));
    }
    questions =
        quantities.stream().mapToInt(quantity -> quantity.borders().length).sum()
            + oneHots.stream().mapToInt(oneHot -> oneHot.hashes().length).sum();
    String loss =
        List.of("RMSE", "Poisson", "Logloss", "MultiClass", "MultiClassOneVsAll", "Quantile")
            .get(random.nextInt(6));
    dimension = loss.startsWith("MultiClass") ? 3 : 1;
    boolean symmetric = random.nextInt(3) > 0;
    int trees = 1 + random.nextInt(6);
    for (int tree = 0; tree < trees; tree++) {
      starts.add(symmetric ? splits.size() : nodes.size());
      if (symmetric) {
        addSymmetric();
      } else {
        int first = nodes.size();
        addNode(random.nextInt(5));
        sizes.add(nodes.size() - first);
      }
    }
    double[] bias = IntStream.range(0, dimension).mapToDouble(i -> random.nextGaussian()).toArray();
    double scale = dimension == 1 && random.nextBoolean() ? 0.5 + random.nextDouble() : 1;
    return new Contents(
        "CBM",
        info(loss),
        quantities,
        categories,
        oneHots,
        List.of(),
        Map.of(),
        forest(symmetric),
        new Scaling(scale, bias));
  }

  private Quantity quantity(int index, int flat) {
    float[] borders = new float[1 + random.nextInt(6)];
    for (int i = 0; i < borders.length; i++) {
      borders[i] = (float) random.nextGaussian();
    }
    Arrays.sort(borders);
    return new Quantity(
        new Place(index, flat, Optional.of("number " + index)),
        borders,
        random.nextBoolean(),
        Missing.NUMBERED.get(random.nextInt(3)));
  }

  private static Map<String, String> info(String loss) {
    var info = new TreeMap<>(Map.of("params", "{\"loss_function\":{\"type\":\"" + loss + "\"}}"));
    if (loss.equals("MultiClass")) {
      info.put("class_params", "{\"class_names\":[\"ash\",\"oak\",\"yew\"]}");
    }
    return info;
  }

  private void addSymmetric() {
    int depth = random.nextInt(7);
    for (int i = 0; i < depth; i++) {
      splits.add(random.nextInt(questions));
    }
    sizes.add(depth);
    for (int i = 0; i < dimension << depth; i++) {
      values.add(random.nextGaussian() / 3);
    }
  }

  private int addNode(int depth) {
    int at = nodes.size();
    if (depth == 0 || random.nextInt(6) == 0) {
      nodes.add(new int[] {0, 0, 0, values.size()});
      for (int i = 0; i < dimension; i++) {
        values.add(random.nextGaussian() / 3);
      }
      return at;
    }
    nodes.add(new int[4]);
    int split = random.nextInt(questions);
    int left = addNode(depth - 1) - at;
    int right = addNode(depth - 1) - at;
    nodes.set(at, new int[] {split, left, right, -1});
    return at;
  }

  private Forest forest(boolean symmetric) {
    return new Forest(
        dimension,
        symmetric ? array(splits) : column(0),
        array(sizes),
        array(starts),
        symmetric ? new int[0] : column(1),
        symmetric ? new int[0] : column(2),
        symmetric ? new int[0] : column(3),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private int[] column(int column) {
    return nodes.stream().mapToInt(node -> node[column]).toArray();
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
