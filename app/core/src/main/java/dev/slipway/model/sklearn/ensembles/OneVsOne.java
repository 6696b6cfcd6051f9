// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
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
import java.util.List;

/// OneVsOneClassifier: a classifier for each pair of classes, which votes; how sure the voters are
/// breaks ties, as less than a third of a vote.
///
/// @param scored of each pair in order, by `decision_function` where it has it
record OneVsOne(List<Cell> classes, List<Classifier> scored) implements Classifier {

  static Estimator read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Cell> classes = Labels.of(fitted, "classes_");
    if (fitted.has("pairwise_indices_")) {
      throw Estimators.refused(fitted, "a kernel that is computed beforehand");
    }
    List<Classifier> scored = new ArrayList<>();
    for (Instance estimator : fitted.instances("estimators_")) {
      Classifier member = within.classifier(estimator);
      if (member.classes().size() != 2) {
        throw fitted.lacks("estimators_", "has one of other than two classes");
      }
      scored.add(Responses.scored(estimator, member));
    }
    if (classes.size() < 2 || scored.size() != classes.size() * (classes.size() - 1) / 2) {
      throw fitted.lacks("estimators_", "has not one for each pair of classes");
    }
    return new OneVsOne(classes, scored);
  }

  @Override
  public List<Taken> takes() {
    return Rows.shared(scored.stream().map(Classifier::takes).toList());
  }

  @Override
  public Basis basis() {
    return Basis.DECISIONS;
  }

  private double border() {
    return scored.getFirst().basis() == Basis.DECISIONS ? 0 : 0.5;
  }

  @Override
  public Scores scores(List<Cell> row) {
    int width = classes.size();
    double[] votes = new double[width];
    double[] sure = new double[width];
    int pair = 0;
    for (int i = 0; i < width; i++) {
      for (int j = i + 1; j < width; j++) {
        Scores said = scored.get(pair++).scores(row);
        votes[said.best() == 0 ? i : j]++;
        sure[i] -= said.values()[1];
        sure[j] += said.values()[1];
      }
    }
    for (int k = 0; k < width; k++) {
      votes[k] += sure[k] / (3 * (Math.abs(sure[k]) + 1));
    }
    if (width == 2) {
      return new Scores(new double[] {-votes[1], votes[1]}, votes[1] > border() ? 1 : 0);
    }
    return new Scores(votes, Classifier.highest(votes));
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    int width = classes.size();
    List<String> named = new ArrayList<>();
    List<String> surely = new ArrayList<>();
    for (Classifier member : scored) {
      Written written = member.write(graph, columns);
      named.add(Tensors.unsqueezed(graph, graph.cast(written.best(), DataType.DOUBLE), 1));
      surely.add(Tensors.column(graph, written.scores(), 1));
    }
    // A pair is a vote for its first class, unless it names the second
    double[] start = new double[width];
    double[] moves = new double[scored.size() * width];
    int pair = 0;
    for (int i = 0; i < width; i++) {
      for (int j = i + 1; j < width; j++) {
        start[i]++;
        moves[pair * width + i] = -1;
        moves[pair * width + j] = 1;
        pair++;
      }
    }
    String matrix = graph.doubles(List.of((long) scored.size(), (long) width), moves);
    String moved = graph.node("MatMul", Tensors.beside(graph, named), matrix);
    String votes = graph.node("Add", moved, Tensors.list(graph, start));
    String sure = graph.node("MatMul", Tensors.beside(graph, surely), matrix);
    String size = graph.node("Add", graph.node("Abs", sure), graph.scalar(1));
    String part = graph.node("Div", sure, graph.node("Mul", size, graph.scalar(3)));
    String sums = graph.node("Add", votes, part);
    if (width == 2) {
      String second = Tensors.column(graph, sums, 1);
      String above = graph.node("Greater", second, graph.scalar(border()));
      return new Written(Tensors.opposed(graph, second), Tensors.chosen(graph, above));
    }
    return new Written(sums, Tensors.highest(graph, sums));
  }
}
