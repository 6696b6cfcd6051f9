// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.drift;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.stream.Stream;

/// What the training data looked like, feature by feature.
public record DriftBaseline(List<Feature> features) {

  /// One column of a tensor (an input, or an output to watch the predictions).
  ///
  /// @param column place within a row
  /// @param expected share of the training data in each bin, in the bins' order
  /// @param missing share of the training data without a value; not a number where nobody counted
  public record Feature(
      String name, String tensor, int column, Bins bins, List<Double> expected, double missing) {

    public Feature {
      expected = List.copyOf(expected);
      if (expected.size() != bins.names().size()) {
        throw new IllegalArgumentException(
            "feature '%s' has %d bins, but %d expected shares"
                .formatted(name, bins.names().size(), expected.size()));
      }
    }

    /// Without a share of missing values.
    public Feature(String name, String tensor, int column, Bins bins, List<Double> expected) {
      this(name, tensor, column, bins, expected, Double.NaN);
    }
  }

  public DriftBaseline {
    features = List.copyOf(features);
  }

  /// No features: nothing is counted.
  public static DriftBaseline none() {
    return new DriftBaseline(List.of());
  }

  /// Checks that the model has the features.
  ///
  /// @throws InferenceException that names the feature that it lacks
  public void check(List<TensorSpec> inputs, List<TensorSpec> outputs) throws InferenceException {
    for (Feature feature : features) {
      TensorSpec spec =
          Stream.concat(inputs.stream(), outputs.stream())
              .filter(candidate -> candidate.name().equals(feature.tensor()))
              .findFirst()
              .orElseThrow(
                  () -> wrong(feature, "the model has no tensor '" + feature.tensor() + "'"));
      if (feature.column() >= width(spec)) {
        throw wrong(feature, "'%s' has no column %d".formatted(spec.name(), feature.column()));
      }
      if (spec.datatype() == DataType.BYTES && feature.bins() instanceof Bins.Numbers) {
        throw wrong(feature, "'%s' holds texts, not numbers".formatted(spec.name()));
      }
    }
  }

  private static InferenceException wrong(Feature feature, String why) {
    return InferenceException.invalid(
        "the drift baseline's feature '%s' does not fit: %s".formatted(feature.name(), why));
  }

  private static long width(TensorSpec spec) {
    long width = 1;
    for (Dimension dimension : spec.shape().stream().skip(1).toList()) {
      switch (dimension) {
        case Dimension.Fixed(long size) -> width *= size;
        case Dimension.Dynamic _ -> {
          return Long.MAX_VALUE;
        }
      }
    }
    return width;
  }
}
