// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Puts the mean of the most similar rows of training where a value is missing (`KNNImputer`).
///
/// Two rows are as far apart as the values that both have: the sum of the squared differences,
/// times the columns over those that both have.
///
/// @param rows of training, with NaN where a value is missing
/// @param kept columns that have a value in training at all
/// @param nearer whether nearer rows count more
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Neighbours(
    double[][] rows,
    int neighbours,
    boolean nearer,
    List<Integer> kept,
    Optional<MissingIndicator> indicator)
    implements Transformer {

  /// Numbers of training rows: the graph holds each five times.
  private static final int MOST = 1 << 22;

  /// Farther than any row; of rows that share no value.
  private static final double FAR = 1e300;

  Neighbours {
    kept = List.copyOf(kept);
  }

  static Neighbours read(Instance fitted) throws MalformedException, NotConvertible {
    if (!(fitted.get("weights") instanceof Value.Text(String weights))
        || !(fitted.get("metric") instanceof Value.Text(String metric))
        || !metric.equals("nan_euclidean")) {
      throw Estimators.refused(fitted, "weights or a metric of its own");
    }
    if (!Double.isNaN(Missing.read(fitted).number())) {
      throw Estimators.refused(fitted, "a number that means missing");
    }
    double[][] rows = fitted.matrix("_fit_X");
    int width = fitted.whole("n_features_in_");
    int neighbours = fitted.whole("n_neighbors");
    if (neighbours < 1) {
      throw fitted.lacks("n_neighbors", "is no number of rows");
    }
    if ((long) rows.length * width > MOST) {
      throw Estimators.refused(
          fitted,
          "more than %d numbers of training rows".formatted(MOST),
          "Fit the imputer on fewer rows, or use a SimpleImputer.");
    }
    if (rows.length == 0 || rows[0].length != width) {
      throw fitted.lacks("_fit_X", "has another number of columns");
    }
    boolean empty = fitted.has("keep_empty_features") && fitted.truth("keep_empty_features");
    List<Integer> kept = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      if (donors(rows, column).isEmpty() && empty) {
        throw Estimators.refused(fitted, "keep_empty_features with a column without values");
      }
      if (!donors(rows, column).isEmpty()) {
        kept.add(column);
      }
    }
    return new Neighbours(
        rows,
        neighbours,
        weights.equals("distance"),
        kept,
        fitted.has("indicator_")
            ? Optional.of(MissingIndicator.read(fitted.instance("indicator_")))
            : Optional.empty());
  }

  /// Rows that have a value in a column.
  private static List<Integer> donors(double[][] rows, int column) {
    return IntStream.range(0, rows.length)
        .filter(row -> !Double.isNaN(rows[row][column]))
        .boxed()
        .toList();
  }

  private int width() {
    return rows[0].length;
  }

  @Override
  public List<Taken> takes() {
    return Collections.nCopies(width(), Taken.NUMBER);
  }

  @Override
  public List<Cell> transform(List<Cell> row) {
    double[] given = Cell.numbers(row);
    double[] distances = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      distances[i] = distance(given, rows[i]);
    }
    List<Cell> filled = new ArrayList<>();
    for (int column : kept) {
      boolean missing = Double.isNaN(given[column]);
      filled.add(new Cell.Number(missing ? filled(distances, column) : given[column]));
    }
    indicator.ifPresent(says -> filled.addAll(says.transform(row)));
    return filled;
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    int shared = 0;
    for (int i = 0; i < one.length; i++) {
      double gap = one[i] - other[i];
      if (!Double.isNaN(gap)) {
        sum += gap * gap;
        shared++;
      }
    }
    return shared == 0 ? FAR : Math.sqrt(sum * one.length / shared);
  }

  private double filled(double[] distances, int column) {
    List<Integer> donors =
        donors(rows, column).stream()
            .sorted(Comparator.comparingDouble(row -> distances[row]))
            .toList();
    if (distances[donors.getFirst()] == FAR) {
      return donors.stream().mapToDouble(row -> rows[row][column]).average().orElse(Double.NaN);
    }
    List<Integer> nearest = donors.subList(0, Math.min(neighbours, donors.size()));
    boolean same = distances[nearest.getFirst()] == 0;
    double sum = 0;
    double weights = 0;
    for (int row : nearest) {
      double distance = distances[row];
      double weight = 1;
      if (nearer) {
        // Of rows that are the same only these count
        weight = same ? (distance == 0 ? 1 : 0) : distance == FAR ? 0 : 1 / distance;
      }
      sum += weight * rows[row][column];
      weights += weight;
    }
    return sum / weights;
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
    String x = columns.numbers(graph, "imputing");
    String missing = graph.node("IsNaN", x);
    String distances = distances(graph, x, missing);
    List<String> filled = new ArrayList<>();
    for (int column : kept) {
      String value = written(graph, distances, column);
      String own = Tensors.column(graph, x, width(), column);
      filled.add(graph.node("Where", graph.node("IsNaN", own), value, own));
    }
    Flow all = Flow.numbers(Tensors.beside(graph, filled), kept.size());
    return indicator.map(says -> Flow.beside(List.of(all, says.write(graph, columns)))).orElse(all);
  }

  /// Of each row from each row of training, `[rows, rows of training]`, as three products.
  private String distances(GraphWriter graph, String x, String missing) {
    int width = width();
    double[] values = new double[width * rows.length];
    double[] squares = new double[width * rows.length];
    double[] present = new double[width * rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < width; column++) {
        double value = rows[row][column];
        int at = column * rows.length + row;
        boolean there = !Double.isNaN(value);
        values[at] = there ? value : 0;
        squares[at] = values[at] * values[at];
        present[at] = there ? 1 : 0;
      }
    }
    List<Long> shape = List.of((long) width, (long) rows.length);
    String own = graph.node("Where", missing, graph.scalar(0), x);
    String there = Tensors.counted(graph, graph.node("Not", missing));
    String theirs = graph.doubles(shape, present);
    String first = graph.node("MatMul", graph.node("Mul", own, own), theirs);
    String both = graph.node("MatMul", own, graph.doubles(shape, values));
    String second = graph.node("MatMul", there, graph.doubles(shape, squares));
    String sum =
        graph.node(
            "Add", graph.node("Sub", first, graph.node("Mul", both, graph.scalar(2))), second);
    String shared = graph.node("MatMul", there, theirs);
    String none = graph.node("Equal", shared, graph.scalar(0));
    String over = graph.node("Where", none, graph.scalar(1), shared);
    String scaled =
        graph.node(
            "Div",
            graph.node("Mul", graph.node("Max", sum, graph.scalar(0)), graph.scalar(width)),
            over);
    return graph.node("Where", none, graph.scalar(FAR), graph.node("Sqrt", scaled));
  }

  private String written(GraphWriter graph, String distances, int column) {
    List<Integer> donors = donors(rows, column);
    long[] indices = donors.stream().mapToLong(Integer::longValue).toArray();
    double[] values = donors.stream().mapToDouble(row -> rows[row][column]).toArray();
    String theirs = graph.along("Gather", distances, graph.longs(indices));
    String count = graph.longs(Math.min(neighbours, donors.size()));
    var rising =
        List.of(
            OnnxParts.attribute("axis", 1),
            OnnxParts.attribute("largest", 0),
            OnnxParts.attribute("sorted", 1));
    List<String> nearest = graph.nodes("", "TopK", rising, 2, theirs, count);
    String table = graph.doubles(List.of((long) values.length), values);
    String found = graph.node("Gather", table, nearest.getLast());
    String mean = mean(graph, nearest.getFirst(), found);
    String least =
        Tensors.column(graph, nearest.getFirst(), Math.min(neighbours, donors.size()), 0);
    String alone = graph.node("Equal", least, graph.scalar(FAR));
    double average =
        donors.stream().mapToDouble(row -> rows[row][column]).average().orElse(Double.NaN);
    return graph.node("Where", alone, graph.scalar(average), mean);
  }

  private String mean(GraphWriter graph, String distances, String values) {
    String weights;
    if (nearer) {
      String same = graph.node("Equal", distances, graph.scalar(0));
      String any =
          graph.node("Greater", Tensors.sum(graph, Tensors.counted(graph, same)), graph.scalar(0));
      String apart = graph.node("Where", same, graph.scalar(1), distances);
      String far = graph.node("Equal", distances, graph.scalar(FAR));
      String inverse = graph.node("Where", far, graph.scalar(0), graph.node("Reciprocal", apart));
      weights = graph.node("Where", any, Tensors.counted(graph, same), inverse);
    } else {
      weights = graph.node("Expand", graph.scalar(1), graph.node("Shape", distances));
    }
    String sum = Tensors.sum(graph, graph.node("Mul", weights, values));
    return graph.node("Div", sum, Tensors.sum(graph, weights));
  }
}
