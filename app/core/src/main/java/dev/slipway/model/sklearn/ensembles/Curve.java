// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.TreeGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// One number made of another, as a calibrated classifier does with each score.
sealed interface Curve {

  double at(double value);

  /// The same in a graph, of doubles, `[rows, 1]`.
  String at(GraphWriter graph, String value) throws NotConvertible;

  static Curve read(Instance fitted) throws MalformedException, NotConvertible {
    return switch (fitted.type().name()) {
      case "_SigmoidCalibration" -> new Sigmoid(fitted.real("a_"), fitted.real("b_"));
      case "IsotonicRegression" -> isotonic(fitted);
      default -> throw Estimators.refused(fitted, "as a calibrator");
    };
  }

  private static Isotonic isotonic(Instance fitted) throws MalformedException {
    double[] x = fitted.numbers("X_thresholds_");
    double[] y = fitted.numbers("y_thresholds_");
    if (x.length == 0 || x.length != y.length) {
      throw fitted.lacks("y_thresholds_", "does not fit the other thresholds");
    }
    for (int i = 1; i < x.length; i++) {
      if (!(x[i - 1] < x[i])) {
        throw fitted.lacks("X_thresholds_", "does not ascend");
      }
    }
    boolean clips = fitted.text("out_of_bounds").equals("clip");
    boolean isFloat = fitted.array("X_thresholds_").dtype().equals("float32");
    return new Isotonic(
        DoubleStream.of(x).boxed().toList(), DoubleStream.of(y).boxed().toList(), clips, isFloat);
  }

  /// IsotonicRegression, which answers to one column.
  static Estimator regressor(Instance fitted, Estimators within) throws MalformedException {
    return new Alone(isotonic(fitted));
  }

  /// Platt's: 1 / (1 + exp(slope · value + intercept)).
  record Sigmoid(double slope, double intercept) implements Curve {
    @Override
    public double at(double value) {
      return Rows.sigmoid(-(slope * value + intercept));
    }

    @Override
    public String at(GraphWriter graph, String value) {
      String steep = graph.node("Mul", value, graph.scalar(-slope));
      return Tensors.sigmoid(graph, graph.node("Sub", steep, graph.scalar(intercept)));
    }
  }

  /// A line from threshold to threshold.
  ///
  /// @param clips whether what is beyond the thresholds has the value of the nearest; else it has
  ///   none
  /// @param isFloat whether it was fitted on single precision, to which it rounds then
  record Isotonic(List<Double> x, List<Double> y, boolean clips, boolean isFloat) implements Curve {
    @Override
    public double at(double given) {
      double value = isFloat ? (float) given : given;
      int last = x.size() - 1;
      if (last == 0) {
        return y.getFirst();
      }
      if (!clips && !(value >= x.getFirst() && value <= x.getLast())) {
        return Double.NaN;
      }
      if (value <= x.getFirst()) {
        return y.getFirst();
      }
      if (value >= x.getLast()) {
        return y.getLast();
      }
      int i = 0;
      while (i < last - 1 && value >= x.get(i + 1)) {
        i++;
      }
      double answer = slope(i) * (value - x.get(i)) + y.get(i);
      return isFloat ? (float) answer : answer;
    }

    private double slope(int i) {
      return i == x.size() - 1 ? 0 : (y.get(i + 1) - y.get(i)) / (x.get(i + 1) - x.get(i));
    }

    @Override
    public String at(GraphWriter graph, String given) throws NotConvertible {
      String value = isFloat ? Tensors.floats(graph, given) : given;
      String from = graph.scalar(x.getFirst());
      String to = graph.scalar(x.getLast());
      String inside = graph.node("Clip", value, from, to);
      // The tree finds the line: where it starts, its height there, and its slope
      String found = Tensors.squeezed(graph, TreeGraph.leaves(graph, inside, List.of(tree()), 3));
      String run = graph.node("Sub", inside, Tensors.column(graph, found, 0));
      String rise = graph.node("Mul", run, Tensors.column(graph, found, 2));
      String answer = graph.node("Add", rise, Tensors.column(graph, found, 1));
      if (isFloat) {
        answer = Tensors.floats(graph, answer);
      }
      if (clips || x.size() == 1) {
        return answer;
      }
      String within = graph.node("Equal", value, inside);
      return graph.node("Where", within, answer, graph.scalar(Double.NaN));
    }

    /// A balanced tree over the thresholds, whose leaves are the lines.
    private Tree tree() {
      List<Tree.Node> nodes = new ArrayList<>();
      grow(nodes, 0, x.size());
      return new Tree(nodes);
    }

    /// @param from first line of the branch
    /// @param to first line after it
    private void grow(List<Tree.Node> nodes, int from, int to) {
      int at = nodes.size();
      if (to - from == 1) {
        nodes.add(
            new Tree.Leaf(
                List.of(
                    new Tree.Weight(0, x.get(from)),
                    new Tree.Weight(1, y.get(from)),
                    new Tree.Weight(2, slope(from)))));
        return;
      }
      int middle = (from + to) >>> 1;
      nodes.add(new Tree.Leaf(List.of()));
      grow(nodes, from, middle);
      int right = nodes.size();
      grow(nodes, middle, to);
      nodes.set(at, new Tree.Split(0, new Tree.Test.Below(x.get(middle)), false, at + 1, right));
    }
  }

  /// @param curve of the only column
  record Alone(Isotonic curve) implements Regressor {
    @Override
    public List<Taken> takes() {
      return Rows.taken(1);
    }

    @Override
    public int targets() {
      return 1;
    }

    @Override
    public double[] predict(List<Cell> row) {
      return new double[] {curve.at(Cell.numbers(row)[0])};
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      return curve.at(graph, columns.numbers(graph, "isotonic regression"));
    }
  }
}
