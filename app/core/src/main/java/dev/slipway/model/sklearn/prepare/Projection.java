// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Tensors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Components of a row (`PCA`, `TruncatedSVD`): products with fixed vectors, of the row or of what
/// it is away from the mean.
///
/// @param components one vector for each number that it makes
/// @param by what each is divided by
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Projection(double @Nullable [] mean, double[][] components, double @Nullable [] by)
    implements NumberStep {

  /// scikit-learn divides by no less than this since 1.5.
  private static final double LEAST = Math.ulp(1.0);

  static Projection principal(Instance fitted) throws MalformedException {
    double[] by = null;
    if (fitted.truth("whiten")) {
      by = fitted.numbers("explained_variance_");
      for (int i = 0; i < by.length; i++) {
        by[i] = Math.max(Math.sqrt(by[i]), LEAST);
      }
    }
    return checked(
        fitted,
        new Projection(
            fitted.has("mean_") ? fitted.numbers("mean_") : null,
            fitted.matrix("components_"),
            by));
  }

  static Projection singular(Instance fitted) throws MalformedException {
    return checked(fitted, new Projection(null, fitted.matrix("components_"), null));
  }

  private static Projection checked(Instance fitted, Projection read) throws MalformedException {
    if (read.components.length == 0
        || (read.mean != null && read.mean.length != read.width())
        || (read.by != null && read.by.length != read.made())) {
      throw fitted.lacks("components_", "has another size than what goes with it");
    }
    return read;
  }

  @Override
  public int width() {
    return components[0].length;
  }

  @Override
  public int made() {
    return components.length;
  }

  @Override
  public double[] of(double[] row) {
    double[] products = new double[components.length];
    for (int i = 0; i < products.length; i++) {
      for (int j = 0; j < row.length; j++) {
        products[i] += (mean == null ? row[j] : row[j] - mean[j]) * components[i][j];
      }
      if (by != null) {
        products[i] /= by[i];
      }
    }
    return products;
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    String centred = mean == null ? columns : graph.node("Sub", columns, Tensors.row(graph, mean));
    double[] across = new double[width() * made()];
    for (int i = 0; i < made(); i++) {
      for (int j = 0; j < width(); j++) {
        across[j * made() + i] = components[i][j];
      }
    }
    String vectors = graph.doubles(List.of((long) width(), (long) made()), across);
    String products = graph.node("MatMul", centred, vectors);
    return by == null ? products : graph.node("Div", products, Tensors.row(graph, by));
  }
}
