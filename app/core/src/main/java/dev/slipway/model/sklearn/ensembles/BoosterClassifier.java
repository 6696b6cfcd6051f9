// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.trees.LinkGraph;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Outcome;
import java.util.List;

/// XGBClassifier and LGBMClassifier.
record BoosterClassifier(Booster booster, Outcome.Classes outcome, List<Cell> classes)
    implements Classifier {

  @Override
  public List<Taken> takes() {
    return booster.takes();
  }

  @Override
  public Basis basis() {
    return Basis.PROBABILITIES;
  }

  @Override
  public List<String> notes() {
    return booster.model().notes();
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] answer = booster.answer(row);
    return new Scores(answer, Classifier.highest(answer));
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String sums = booster.write(graph, columns);
    LinkGraph.Chosen chosen = LinkGraph.chosen(graph, outcome, booster.scores(), sums);
    return new Written(chosen.probabilities(), chosen.best());
  }
}
