// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;
import java.util.Optional;

/// FixedThresholdClassifier and TunedThresholdClassifierCV (since 1.5): of two classes the positive
/// one is named from a threshold on.
///
/// @param shown whose scores are given
/// @param asked whose score is compared; the same estimator
/// @param positive index of the class
record Thresholded(Classifier shown, Classifier asked, double threshold, int positive)
    implements Classifier {

  static Estimator fixed(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Thresholded found = read(fitted, within, fitted.find("pos_label"));
    if (fitted.get("threshold") instanceof Value.Text(String text) && text.equals("auto")) {
      return found;
    }
    return found.at(fitted.real("threshold"));
  }

  static Estimator tuned(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Instance scorer = fitted.instance("_curve_scorer");
    Optional<Value> positive =
        scorer
            .find("_kwargs")
            .filter(Value.Entries.class::isInstance)
            .flatMap(given -> ((Value.Entries) given).get("pos_label"));
    Thresholded found = read(fitted, within, positive);
    // Without a label of its own a scorer may mean the class called 1
    if (positive.isEmpty() && found.classes().getFirst().equals(new Cell.Number(1))) {
      throw Estimators.refused(fitted, "no pos_label, and 1 is the first class");
    }
    return found.at(fitted.real("best_threshold_"));
  }

  private static Thresholded read(Instance fitted, Estimators within, Optional<Value> label)
      throws MalformedException, NotConvertible {
    Instance inner = fitted.instance("estimator_");
    Classifier shown = within.classifier(inner);
    if (shown.classes().size() != 2) {
      throw fitted.lacks("estimator_", "has not two classes");
    }
    String method = fitted.has("response_method") ? fitted.text("response_method") : "auto";
    if (method.equals("auto")) {
      method = shown.basis() == Basis.PROBABILITIES ? "predict_proba" : "decision_function";
    }
    Classifier asked = Responses.by(inner, shown, method);
    int positive = 1;
    if (label.isPresent() && label.get() != Value.Nothing.NONE) {
      Cell wanted = Labels.cells(fitted, "pos_label", List.of(label.get())).getFirst();
      positive = shown.classes().indexOf(wanted);
      if (positive < 0) {
        throw fitted.lacks("pos_label", "is none of the classes");
      }
    }
    double middle = asked.basis() == Basis.PROBABILITIES ? 0.5 : 0;
    return new Thresholded(shown, asked, middle, positive);
  }

  private Thresholded at(double given) {
    return new Thresholded(shown, asked, given, positive);
  }

  @Override
  public List<Taken> takes() {
    return shown.takes();
  }

  @Override
  public List<Cell> classes() {
    return shown.classes();
  }

  @Override
  public Basis basis() {
    return shown.basis();
  }

  @Override
  public Optional<Classifier> decisions() {
    return shown.decisions().map(one -> new Thresholded(one, asked, threshold, positive));
  }

  @Override
  public Scores scores(List<Cell> row) {
    boolean reached = asked.scores(row).values()[positive] >= threshold;
    return new Scores(shown.scores(row).values(), reached ? positive : 1 - positive);
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String score = Tensors.column(graph, asked.write(graph, columns).scores(), positive);
    String reached = graph.node("GreaterOrEqual", score, graph.scalar(threshold));
    String second = positive == 1 ? reached : graph.node("Not", reached);
    String best = Tensors.squeezed(graph, graph.cast(second, DataType.INT64));
    return new Written(shown.write(graph, columns).scores(), best);
  }
}
