// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.base.Problem;
import java.util.Map;
import java.util.Optional;

/// Kinds of Tribuo model that cannot become ONNX, with the reason of each.
///
/// @param what for a person
/// @param why it cannot
/// @param remedy what to do instead
record ModelKind(String what, String why, String remedy) {

  private static final String RETRAIN =
      "Train a model of another kind: linear, factorisation machine, LibLinear, LibSVM, decision"
          + " tree, random forest or XGBoost.";

  private static final Map<String, ModelKind> UNFIT =
      Map.ofEntries(
          kind(
              "org.tribuo.classification.sgd.kernel.KernelSVMModel",
              "a kernel SVM",
              "Tribuo does not export its kernels",
              "Train it with LibSVMClassificationTrainer, which can be converted."),
          kind(
              "org.tribuo.classification.mnb.MultinomialNaiveBayesModel",
              "a multinomial naive Bayes model",
              "Tribuo does not export it",
              "Train LinearSGDTrainer or LogisticRegressionTrainer on the same features, which are"
                  + " linear too."),
          kind(
              "org.tribuo.common.nearest.KNNModel",
              "a nearest-neighbours model",
              "it holds the training rows themselves, and Tribuo does not export it",
              RETRAIN),
          kind(
              "org.tribuo.clustering.kmeans.KMeansModel",
              "a K-means clustering",
              "Tribuo does not export it",
              "Write its centroids into an ONNX graph yourself, with distances and ArgMin."),
          kind(
              "org.tribuo.clustering.gmm.GaussianMixtureModel",
              "a Gaussian mixture",
              "Tribuo does not export it",
              RETRAIN),
          kind(
              "org.tribuo.clustering.hdbscan.HdbscanModel",
              "an HDBSCAN clustering",
              "Tribuo does not export it",
              RETRAIN),
          kind(
              "org.tribuo.transform.TransformedModel",
              "a model that transforms its features first",
              "Tribuo does not export transformations",
              "Train without TransformTrainer on features that are scaled beforehand, or use trees,"
                  + " which need no scaling."),
          kind(
              "org.tribuo.interop.onnx.ONNXExternalModel",
              "a wrapper around an ONNX model",
              "the model inside is ONNX already",
              "Name the ONNX file that it was made from."),
          kind(
              "org.tribuo.common.xgboost.XGBoostExternalModel",
              "a wrapper around a model that XGBoost trained",
              "the model inside is XGBoost's own",
              "Name XGBoost's own file, saved as JSON or UBJSON."),
          kind(
              "org.tribuo.classification.baseline.DummyClassifierModel",
              "a baseline that does not look at its input",
              "there is nothing to serve",
              RETRAIN),
          kind(
              "org.tribuo.regression.baseline.DummyRegressionModel",
              "a baseline that does not look at its input",
              "there is nothing to serve",
              RETRAIN),
          kind(
              "org.tribuo.multilabel.baseline.IndependentMultiLabelModel",
              "a model for each label",
              "Tribuo does not export it",
              "Train a multi-label LinearSGDTrainer, or one model a label."),
          kind(
              "org.tribuo.multilabel.baseline.ClassifierChainModel",
              "a chain of classifiers",
              "Tribuo does not export it",
              "Train a multi-label LinearSGDTrainer."));

  /// @return empty when a conversion may be tried
  static Optional<ModelKind> of(String className) {
    if (className.startsWith("org.tribuo.interop.tensorflow.")) {
      return Optional.of(
          new ModelKind(
              "a TensorFlow model",
              "its graph is TensorFlow's",
              "Export it with exportModel to a SavedModel, and convert that with tf2onnx."));
    }
    boolean sequence = className.startsWith("org.tribuo.") && className.contains("Sequence");
    if (sequence || className.endsWith(".CRFModel")) {
      return Optional.of(
          new ModelKind(
              "a sequence model",
              "one answer depends on the next, which Tribuo does not export",
              RETRAIN));
    }
    return Optional.ofNullable(UNFIT.get(className));
  }

  Problem problem(String name) {
    return Problem.input(
        "model.tribuo-kind",
        name + " holds " + what + ", which cannot become ONNX",
        Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".",
        remedy);
  }

  private static Map.Entry<String, ModelKind> kind(
      String type, String what, String why, String remedy) {
    return Map.entry(type, new ModelKind(what, why, remedy));
  }
}
