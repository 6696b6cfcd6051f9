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
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// VotingClassifier: the mean of its members' probabilities (soft), or the class that most name
/// (hard). Its members were fitted on encoded classes.
record Voting(List<Cell> classes, Panel panel, List<Double> weights, boolean soft)
    implements Classifier {

  static Estimator classifier(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Cell> classes = Labels.of(fitted, "classes_");
    boolean soft = fitted.text("voting").equals("soft");
    List<Subset<Classifier>> members = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    for (Instance estimator : fitted.instances("estimators_")) {
      Classifier member = within.classifier(estimator);
      members.add(Subset.all(member));
      places.add(Labels.places(estimator, member.classes(), Labels.encoded(classes.size())));
    }
    Panel panel = new Panel(classes.size(), members, places);
    if (soft && !panel.have(Basis.PROBABILITIES)) {
      throw Estimators.refused(fitted, "a soft vote of an estimator without probabilities");
    }
    return new Voting(classes, panel, weights(fitted, members.size()), soft);
  }

  static Estimator regressor(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Subset<Regressor>> members = new ArrayList<>();
    for (Instance estimator : fitted.instances("estimators_")) {
      members.add(Subset.all(within.regressor(estimator)));
    }
    return AverageRegressor.of(fitted, members, weights(fitted, members.size()));
  }

  /// Weights are given for those too that are then dropped.
  private static List<Double> weights(Instance fitted, int members) throws MalformedException {
    if (members == 0) {
      throw fitted.lacks("estimators_", "is empty");
    }
    if (!fitted.has("weights")) {
      return Collections.nCopies(members, 1.0);
    }
    double[] given = fitted.numbers("weights");
    List<Value> named = fitted.items("estimators");
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < given.length && i < named.size(); i++) {
      Value estimator = Instance.items(named.get(i)).orElse(List.of(named.get(i))).getLast();
      if (!estimator.equals(new Value.Text("drop"))) {
        weights.add(given[i]);
      }
    }
    if (weights.size() != members) {
      throw fitted.lacks("weights", "does not fit the estimators");
    }
    return weights;
  }

  @Override
  public List<Taken> takes() {
    return panel.takes();
  }

  @Override
  public Basis basis() {
    return soft ? Basis.PROBABILITIES : Basis.DECISIONS;
  }

  @Override
  public List<String> notes() {
    return soft
        ? List.of()
        : List.of("The scores are shares of votes: a hard vote has no probabilities.");
  }

  @Override
  public Scores scores(List<Cell> row) {
    Panel.Said said = panel.of(row);
    double[] mean = new double[classes.size()];
    double sum = 0;
    for (int i = 0; i < panel.size(); i++) {
      double weight = weights.get(i);
      sum += weight;
      for (int k = 0; k < mean.length; k++) {
        mean[k] += weight * (soft ? said.scores().get(i)[k] : said.best()[i] == k ? 1 : 0);
      }
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= sum;
    }
    int best = Classifier.highest(mean);
    if (!soft && mean.length == 2) {
      return new Scores(new double[] {mean[0] - mean[1], mean[1] - mean[0]}, best);
    }
    return new Scores(mean, best);
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    Panel.Written written = panel.write(graph, columns);
    String each =
        soft ? written.scores() : Tensors.oneHot(graph, written.best(), 2, classes.size());
    String mean = Tensors.weightedMean(graph, each, weights);
    String best = Tensors.highest(graph, mean);
    if (!soft && classes.size() == 2) {
      String second =
          graph.node("Sub", Tensors.column(graph, mean, 1), Tensors.column(graph, mean, 0));
      return new Written(Tensors.opposed(graph, second), best);
    }
    return new Written(mean, best);
  }
}
