// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.sklearn.Estimators.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Readers of the models in this package.
public final class ModelsKnown {

  private static final List<String> LINEAR_REGRESSORS =
      List.of(
          "ARDRegression",
          "BayesianRidge",
          "ElasticNet",
          "ElasticNetCV",
          "HuberRegressor",
          "Lars",
          "LarsCV",
          "Lasso",
          "LassoCV",
          "LassoLars",
          "LassoLarsCV",
          "LassoLarsIC",
          "LinearRegression",
          "LinearSVR",
          "MultiTaskElasticNet",
          "MultiTaskElasticNetCV",
          "MultiTaskLasso",
          "MultiTaskLassoCV",
          "OrthogonalMatchingPursuit",
          "OrthogonalMatchingPursuitCV",
          "PassiveAggressiveRegressor",
          "QuantileRegressor",
          "Ridge",
          "RidgeCV",
          "SGDRegressor",
          "TheilSenRegressor");

  private ModelsKnown() {}

  /// By the names of their classes.
  public static Map<String, Reader> known() {
    Map<String, Reader> known = new HashMap<>();
    LINEAR_REGRESSORS.forEach(name -> known.put(name, LinearRegressor::read));
    linear(known);
    kernels(known);
    known.put("GaussianNB", JointClassifier.bayes(GaussianJoint::read));
    known.put("MultinomialNB", JointClassifier.bayes(LinearJoint::multinomial));
    known.put("ComplementNB", JointClassifier.bayes(LinearJoint::complement));
    known.put("BernoulliNB", JointClassifier.bayes(BernoulliJoint::read));
    known.put("CategoricalNB", JointClassifier.bayes(CategoricalJoint::read));
    known.put("QuadraticDiscriminantAnalysis", JointClassifier::quadratic);
    known.put("KNeighborsClassifier", NeighbourClassifier::read);
    known.put("KNeighborsRegressor", NeighbourRegressor::read);
    known.put("NearestCentroid", CentroidClassifier::centroids);
    known.put("KMeans", CentroidClassifier::clusters);
    known.put("MiniBatchKMeans", CentroidClassifier::clusters);
    known.put("MLPClassifier", NetworkClassifier::read);
    known.put("MLPRegressor", NetworkRegressor::read);
    known.put("DummyClassifier", ConstantClassifier::read);
    known.put("DummyRegressor", ConstantRegressor::read);
    return known;
  }

  private static void linear(Map<String, Reader> known) {
    known.put("PoissonRegressor", LinearRegressor::logarithmic);
    known.put("GammaRegressor", LinearRegressor::logarithmic);
    known.put("TweedieRegressor", LinearRegressor::tweedie);
    known.put("RANSACRegressor", LinearRegressor::within);
    known.put("PLSRegression", LinearRegressor::leastSquares);
    known.put("PLSCanonical", LinearRegressor::leastSquares);
    known.put("CCA", LinearRegressor::leastSquares);
    known.put("LogisticRegression", LinearClassifier::logistic);
    known.put("LogisticRegressionCV", LinearClassifier::logistic);
    known.put("SGDClassifier", LinearClassifier::descended);
    known.put("Perceptron", LinearClassifier::deciding);
    known.put("PassiveAggressiveClassifier", LinearClassifier::deciding);
    known.put("LinearSVC", LinearClassifier::deciding);
    known.put("RidgeClassifier", LinearClassifier::ridge);
    known.put("RidgeClassifierCV", LinearClassifier::ridge);
    known.put("LinearDiscriminantAnalysis", LinearClassifier::discriminant);
    known.put("SGDOneClassSVM", NoveltyClassifier::descended);
  }

  private static void kernels(Map<String, Reader> known) {
    known.put("SVC", SupportVectorClassifier::read);
    known.put("NuSVC", SupportVectorClassifier::read);
    known.put("SVR", KernelRegressor::vectors);
    known.put("NuSVR", KernelRegressor::vectors);
    known.put("OneClassSVM", NoveltyClassifier::vectors);
    known.put("KernelRidge", KernelRegressor::ridge);
    known.put("GaussianProcessRegressor", KernelRegressor::process);
  }
}
