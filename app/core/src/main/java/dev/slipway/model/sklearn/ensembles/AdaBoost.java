// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.FittedBy;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// AdaBoostClassifier. By SAMME each member votes with its weight; by SAMME.R, the default until
/// 1.5, it gives logarithms of its probabilities (J. Zhu, H. Zou, S. Rosset, T. Hastie: Multi-class
/// AdaBoost, 2009).
///
/// @param weights of the votes
/// @param against what a vote takes from each other class, as a share of the weight
/// @param logs whether it is SAMME.R
record AdaBoost(
    List<Cell> classes,
    Panel panel,
    List<Double> weights,
    double against,
    boolean logs,
    Basis basis)
    implements Classifier {

  /// The library keeps probabilities this far from none, so that there is a logarithm.
  private static final double LEAST = Math.ulp(1.0);

  static Estimator read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Cell> classes = Labels.of(fitted, "classes_");
    if (classes.size() < 2) {
      throw Estimators.refused(fitted, "a single class");
    }
    Panel panel = panel(fitted, within, classes);
    // "deprecated" (1.6), and later no such attribute, means SAMME
    boolean logs = fitted.find("algorithm").filter(new Value.Text("SAMME.R")::equals).isPresent();
    if (logs && !panel.have(Basis.PROBABILITIES)) {
      throw Estimators.refused(fitted, "SAMME.R of an estimator without probabilities");
    }
    List<Double> weights =
        Arrays.stream(fitted.numbers("estimator_weights_")).limit(panel.size()).boxed().toList();
    if (weights.size() < panel.size()) {
      throw fitted.lacks("estimator_weights_", "has fewer weights than estimators");
    }
    // Until 1.3.0 a vote for one class said nothing of the others
    double against = FittedBy.before(fitted, 1, 3, 1) ? 0 : 1.0 / (classes.size() - 1);
    return new AdaBoost(classes, panel, weights, against, logs, Basis.PROBABILITIES);
  }

  private static Panel panel(Instance fitted, Estimators within, List<Cell> classes)
      throws MalformedException, NotConvertible {
    List<Subset<Classifier>> members = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    for (Instance estimator : fitted.instances("estimators_")) {
      Classifier member = within.classifier(estimator);
      members.add(Subset.all(member));
      places.add(Labels.places(estimator, member.classes(), classes));
    }
    if (members.isEmpty()) {
      throw fitted.lacks("estimators_", "is empty");
    }
    return new Panel(classes.size(), members, places);
  }

  @Override
  public List<Taken> takes() {
    return panel.takes();
  }

  @Override
  public Optional<Classifier> decisions() {
    return Optional.of(new AdaBoost(classes, panel, weights, against, logs, Basis.DECISIONS));
  }

  private double divisor() {
    return weights.stream().mapToDouble(Double::doubleValue).sum();
  }

  @Override
  public Scores scores(List<Cell> row) {
    int width = classes.size();
    Panel.Said said = panel.of(row);
    double[] sums = new double[width];
    for (int i = 0; i < panel.size(); i++) {
      double[] own = logs ? logarithms(said.scores().get(i)) : vote(said.best()[i], weights.get(i));
      for (int k = 0; k < width; k++) {
        sums[k] += own[k];
      }
    }
    for (int k = 0; k < width; k++) {
      sums[k] /= divisor();
    }
    boolean plain = basis == Basis.DECISIONS;
    if (width == 2) {
      double decision = sums[1] - sums[0];
      double[] both = {-decision, decision};
      double[] halves = {-decision / 2, decision / 2};
      return new Scores(plain ? both : BoostedClassifier.softmax(halves), decision > 0 ? 1 : 0);
    }
    double[] tempered = Arrays.stream(sums).map(sum -> sum / (width - 1)).toArray();
    return new Scores(plain ? sums : BoostedClassifier.softmax(tempered), Classifier.highest(sums));
  }

  private double[] vote(int best, double weight) {
    double[] vote = new double[classes.size()];
    Arrays.fill(vote, -against * weight);
    vote[best] = weight;
    return vote;
  }

  /// Each logarithm less the mean of them, for each other class.
  private static double[] logarithms(double[] shares) {
    double[] logs = Arrays.stream(shares).map(p -> Math.log(Math.max(p, LEAST))).toArray();
    double mean = Arrays.stream(logs).sum() / logs.length;
    return Arrays.stream(logs).map(log -> (logs.length - 1) * (log - mean)).toArray();
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    int width = classes.size();
    Panel.Written written = panel.write(graph, columns);
    String each = logs ? logarithms(graph, written.scores()) : votes(graph, written.best());
    String sums = graph.node("Div", Tensors.sumAway(graph, each, 1), graph.scalar(divisor()));
    boolean plain = basis == Basis.DECISIONS;
    if (width > 2) {
      String tempered = graph.node("Div", sums, graph.scalar(width - 1));
      return new Written(
          plain ? sums : graph.along("Softmax", tempered), Tensors.highest(graph, sums));
    }
    String decision =
        graph.node("Sub", Tensors.column(graph, sums, 1), Tensors.column(graph, sums, 0));
    String both = Tensors.opposed(graph, decision);
    String second = graph.node("Greater", decision, graph.scalar(0));
    return new Written(
        plain ? both : graph.along("Softmax", graph.node("Div", both, graph.scalar(2))),
        Tensors.chosen(graph, second));
  }

  private String logarithms(GraphWriter graph, String shares) {
    String logs = graph.node("Log", graph.node("Max", shares, graph.scalar(LEAST)));
    String sum = graph.node("ReduceSum", logs, graph.longs(2));
    String mean = graph.node("Div", sum, graph.scalar(classes.size()));
    return graph.node("Mul", graph.node("Sub", logs, mean), graph.scalar(classes.size() - 1));
  }

  /// Of each member its weight for the class that it names, and less for each other.
  private String votes(GraphWriter graph, String best) {
    String hot = Tensors.oneHot(graph, best, 2, classes.size());
    String signed =
        graph.node("Sub", graph.node("Mul", hot, graph.scalar(1 + against)), graph.scalar(against));
    double[] given = weights.stream().mapToDouble(Double::doubleValue).toArray();
    String factors = graph.doubles(List.of((long) given.length, 1L), given);
    return graph.node("Mul", signed, factors);
  }
}
