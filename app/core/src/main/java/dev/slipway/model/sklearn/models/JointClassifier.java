// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;
import java.util.Optional;

/// Naive Bayes and quadratic discriminants: the class that is likeliest together with the row.
record JointClassifier(List<Cell> classes, Joint joint, Kind kind) implements Classifier {

  /// What the scores are.
  enum Kind {
    /// Probabilities; the library has no others.
    BAYES,
    /// Probabilities, where the library has distances from a border too.
    QUADRATIC,
    /// Those distances.
    DECISIONS
  }

  JointClassifier {
    classes = List.copyOf(classes);
  }

  /// Reads what is particular to a kind of model.
  @FunctionalInterface
  interface Reading {
    Joint read(Instance fitted) throws MalformedException, NotConvertible;
  }

  static Estimators.Reader bayes(Reading reading) {
    return (fitted, within) ->
        new JointClassifier(Attributes.classes(fitted), reading.read(fitted), Kind.BAYES);
  }

  static JointClassifier quadratic(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    return new JointClassifier(
        Attributes.classes(fitted), QuadraticJoint.read(fitted), Kind.QUADRATIC);
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(joint.width());
  }

  @Override
  public Basis basis() {
    return kind == Kind.DECISIONS ? Basis.DECISIONS : Basis.PROBABILITIES;
  }

  @Override
  public Optional<Classifier> decisions() {
    return kind == Kind.BAYES
        ? Optional.empty()
        : Optional.of(new JointClassifier(classes, joint, Kind.DECISIONS));
  }

  @Override
  public List<String> notes() {
    return joint instanceof CategoricalJoint
        ? List.of(
            "A category that was not there in training gives no numbers (NaN); scikit-learn raises"
                + " an error.")
        : List.of();
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] likely = joint.of(Cell.numbers(row));
    int best = Classifier.highest(likely);
    if (kind != Kind.DECISIONS) {
      return new Scores(Rows.softmax(likely), best);
    }
    return new Scores(likely.length == 2 ? Rows.opposed(likely[1] - likely[0]) : likely, best);
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String likely = joint.write(graph, columns.numbers(graph, "a generative model"));
    return new Written(scores(graph, likely), Tensors.highest(graph, likely));
  }

  private String scores(GraphWriter graph, String likely) {
    if (kind != Kind.DECISIONS) {
      return Tensors.softmax(graph, likely);
    }
    if (classes.size() != 2) {
      return likely;
    }
    String second = Tensors.column(graph, likely, 1);
    return Tensors.opposed(graph, graph.node("Sub", second, Tensors.column(graph, likely, 0)));
  }
}
