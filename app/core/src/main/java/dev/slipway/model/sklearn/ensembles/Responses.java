// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Classifier.Basis;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.FittedBy;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which of its methods a classifier is asked by another estimator.
final class Responses {

  /// Classifiers without `decision_function`.
  private static final Set<String> PROBABILITIES_ONLY =
      Set.of(
          "DecisionTreeClassifier",
          "ExtraTreeClassifier",
          "RandomForestClassifier",
          "ExtraTreesClassifier",
          "GaussianNB",
          "MultinomialNB",
          "BernoulliNB",
          "ComplementNB",
          "CategoricalNB",
          "KNeighborsClassifier",
          "RadiusNeighborsClassifier",
          "MLPClassifier",
          "DummyClassifier",
          "GaussianProcessClassifier",
          "VotingClassifier",
          "CalibratedClassifierCV",
          "XGBClassifier",
          "XGBRFClassifier",
          "LGBMClassifier");

  /// Attributes that hold the estimator that answers, by the names of the classes that have them.
  private static final List<String> INNER =
      List.of("best_estimator_", "final_estimator_", "estimator_", "base_estimator_", "estimator");

  private Responses() {}

  /// By `decision_function`, or by `predict_proba` where it has no such function.
  static Classifier scored(Instance fitted, Classifier classifier) throws NotConvertible {
    Optional<Classifier> decisions = classifier.decisions();
    if (decisions.isPresent()) {
      return decisions.get();
    }
    if (hasNoDecisions(fitted)) {
      return classifier;
    }
    throw Estimators.refused(fitted, "its decision_function, which another estimator asks");
  }

  /// By one method.
  ///
  /// @param method its name, as a fitted estimator remembers it
  static Classifier by(Instance fitted, Classifier classifier, String method)
      throws NotConvertible {
    Optional<Classifier> found =
        switch (method) {
          case "decision_function" -> classifier.decisions();
          case "predict_proba" ->
              Optional.of(classifier).filter(one -> one.basis() == Basis.PROBABILITIES);
          default -> Optional.of(classifier);
        };
    if (found.isEmpty()) {
      throw Estimators.refused(fitted, "its " + method + ", which another estimator asks");
    }
    return found.get();
  }

  /// Refuses an estimator that has probabilities in the library and none here, to be asked by one
  /// that takes probabilities where there are some: centroids since 1.6.
  static void requireKnownProbabilities(Instance fitted) throws NotConvertible {
    if (fitted.type().name().equals("NearestCentroid") && !FittedBy.before(fitted, 1, 6, 0)) {
      throw Estimators.refused(
          fitted, "its predict_proba, which scikit-learn has since 1.6 and another estimator asks");
    }
    Optional<Instance> inner = inner(fitted);
    if (inner.isPresent()) {
      requireKnownProbabilities(inner.get());
    }
  }

  private static boolean hasNoDecisions(Instance fitted) {
    if (PROBABILITIES_ONLY.contains(fitted.type().name())) {
      return true;
    }
    Optional<Instance> inner = inner(fitted);
    return inner.isPresent() && hasNoDecisions(inner.get());
  }

  /// The estimator that answers for one.
  private static Optional<Instance> inner(Instance fitted) {
    if (fitted.type().name().equals("Pipeline")) {
      return last(fitted);
    }
    return INNER.stream()
        .flatMap(name -> fitted.find(name).flatMap(value -> fitted.within(name, value)).stream())
        .findFirst();
  }

  private static Optional<Instance> last(Instance pipeline) {
    try {
      List<Value> step = Instance.items(pipeline.items("steps").getLast()).orElse(List.of());
      return step.isEmpty() ? Optional.empty() : pipeline.within("steps", step.getLast());
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }
}
