// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.pickle.Value.NdArray;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Attributes that several models have.
final class Attributes {

  /// How many numbers of training rows a graph may carry: 128 MB.
  private static final long MOST_KEPT = 16_000_000;

  private Attributes() {}

  /// How many columns it was fitted on. The dummies do not count theirs: none.
  static int width(Instance fitted) throws MalformedException {
    return fitted.has("n_features_in_") ? fitted.whole("n_features_in_") : 0;
  }

  /// The dummies do not count their columns: what has no other estimator before it cannot be asked.
  static void refuseAlone(Instance fitted) throws NotConvertible {
    if (fitted.path().isEmpty() && !fitted.has("n_features_in_")) {
      throw Estimators.refused(fitted, "alone: the file does not say which columns it takes");
    }
  }

  static List<Cell> classes(Instance fitted) throws MalformedException, NotConvertible {
    return classes(fitted, fitted.items("classes_"));
  }

  static List<Cell> classes(Instance fitted, List<Value> values) throws NotConvertible {
    List<Cell> classes = new ArrayList<>();
    for (Value value : values) {
      classes.add(cell(value).orElseThrow(() -> Estimators.refused(fitted, "classes of a kind")));
    }
    if (classes.stream().map(Cell::getClass).distinct().count() > 1) {
      throw Estimators.refused(fitted, "classes of several kinds");
    }
    return List.copyOf(classes);
  }

  private static Optional<Cell> cell(Value value) {
    return value instanceof Value.Text(String text)
        ? Optional.of(new Cell.Text(text))
        : Instance.number(value).map(Cell.Number::new);
  }

  /// A matrix, whether it is kept whole or as its numbers that are not zero; one row where it has
  /// one axis.
  static double[][] matrix(Instance fitted, String attribute)
      throws MalformedException, NotConvertible {
    return matrix(fitted, attribute, fitted.get(attribute));
  }

  /// A matrix of training rows, which a graph has to carry.
  static double[][] kept(Instance fitted, String attribute)
      throws MalformedException, NotConvertible {
    long size = shape(fitted, attribute).stream().mapToLong(i -> i).reduce(1, (a, b) -> a * b);
    if (size > MOST_KEPT) {
      throw Estimators.refused(
          fitted,
          "%s of %,d numbers, where a graph may carry %,d".formatted(attribute, size, MOST_KEPT));
    }
    return matrix(fitted, attribute);
  }

  private static List<Integer> shape(Instance fitted, String attribute) throws MalformedException {
    Value value = fitted.get(attribute);
    if (value instanceof NdArray array) {
      return array.shape();
    }
    Optional<Instance> sparse = fitted.within(attribute, value);
    return sparse.isPresent() ? shape(sparse.get()) : List.of();
  }

  private static List<Integer> shape(Instance sparse) throws MalformedException {
    return Arrays.stream(sparse.numbers("_shape")).mapToObj(side -> (int) side).toList();
  }

  static List<double[][]> matrices(Instance fitted, String attribute)
      throws MalformedException, NotConvertible {
    List<double[][]> matrices = new ArrayList<>();
    for (Value value : fitted.items(attribute)) {
      matrices.add(matrix(fitted, attribute, value));
    }
    return matrices;
  }

  private static double[][] matrix(Instance fitted, String attribute, Value value)
      throws MalformedException, NotConvertible {
    if (value instanceof NdArray array) {
      return dense(fitted, attribute, array);
    }
    Instance sparse =
        fitted
            .within(attribute, value)
            .orElseThrow(() -> fitted.lacks(attribute, "is no matrix of a known form"));
    return switch (sparse.type().name()) {
      case "csr_matrix", "csr_array" -> rows(sparse, attribute);
      case "csc_matrix", "csc_array" -> Tensors.transposed(rows(sparse, attribute));
      default -> throw Estimators.refused(fitted, attribute + " as " + sparse.type().qualified());
    };
  }

  private static double[][] dense(Instance fitted, String attribute, NdArray array)
      throws MalformedException {
    if (!(array.cells() instanceof Value.Numbers numbers) || array.shape().size() > 2) {
      throw fitted.lacks(attribute, "is no matrix of numbers");
    }
    int width = array.shape().isEmpty() ? 1 : array.shape().getLast();
    int height = array.shape().size() == 2 ? array.shape().getFirst() : 1;
    double[][] rows = new double[height][width];
    for (int i = 0; i < height * width; i++) {
      rows[i / width][i % width] = numbers.at(i);
    }
    return rows;
  }

  /// Compressed rows; of a matrix of compressed columns, its columns.
  private static double[][] rows(Instance sparse, String attribute) throws MalformedException {
    boolean byColumns = sparse.type().name().startsWith("csc");
    List<Integer> shape = byColumns ? shape(sparse).reversed() : shape(sparse);
    double[] starts = sparse.numbers("indptr");
    double[] places = sparse.numbers("indices");
    double[] data = sparse.numbers("data");
    if (shape.size() != 2
        || starts.length != shape.get(0) + 1
        || (long) shape.get(0) * shape.get(1) > MOST_KEPT) {
      throw sparse.lacks(attribute, "has no shape that fits");
    }
    double[][] rows = new double[shape.get(0)][shape.get(1)];
    for (int row = 0; row < rows.length; row++) {
      for (int i = (int) starts[row]; i < (int) starts[row + 1]; i++) {
        if (i < 0 || i >= data.length || i >= places.length || !within(places[i], rows[row])) {
          throw sparse.lacks(attribute, "points beyond its numbers");
        }
        rows[row][(int) places[i]] += data[i];
      }
    }
    return rows;
  }

  private static boolean within(double place, double[] row) {
    return place >= 0 && place < row.length;
  }

  /// That sizes of attributes do not go together.
  static void demand(boolean sound, Instance fitted, String attribute) throws MalformedException {
    if (!sound) {
      throw fitted.lacks(attribute, "does not go with the other attributes");
    }
  }
}
