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

/// A class by a neural network: one logistic share for two of them, else the softmax of all.
record NetworkClassifier(List<Cell> classes, Network network) implements Classifier {

  NetworkClassifier {
    classes = List.copyOf(classes);
  }

  /// One class a row, or several labels a row: the label binarizer knows which.
  static Estimator read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Network network = Network.read(fitted);
    Instance labels = fitted.instance("_label_binarizer");
    List<Cell> classes = Attributes.classes(labels);
    if (labels.text("y_type_").equals("multilabel-indicator")) {
      Attributes.demand(network.targets() == classes.size(), fitted, "coefs_");
      return new NetworkLabeller(network);
    }
    Attributes.demand(
        network.targets() == (classes.size() == 2 ? 1 : classes.size()), fitted, "coefs_");
    return new NetworkClassifier(classes, network);
  }

  private boolean two() {
    return network.targets() == 1;
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(network.width());
  }

  @Override
  public Basis basis() {
    return Basis.PROBABILITIES;
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] shares = network.of(Cell.numbers(row));
    return two()
        ? new Scores(new double[] {1 - shares[0], shares[0]}, shares[0] > 0.5 ? 1 : 0)
        : new Scores(shares, Classifier.highest(shares));
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String shares = network.write(graph, columns.numbers(graph, "a neural network"));
    if (!two()) {
      return new Written(shares, Tensors.highest(graph, shares));
    }
    String second = graph.node("Greater", shares, graph.scalar(0.5));
    return new Written(Tensors.complemented(graph, shares), Tensors.chosen(graph, second));
  }
}
