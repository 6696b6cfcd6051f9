// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Labeller;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Several labels a row, by the share of nearest neighbours that have each.
record NeighbourLabeller(Neighbours neighbours) implements Labeller {

  /// @param chosen for each row of training, and each label, which of the label's classes it has
  static NeighbourLabeller read(Instance fitted, double[] chosen)
      throws MalformedException, NotConvertible {
    List<Value> labels = fitted.items("classes_");
    Attributes.demand(!labels.isEmpty() && chosen.length % labels.size() == 0, fitted, "classes_");
    double[][] has = new double[chosen.length / labels.size()][labels.size()];
    for (int t = 0; t < labels.size(); t++) {
      List<Cell> classes =
          Attributes.classes(fitted, Instance.items(labels.get(t)).orElse(List.of()));
      if (!applies(classes)) {
        throw Estimators.refused(fitted, "several targets with classes of their own");
      }
      for (int i = 0; i < has.length; i++) {
        int choice = (int) chosen[i * labels.size() + t];
        Attributes.demand(choice >= 0 && choice < classes.size(), fitted, "_y");
        has[i][t] = ((Cell.Number) classes.get(choice)).value();
      }
    }
    return new NeighbourLabeller(Neighbours.read(fitted, has));
  }

  /// Whether a target's classes are only that it applies or that it does not.
  private static boolean applies(List<Cell> classes) {
    return classes.stream()
        .allMatch(cell -> cell instanceof Cell.Number(double value) && (value == 0 || value == 1));
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(neighbours.width());
  }

  @Override
  public List<String> notes() {
    return NeighbourClassifier.NOTES;
  }

  @Override
  public List<String> labels() {
    return Labeller.numbered(neighbours.targets());
  }

  @Override
  public double[] probabilities(List<Cell> row) {
    return neighbours.mean(Cell.numbers(row));
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    return neighbours.write(graph, columns.numbers(graph, "nearest neighbours"));
  }
}
