// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.sklearn.Estimators.Reader;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Readers of what prepares columns, and of what puts steps together.
public final class PrepareKnown {

  private PrepareKnown() {}

  /// By the names of their classes in scikit-learn.
  public static Map<String, Reader> known() {
    return Stream.of(
            Scaling.known(), Selectors.known(), Coded.known(), together(), numbers(), others())
        .flatMap(family -> family.entrySet().stream())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, Reader> together() {
    return Map.of(
        "Pipeline", Chain::read,
        "ColumnTransformer", Branches::ofColumns,
        "FeatureUnion", Branches::ofAll,
        "TransformedTargetRegressor", TransformedTarget::read);
  }

  private static Map<String, Reader> numbers() {
    return Map.ofEntries(
        Map.entry("Normalizer", (fitted, within) -> Norming.read(fitted)),
        Map.entry("Binarizer", (fitted, within) -> Threshold.read(fitted)),
        Map.entry("PowerTransformer", Powers::read),
        Map.entry("QuantileTransformer", (fitted, within) -> Quantiles.read(fitted)),
        Map.entry("FunctionTransformer", (fitted, within) -> Function.read(fitted)),
        Map.entry("KBinsDiscretizer", (fitted, within) -> Bins.read(fitted)),
        Map.entry("PolynomialFeatures", (fitted, within) -> Polynomial.read(fitted)),
        Map.entry("SplineTransformer", (fitted, within) -> Splines.read(fitted)),
        Map.entry("PCA", (fitted, within) -> Projection.principal(fitted)),
        Map.entry("IncrementalPCA", (fitted, within) -> Projection.principal(fitted)),
        Map.entry("TruncatedSVD", (fitted, within) -> Projection.singular(fitted)));
  }

  private static Map<String, Reader> others() {
    return Map.of(
        "SimpleImputer", (fitted, within) -> Imputer.read(fitted),
        "KNNImputer", (fitted, within) -> Neighbours.read(fitted),
        "MissingIndicator", (fitted, within) -> MissingIndicator.read(fitted),
        "OneHotEncoder", (fitted, within) -> OneHot.read(fitted),
        "HashingVectorizer", (fitted, within) -> HashedText.read(fitted),
        "CountVectorizer", (fitted, within) -> TextFeatures.counts(fitted),
        "TfidfVectorizer", (fitted, within) -> TextFeatures.weighed(fitted),
        "TfidfTransformer", (fitted, within) -> Weighting.read(fitted));
  }
}
