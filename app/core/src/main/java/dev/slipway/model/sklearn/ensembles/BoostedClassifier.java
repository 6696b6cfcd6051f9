// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// @param basis whether it is scored by probabilities, or by the raw scores
/// @param slope of the logistic function of two classes
/// @param zeroIsSecond whether, of two classes, a score of zero names the second
record BoostedClassifier(
    Raw raw, List<Cell> classes, Basis basis, double slope, boolean zeroIsSecond)
    implements Classifier {

  @Override
  public List<Taken> takes() {
    return raw.takes();
  }

  @Override
  public Optional<Classifier> decisions() {
    return Optional.of(new BoostedClassifier(raw, classes, Basis.DECISIONS, slope, zeroIsSecond));
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] given = raw.of(row);
    boolean plain = basis == Basis.DECISIONS;
    if (given.length > 1) {
      return new Scores(plain ? given : softmax(given), Classifier.highest(given));
    }
    double score = given[0];
    int best = score > 0 || (zeroIsSecond && score == 0) ? 1 : 0;
    double[] values =
        plain
            ? new double[] {-score, score}
            : new double[] {Rows.sigmoid(-slope * score), Rows.sigmoid(slope * score)};
    return new Scores(values, best);
  }

  static double[] softmax(double[] scores) {
    double most = Arrays.stream(scores).max().orElse(0);
    double[] shares = Arrays.stream(scores).map(score -> Math.exp(score - most)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String given = raw.write(graph, columns);
    boolean plain = basis == Basis.DECISIONS;
    if (raw.scores() > 1) {
      String values = plain ? given : graph.along("Softmax", given);
      return new Written(values, Tensors.highest(graph, given));
    }
    String mirrored = Tensors.opposed(graph, given);
    String steep = graph.node("Mul", mirrored, graph.scalar(slope));
    String second = graph.node(zeroIsSecond ? "GreaterOrEqual" : "Greater", given, graph.scalar(0));
    return new Written(
        plain ? mirrored : Tensors.sigmoid(graph, steep), Tensors.chosen(graph, second));
  }
}
