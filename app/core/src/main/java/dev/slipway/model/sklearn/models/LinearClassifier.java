// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.FittedBy;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;
import java.util.Optional;

/// A linear model of classes: one sum for two of them, else one for each; the highest wins.
record LinearClassifier(List<Cell> classes, Linear linear, Sharing sharing) implements Classifier {

  LinearClassifier {
    classes = List.copyOf(classes);
  }

  /// Models that have no probabilities.
  static LinearClassifier deciding(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    return of(fitted, Attributes.classes(fitted), Sharing.NONE);
  }

  /// Ridge classifiers keep their classes with what made numbers of them.
  static LinearClassifier ridge(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Instance labels = fitted.instance("_label_binarizer");
    if (labels.text("y_type_").startsWith("multilabel")) {
      throw Estimators.refused(fitted, "several labels a row, without probabilities");
    }
    return of(fitted, Attributes.classes(labels), Sharing.NONE);
  }

  /// Whether each class has a share of its own, or all one together, follows from `multi_class`
  /// until 1.7, and from the solver. The solver newton-cholesky could do only the former until 1.5.
  static LinearClassifier logistic(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Cell> classes = Attributes.classes(fitted);
    String mode = fitted.has("multi_class") ? fitted.text("multi_class") : "auto";
    String solver = fitted.text("solver");
    boolean single =
        solver.equals("liblinear")
            || (solver.equals("newton-cholesky") && FittedBy.before(fitted, 1, 6, 0));
    boolean each =
        switch (mode) {
          case "ovr", "warn" -> true;
          case "auto", "deprecated" -> classes.size() <= 2 || single;
          case "multinomial" -> false;
          default -> throw Estimators.refused(fitted, "multi_class " + mode);
        };
    return of(fitted, classes, each ? Sharing.EACH : Sharing.TOGETHER);
  }

  /// The loss `log` is called `log_loss` since 1.1.
  static LinearClassifier descended(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Sharing sharing =
        switch (fitted.text("loss")) {
          case "log", "log_loss" -> Sharing.EACH;
          case "modified_huber" -> Sharing.CLIPPED;
          default -> Sharing.NONE;
        };
    return of(fitted, Attributes.classes(fitted), sharing);
  }

  static LinearClassifier discriminant(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Cell> classes = Attributes.classes(fitted);
    return of(fitted, classes, classes.size() == 2 ? Sharing.EACH : Sharing.TOGETHER);
  }

  private static LinearClassifier of(Instance fitted, List<Cell> classes, Sharing sharing)
      throws MalformedException, NotConvertible {
    Linear linear = Linear.read(fitted);
    int sums = linear.weights().length;
    Attributes.demand(sums == (classes.size() == 2 ? 1 : classes.size()), fitted, "coef_");
    return new LinearClassifier(classes, linear, sharing);
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(linear.width());
  }

  @Override
  public Basis basis() {
    return sharing == Sharing.NONE ? Basis.DECISIONS : Basis.PROBABILITIES;
  }

  @Override
  public Optional<Classifier> decisions() {
    return Optional.of(new LinearClassifier(classes, linear, Sharing.NONE));
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] sums = linear.of(Cell.numbers(row));
    int best = sums.length > 1 ? Classifier.highest(sums) : sums[0] > 0 ? 1 : 0;
    return new Scores(sharing.of(sums), best);
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String sums = linear.write(graph, columns.numbers(graph, "a linear model"));
    String best =
        linear.weights().length > 1
            ? Tensors.highest(graph, sums)
            : Tensors.chosen(graph, graph.node("Greater", sums, graph.scalar(0)));
    return new Written(sharing.write(graph, sums, linear.weights().length), best);
  }
}
