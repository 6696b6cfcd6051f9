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
import java.util.List;

/// CalibratedClassifierCV: each score of a classifier becomes a probability by a curve of its own;
/// the probabilities are made to sum to one, and those of several such classifiers (one for each
/// fold) are averaged.
record Calibrated(List<Cell> classes, List<Member> members) implements Classifier {

  /// What the library takes for a rounding above one.
  private static final double ROUNDING = 1e-5;

  /// @param curves one for each class of its own; of two classes, only for the second
  /// @param places of its own classes among all
  record Member(Classifier scored, List<Curve> curves, List<Integer> places) {}

  static Estimator read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Cell> classes = Labels.of(fitted, "classes_");
    List<Member> members = new ArrayList<>();
    for (Instance calibrated : fitted.instances("calibrated_classifiers_")) {
      members.add(member(calibrated, within, classes));
    }
    if (members.isEmpty()) {
      throw fitted.lacks("calibrated_classifiers_", "is empty");
    }
    return new Calibrated(classes, members);
  }

  private static Member member(Instance calibrated, Estimators within, List<Cell> classes)
      throws MalformedException, NotConvertible {
    // base_estimator until 1.1
    Instance inner =
        calibrated.instance(calibrated.has("estimator") ? "estimator" : "base_estimator");
    Classifier scored = Responses.scored(inner, within.classifier(inner));
    List<Curve> curves = new ArrayList<>();
    for (Instance calibrator : calibrated.instances("calibrators")) {
      curves.add(Curve.read(calibrator));
    }
    int own = scored.classes().size();
    boolean two = classes.size() == 2;
    if (own < 2 || (own == 2) != two || curves.size() != (two ? 1 : own)) {
      throw Estimators.refused(calibrated, "a fold that lacks a class");
    }
    List<Integer> places = new ArrayList<>();
    for (int place : Labels.places(calibrated, scored.classes(), classes)) {
      places.add(place);
    }
    return new Member(scored, curves, places);
  }

  @Override
  public List<Taken> takes() {
    return Rows.shared(members.stream().map(member -> member.scored().takes()).toList());
  }

  @Override
  public Basis basis() {
    return Basis.PROBABILITIES;
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] mean = new double[classes.size()];
    for (Member member : members) {
      double[] own = of(member, row);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += own[k];
      }
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= members.size();
    }
    return new Scores(mean, Classifier.highest(mean));
  }

  private double[] of(Member member, List<Cell> row) {
    int width = classes.size();
    double[] given = member.scored().scores(row).values();
    double[] shares = new double[width];
    if (width == 2) {
      shares[1] = member.curves().getFirst().at(given[1]);
      shares[0] = 1 - shares[1];
    } else {
      double sum = 0;
      for (int i = 0; i < given.length; i++) {
        double share = member.curves().get(i).at(given[i]);
        shares[member.places().get(i)] = share;
        sum += share;
      }
      for (int k = 0; k < width; k++) {
        shares[k] = sum == 0 ? 1.0 / width : shares[k] / sum;
      }
    }
    for (int k = 0; k < width; k++) {
      shares[k] = shares[k] > 1 && shares[k] <= 1 + ROUNDING ? 1 : shares[k];
    }
    return shares;
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    List<String> each = new ArrayList<>();
    for (Member member : members) {
      each.add(Tensors.unsqueezed(graph, write(member, graph, columns), 1));
    }
    String mean =
        Tensors.mean(graph, graph.along("Concat", each.toArray(String[]::new)), members.size());
    return new Written(mean, Tensors.highest(graph, mean));
  }

  private String write(Member member, GraphWriter graph, Flow columns) throws NotConvertible {
    int width = classes.size();
    String given = member.scored().write(graph, columns).scores();
    if (width == 2) {
      String second = member.curves().getFirst().at(graph, Tensors.column(graph, given, 1));
      return capped(graph, Tensors.complemented(graph, second));
    }
    String[] shares = new String[width];
    for (int i = 0; i < member.curves().size(); i++) {
      String own = Tensors.column(graph, given, i);
      shares[member.places().get(i)] = member.curves().get(i).at(graph, own);
    }
    for (int k = 0; k < width; k++) {
      if (!member.places().contains(k)) {
        shares[k] = graph.node("Mul", Tensors.column(graph, given, 0), graph.scalar(0));
      }
    }
    String all = graph.along("Concat", shares);
    String sum = Tensors.sum(graph, all);
    String none = graph.node("Equal", sum, graph.scalar(0));
    String shared = graph.node("Div", all, graph.node("Where", none, graph.scalar(1), sum));
    return capped(graph, graph.node("Where", none, graph.scalar(1.0 / width), shared));
  }

  private static String capped(GraphWriter graph, String shares) {
    String above = graph.node("Greater", shares, graph.scalar(1));
    String near = graph.node("LessOrEqual", shares, graph.scalar(1 + ROUNDING));
    return graph.node("Where", graph.node("And", above, near), graph.scalar(1), shares);
  }
}
