// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Products of up to so many columns (`PolynomialFeatures`).
///
/// @param products for each degree from 1 on its products, each as the columns it multiplies
/// @param least degree that is given out
/// @param one whether a constant 1 comes first
record Polynomial(int width, List<List<List<Integer>>> products, int least, boolean one)
    implements NumberStep {

  private static final int MOST = 200_000;
  private static final int MOST_FACTORS = 100;

  Polynomial {
    products = List.copyOf(products);
  }

  static Polynomial read(Instance fitted) throws MalformedException, NotConvertible {
    int width = fitted.whole("n_features_in_");
    int least = 0;
    int most;
    // Since 1.0 the degree may be a range; then these hold it
    if (fitted.has("_max_degree")) {
      least = fitted.whole("_min_degree");
      most = fitted.whole("_max_degree");
    } else if (fitted.get("degree") instanceof Value.Items) {
      least = (int) fitted.numbers("degree")[0];
      most = (int) fitted.numbers("degree")[1];
    } else {
      most = fitted.whole("degree");
    }
    if (most > MOST_FACTORS) {
      throw Estimators.refused(fitted, "products of more than %d columns".formatted(MOST_FACTORS));
    }
    boolean apart = fitted.truth("interaction_only");
    List<List<List<Integer>>> products = new ArrayList<>();
    List<List<Integer>> before = List.of(List.of());
    int count = 0;
    for (int degree = 1; degree <= most; degree++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> shorter : before) {
        int from = shorter.isEmpty() ? 0 : shorter.getLast() + (apart ? 1 : 0);
        for (int column = from; column < width; column++) {
          List<Integer> product = new ArrayList<>(shorter);
          product.add(column);
          longer.add(product);
          if (++count > MOST) {
            throw Estimators.refused(fitted, "more than %,d products".formatted(MOST));
          }
        }
      }
      products.add(longer);
      before = longer;
    }
    return new Polynomial(width, products, Math.max(1, least), fitted.truth("include_bias"));
  }

  @Override
  public int made() {
    int made = one ? 1 : 0;
    for (int degree = least; degree <= products.size(); degree++) {
      made += products.get(degree - 1).size();
    }
    return made;
  }

  @Override
  public double[] of(double[] row) {
    double[] made = new double[made()];
    int at = 0;
    if (one) {
      made[at++] = 1;
    }
    for (int degree = least; degree <= products.size(); degree++) {
      for (List<Integer> columns : products.get(degree - 1)) {
        double product = 1;
        for (int column : columns) {
          product *= row[column];
        }
        made[at++] = product;
      }
    }
    return made;
  }

  /// Products of one degree more are those before, each times another column.
  @Override
  public String write(GraphWriter graph, String columns) {
    List<String> made = new ArrayList<>();
    if (one) {
      made.add(Tensors.repeated(graph, columns, 1));
    }
    String before = columns;
    for (int degree = 1; degree <= products.size(); degree++) {
      List<List<Integer>> of = products.get(degree - 1);
      if (of.isEmpty()) {
        break;
      }
      if (degree > 1) {
        String shorter = graph.along("Gather", before, graph.longs(shorter(degree)));
        long[] last = of.stream().mapToLong(product -> product.getLast()).toArray();
        before = graph.node("Mul", shorter, graph.along("Gather", columns, graph.longs(last)));
      }
      if (degree >= least) {
        made.add(before);
      }
    }
    return Tensors.beside(graph, made);
  }

  private long[] shorter(int degree) {
    Map<List<Integer>, Long> places = new HashMap<>();
    products.get(degree - 2).forEach(product -> places.put(product, (long) places.size()));
    return products.get(degree - 1).stream()
        .mapToLong(product -> places.getOrDefault(product.subList(0, degree - 1), 0L))
        .toArray();
  }
}
