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
import java.util.List;

/// BaggingClassifier: the mean of its members' probabilities; a member that has none votes. Each
/// sees some of the columns, and was fitted on encoded classes, of which it may lack some.
record Bagging(List<Cell> classes, Panel panel) implements Classifier {

  static Estimator classifier(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Cell> classes = Labels.of(fitted, "classes_");
    List<Subset<Classifier>> members = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    List<Instance> estimators = fitted.instances("estimators_");
    for (int i = 0; i < estimators.size(); i++) {
      Instance estimator = estimators.get(i);
      Classifier member = within.classifier(estimator);
      Responses.requireKnownProbabilities(estimator);
      members.add(subset(fitted, i, member));
      // As many as there are: in the same order, whatever they are called
      places.add(
          Labels.places(
              estimator,
              member.classes().size() == classes.size()
                  ? Labels.encoded(classes.size())
                  : member.classes(),
              Labels.encoded(classes.size())));
    }
    if (members.isEmpty()) {
      throw fitted.lacks("estimators_", "is empty");
    }
    return new Bagging(classes, new Panel(classes.size(), members, places));
  }

  static Estimator regressor(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Subset<Regressor>> members = new ArrayList<>();
    List<Instance> estimators = fitted.instances("estimators_");
    for (int i = 0; i < estimators.size(); i++) {
      members.add(subset(fitted, i, within.regressor(estimators.get(i))));
    }
    return AverageRegressor.of(fitted, members, List.of());
  }

  private static <E extends Estimator> Subset<E> subset(Instance fitted, int i, E member)
      throws MalformedException {
    int given = fitted.whole("n_features_in_");
    List<Value> columns = fitted.items("estimators_features_");
    List<Integer> own =
        i < columns.size() ? Subset.columns(fitted, columns.get(i), given) : List.of();
    if (own.size() != member.takes().size()) {
      throw fitted.lacks("estimators_features_", "does not fit the estimators");
    }
    return new Subset<>(member, own, given);
  }

  @Override
  public List<Taken> takes() {
    return panel.takes();
  }

  @Override
  public Basis basis() {
    return Basis.PROBABILITIES;
  }

  private boolean votes(int member) {
    return panel.members().get(member).estimator().basis() != Basis.PROBABILITIES;
  }

  @Override
  public Scores scores(List<Cell> row) {
    Panel.Said said = panel.of(row);
    double[] mean = new double[classes.size()];
    for (int i = 0; i < panel.size(); i++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += votes(i) ? (said.best()[i] == k ? 1 : 0) : said.scores().get(i)[k];
      }
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= panel.size();
    }
    return new Scores(mean, Classifier.highest(mean));
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    Panel.Written written = panel.write(graph, columns);
    String each = written.scores();
    if (!panel.have(Basis.PROBABILITIES)) {
      String votes = Tensors.oneHot(graph, written.best(), 2, classes.size());
      boolean[] mask = new boolean[panel.size()];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = votes(i);
      }
      String voting = graph.node("Unsqueeze", graph.truths(mask), graph.longs(1));
      each = graph.node("Where", voting, votes, each);
    }
    String mean = Tensors.mean(graph, each, panel.size());
    return new Written(mean, Tensors.highest(graph, mean));
  }
}
