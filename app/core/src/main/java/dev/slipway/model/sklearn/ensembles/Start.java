// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Classifier.Basis;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.List;

/// Where the scores of gradient boosting start: at zero, or at what an estimator of its own says
/// (`init_`), made a score.
sealed interface Start {

  double[] of(List<Cell> row);

  /// The same in a graph: doubles, `[rows, scores]`, or what goes with that.
  String write(GraphWriter graph, Flow columns) throws NotConvertible;

  /// @param old whether the loss is of the time before 1.4
  static Start classifier(
      Instance fitted, Estimators within, int scores, boolean exponential, boolean old)
      throws MalformedException, NotConvertible {
    if (isZero(fitted)) {
      return new Zero(scores);
    }
    Classifier first = within.classifier(fitted.instance("init_"));
    if (first.basis() != Basis.PROBABILITIES || first.classes().size() != Math.max(2, scores)) {
      throw Estimators.refused(fitted, "an init without a probability for each class");
    }
    return scores == 1 ? new LogOdds(first, exponential ? 0.5 : 1) : new Logs(first, scores, !old);
  }

  static Start regressor(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    return isZero(fitted) ? new Zero(1) : new Predicted(within.regressor(fitted.instance("init_")));
  }

  private static boolean isZero(Instance fitted) throws MalformedException {
    return fitted.get("init_") instanceof Value.Text(String text) && text.equals("zero");
  }

  record Zero(int scores) implements Start {
    @Override
    public double[] of(List<Cell> row) {
      return new double[scores];
    }

    @Override
    public String write(GraphWriter graph, Flow columns) {
      return Tensors.list(graph, new double[scores]);
    }
  }

  record Predicted(Regressor first) implements Start {
    @Override
    public double[] of(List<Cell> row) {
      return first.predict(row);
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      return first.write(graph, columns);
    }
  }

  /// Of two classes: the logarithm of the odds, or half of it for the exponential loss.
  record LogOdds(Classifier first, double share) implements Start {
    @Override
    public double[] of(List<Cell> row) {
      double p = clipped(first.scores(row).values()[1]);
      return new double[] {share * Math.log(p / (1 - p))};
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      String p = clipped(graph, Tensors.column(graph, first.write(graph, columns).scores(), 1));
      String odds = graph.node("Div", p, graph.node("Sub", graph.scalar(1), p));
      return graph.node("Mul", graph.node("Log", odds), graph.scalar(share));
    }
  }

  /// Of more classes: the logarithms.
  ///
  /// @param centred whether their mean is taken away, as since 1.4
  record Logs(Classifier first, int scores, boolean centred) implements Start {
    @Override
    public double[] of(List<Cell> row) {
      double[] logs =
          Arrays.stream(first.scores(row).values()).map(p -> Math.log(clipped(p))).toArray();
      double mean = centred ? Arrays.stream(logs).sum() / scores : 0;
      return Arrays.stream(logs).map(log -> log - mean).toArray();
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      String logs = graph.node("Log", clipped(graph, first.write(graph, columns).scores()));
      if (!centred) {
        return logs;
      }
      String mean = graph.node("Div", Tensors.sum(graph, logs), graph.scalar(scores));
      return graph.node("Sub", logs, mean);
    }
  }

  /// The library keeps probabilities this far from none and from all: what single precision can
  /// tell from one.
  double EDGE = Math.ulp(1f);

  private static double clipped(double probability) {
    return Math.clamp(probability, EDGE, 1 - EDGE);
  }

  private static String clipped(GraphWriter graph, String probability) {
    return graph.node("Clip", probability, graph.scalar(EDGE), graph.scalar(1 - EDGE));
  }
}
