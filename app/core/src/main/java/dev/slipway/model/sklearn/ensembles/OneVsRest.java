// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// OneVsRestClassifier: a classifier for each class, or one for two; the class whose score is the
/// highest wins, and of equal ones the last. Probabilities are made to sum to one.
///
/// @param shown members by their probabilities, or as they are scored
/// @param scored members by `decision_function` where they have it
record OneVsRest(List<Cell> classes, List<Classifier> shown, List<Classifier> scored)
    implements Classifier {

  static Estimator read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Instance binariser = fitted.instance("label_binarizer_");
    List<Cell> classes = Labels.of(binariser, "classes_");
    if (binariser.text("y_type_").startsWith("multilabel")) {
      return Tags.named(fitted, within, classes);
    }
    List<Classifier> plain = new ArrayList<>();
    List<Classifier> scored = new ArrayList<>();
    for (Instance estimator : fitted.instances("estimators_")) {
      Classifier member = within.classifier(estimator);
      if (member.classes().size() != 2) {
        throw fitted.lacks("estimators_", "has one of other than two classes");
      }
      plain.add(member);
      scored.add(Responses.scored(estimator, member));
    }
    if (plain.size() != (classes.size() == 2 ? 1 : classes.size())) {
      throw fitted.lacks("estimators_", "does not fit the classes");
    }
    boolean shares = plain.stream().allMatch(one -> one.basis() == Basis.PROBABILITIES);
    return new OneVsRest(classes, shares ? plain : scored, scored);
  }

  @Override
  public List<Taken> takes() {
    return Rows.shared(scored.stream().map(Classifier::takes).toList());
  }

  @Override
  public Basis basis() {
    return shown.getFirst().basis();
  }

  @Override
  public Optional<Classifier> decisions() {
    return scored.stream().allMatch(one -> one.basis() == Basis.DECISIONS)
        ? Optional.of(new OneVsRest(classes, scored, scored))
        : Optional.empty();
  }

  /// Above which one of two classes is the second.
  private double border() {
    return scored.getFirst().basis() == Basis.DECISIONS ? 0 : 0.5;
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] given = seconds(scored, row);
    double[] values = shown.equals(scored) ? given : seconds(shown, row);
    boolean shares = basis() == Basis.PROBABILITIES;
    if (given.length == 1) {
      double second = values[0];
      return new Scores(
          new double[] {shares ? 1 - second : -second, second}, given[0] > border() ? 1 : 0);
    }
    int best = 0;
    for (int k = 1; k < given.length; k++) {
      best = given[k] >= given[best] ? k : best;
    }
    double sum = Arrays.stream(values).sum();
    return new Scores(
        shares ? Arrays.stream(values).map(value -> value / sum).toArray() : values, best);
  }

  private static double[] seconds(List<Classifier> members, List<Cell> row) {
    return members.stream().mapToDouble(member -> member.scores(row).values()[1]).toArray();
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String given = seconds(graph, scored, columns);
    String values = shown.equals(scored) ? given : seconds(graph, shown, columns);
    boolean shares = basis() == Basis.PROBABILITIES;
    if (scored.size() == 1) {
      String second = graph.node("Greater", given, graph.scalar(border()));
      return new Written(
          shares ? Tensors.complemented(graph, values) : Tensors.opposed(graph, values),
          Tensors.chosen(graph, second));
    }
    String best = Tensors.lastHighest(graph, given);
    return new Written(
        shares ? graph.node("Div", values, Tensors.sum(graph, values)) : values, best);
  }

  private static String seconds(GraphWriter graph, List<Classifier> members, Flow columns)
      throws NotConvertible {
    List<String> seconds = new ArrayList<>();
    for (Classifier member : members) {
      seconds.add(Tensors.column(graph, member.write(graph, columns).scores(), 1));
    }
    return Tensors.beside(graph, seconds);
  }
}
