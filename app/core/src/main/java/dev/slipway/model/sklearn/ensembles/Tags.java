// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Classifier.Basis;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Labeller;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;

/// A classifier of two classes for each label: MultiOutputClassifier, OneVsRestClassifier of
/// several labels, and ClassifierChain, in which each takes what the ones before it said as further
/// columns.
///
/// @param order of each member its label
/// @param passed what a chain hands on; empty where it is no chain
record Tags(List<Classifier> members, List<String> labels, List<Integer> order, String passed)
    implements Labeller {

  static Estimator beside(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Classifier> members = members(fitted, within);
    int size = members.size();
    return new Tags(members, Labeller.numbered(size), Chains.inOrder(size), "");
  }

  static Estimator chained(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Classifier> members = members(fitted, within);
    int size = members.size();
    // Since 1.6 a chain may hand on scores instead of classes
    String passed = fitted.has("chain_method_") ? fitted.text("chain_method_") : "predict";
    if (!passed.equals("predict")) {
      throw Estimators.refused(fitted, "chain_method " + passed);
    }
    return new Tags(members, Labeller.numbered(size), Chains.order(fitted, size), passed);
  }

  /// @param names of the labels, as the binariser has them
  static Estimator named(Instance fitted, Estimators within, List<Cell> names)
      throws MalformedException, NotConvertible {
    List<Classifier> members = members(fitted, within);
    if (members.size() != names.size()) {
      throw fitted.lacks("estimators_", "does not fit the labels");
    }
    List<String> labels = new ArrayList<>();
    for (Cell name : names) {
      labels.add(
          switch (name) {
            case Cell.Text(String text) -> text;
            case Cell.Number(double number) ->
                number == Math.rint(number)
                    ? Long.toString((long) number)
                    : Double.toString(number);
          });
    }
    return new Tags(members, labels, Chains.inOrder(labels.size()), "");
  }

  private static List<Classifier> members(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Classifier> members = new ArrayList<>();
    for (Instance estimator : fitted.instances("estimators_")) {
      Classifier member = within.classifier(estimator);
      if (member.classes().size() != 2) {
        throw Estimators.refused(estimator, "a target that has not two classes");
      }
      members.add(member);
    }
    if (members.isEmpty()) {
      throw fitted.lacks("estimators_", "is empty");
    }
    return members;
  }

  @Override
  public List<String> notes() {
    return members.stream().allMatch(Tags::hasProbability)
        ? List.of()
        : List.of("Where a label has no probability it gets 1 or 0, as the model decides.");
  }

  private static boolean hasProbability(Classifier member) {
    return member.basis() == Basis.PROBABILITIES;
  }

  private boolean chained() {
    return !passed.isEmpty();
  }

  @Override
  public List<Taken> takes() {
    return chained()
        ? members.getFirst().takes()
        : Rows.shared(members.stream().map(Classifier::takes).toList());
  }

  @Override
  public double[] probabilities(List<Cell> row) {
    double[] answers = new double[members.size()];
    List<Cell> seen = new ArrayList<>(row);
    for (int i = 0; i < answers.length; i++) {
      Classifier member = members.get(i);
      Classifier.Scores scores = member.scores(List.copyOf(seen));
      answers[order.get(i)] = hasProbability(member) ? scores.values()[1] : scores.best();
      if (chained()) {
        seen.add(member.classes().get(scores.best()));
      }
    }
    return answers;
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    String[] answers = new String[members.size()];
    Flow seen = columns;
    for (int i = 0; i < answers.length; i++) {
      Classifier member = members.get(i);
      Classifier.Written written = member.write(graph, seen);
      answers[order.get(i)] =
          hasProbability(member)
              ? Tensors.column(graph, written.scores(), 1)
              : Tensors.unsqueezed(graph, graph.cast(written.best(), DataType.DOUBLE), 1);
      if (chained()) {
        double[] values = Cell.numbers(member.classes());
        String named = graph.node("Gather", Tensors.list(graph, values), written.best());
        Flow said = Flow.numbers(Tensors.unsqueezed(graph, named, 1), 1);
        seen = Flow.beside(List.of(seen, said));
      }
    }
    return Tensors.beside(graph, List.of(answers));
  }
}
