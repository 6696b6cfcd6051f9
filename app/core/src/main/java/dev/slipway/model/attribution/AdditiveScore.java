// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.slipway.base.Progress;
import dev.slipway.model.attribution.Attribution.Method;
import java.util.List;

/// A score whose Shapley values can be computed exactly: that of trees, or a linear one.
///
/// @param tapped the model with two outputs instead of its own, both doubles: [#COLUMNS], which the
///   score is computed from, and [#SCORES]
/// @param players which feature each column belongs to
/// @param link what becomes of the score in the model, such as `Softmax`; empty where it is the
///   answer
public record AdditiveScore(ModelProto tapped, List<Integer> players, Inner inner, String link) {

  /// Output of the model that is tapped.
  public static final String COLUMNS = "slipway_columns";

  /// Output of the model that is tapped.
  public static final String SCORES = "slipway_scores";

  public AdditiveScore {
    players = List.copyOf(players);
  }

  /// What computes the scores.
  sealed interface Inner {
    /// @param forests one for each score
    record Trees(List<Forest> forests) implements Inner {}

    /// @param weights of the columns, for each score
    record Linear(List<double[]> weights) implements Inner {}
  }

  public Method method() {
    return inner instanceof Inner.Trees ? Method.TREE_SHAPLEY : Method.LINEAR_SHAPLEY;
  }

  public int scores() {
    return switch (inner) {
      case Inner.Trees(List<Forest> forests) -> forests.size();
      case Inner.Linear(List<double[]> weights) -> weights.size();
    };
  }

  /// How much work one background row is.
  public long effort() {
    return inner instanceof Inner.Trees(List<Forest> forests) ? forests.getFirst().size() : 1;
  }

  /// What each feature adds to a score.
  ///
  /// @param features how many there are
  /// @param row its columns
  /// @param background the columns of other rows
  public double[] shapley(
      int score, int features, double[] row, List<double[]> background, Progress progress)
      throws InterruptedException {
    int[] of = players.stream().mapToInt(Integer::intValue).toArray();
    return switch (inner) {
      case Inner.Trees(List<Forest> forests) ->
          TreeShapley.of(forests.get(score), of, features, row, background, progress);
      case Inner.Linear(List<double[]> weights) ->
          LinearShapley.of(weights.get(score), of, features, row, background);
    };
  }
}
