// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

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
import java.util.List;

/// A class by the votes of nearest neighbours; of equally many votes, the first class.
record NeighbourClassifier(List<Cell> classes, Neighbours neighbours) implements Classifier {

  static final List<String> NOTES =
      List.of(
          "Of training rows that are equally far away, the first ones count; which ones"
              + " scikit-learn takes depends on its search tree.");

  NeighbourClassifier {
    classes = List.copyOf(classes);
  }

  /// One class a row, or several labels a row.
  static Estimator read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    double[] chosen = fitted.numbers("_y");
    if (fitted.truth("outputs_2d_")) {
      return NeighbourLabeller.read(fitted, chosen);
    }
    List<Cell> classes = Attributes.classes(fitted);
    double[][] votes = new double[chosen.length][classes.size()];
    for (int i = 0; i < votes.length; i++) {
      Attributes.demand(chosen[i] >= 0 && chosen[i] < classes.size(), fitted, "_y");
      votes[i][(int) chosen[i]] = 1;
    }
    return new NeighbourClassifier(classes, Neighbours.read(fitted, votes));
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(neighbours.width());
  }

  @Override
  public List<String> notes() {
    return NOTES;
  }

  @Override
  public Basis basis() {
    return Basis.PROBABILITIES;
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] shares = neighbours.mean(Cell.numbers(row));
    return new Scores(shares, Classifier.highest(shares));
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String shares = neighbours.write(graph, columns.numbers(graph, "nearest neighbours"));
    return new Written(shares, Tensors.highest(graph, shares));
  }
}
