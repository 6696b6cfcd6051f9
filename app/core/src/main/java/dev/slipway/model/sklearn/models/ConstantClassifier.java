// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Collections;
import java.util.List;

/// The same for every row: `DummyClassifier`.
///
/// @param width how many columns it was fitted on
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record ConstantClassifier(int width, List<Cell> classes, double[] shares, int best)
    implements Classifier {

  ConstantClassifier {
    classes = List.copyOf(classes);
  }

  /// Two of its strategies draw lots.
  static ConstantClassifier read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Attributes.refuseAlone(fitted);
    if (fitted.whole("n_outputs_") != 1) {
      throw Estimators.refused(fitted, "several targets");
    }
    List<Cell> classes = Attributes.classes(fitted);
    double[] priors = fitted.numbers("class_prior_");
    Attributes.demand(priors.length == classes.size(), fitted, "class_prior_");
    String strategy = fitted.text(fitted.has("_strategy") ? "_strategy" : "strategy");
    int best =
        switch (strategy) {
          case "prior", "most_frequent" -> Classifier.highest(priors);
          case "constant" -> constant(fitted, classes);
          default -> throw Estimators.refused(fitted, "strategy " + strategy);
        };
    double[] shares = priors.clone();
    if (!strategy.equals("prior")) {
      shares = new double[classes.size()];
      shares[best] = 1;
    }
    return new ConstantClassifier(Attributes.width(fitted), classes, shares, best);
  }

  private static int constant(Instance fitted, List<Cell> classes)
      throws MalformedException, NotConvertible {
    var given = fitted.get("constant");
    int at =
        classes.indexOf(
            Attributes.classes(fitted, Instance.items(given).orElse(List.of(given))).getFirst());
    Attributes.demand(at >= 0, fitted, "constant");
    return at;
  }

  @Override
  public List<Taken> takes() {
    return Collections.nCopies(width, Taken.ANYTHING);
  }

  @Override
  public Basis basis() {
    return Basis.PROBABILITIES;
  }

  @Override
  public Scores scores(List<Cell> row) {
    return new Scores(shares.clone(), best);
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) {
    String scores = Tensors.repeated(graph, columns.parts().getFirst().value(), shares);
    double[] chosen = new double[shares.length];
    chosen[best] = 1;
    return new Written(
        scores,
        Tensors.highest(
            graph, Tensors.repeated(graph, columns.parts().getFirst().value(), chosen)));
  }
}
