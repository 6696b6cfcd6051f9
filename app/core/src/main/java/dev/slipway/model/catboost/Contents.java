// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a CatBoost file holds, whichever of its two forms it has.
///
/// @param info what training wrote beside the model: `params`, `class_params`, ...
/// @param obstacles features of the trees that have no ONNX form, as people would name them
/// @param texts of hashes, where the file has them apart from the features
// Millions of numbers, which lists would make objects of; nobody compares or changes them.
@SuppressWarnings("ArrayRecordComponent")
record Contents(
    String form,
    Map<String, String> info,
    List<Quantity> quantities,
    List<Category> categories,
    List<OneHot> oneHots,
    List<String> obstacles,
    Map<Integer, String> texts,
    Forest forest,
    Scaling scaling) {

  /// What becomes of a missing number.
  enum Missing {
    AS_IS,
    AS_FALSE,
    AS_TRUE;

    /// In the order of their numbers in a binary file.
    static final List<Missing> NUMBERED = List.of(AS_IS, AS_FALSE, AS_TRUE);
  }

  /// Where a feature is.
  ///
  /// @param index among the features of its kind
  /// @param flat among all columns of the training data
  record Place(int index, int flat, Optional<String> given) {
    String name() {
      return given.filter(name -> !name.isEmpty()).orElse("f" + flat);
    }
  }

  /// A number, and the borders that trees ask about it, ascending.
  record Quantity(Place place, float[] borders, boolean hasMissing, Missing missing) {}

  /// A category that the trees may use.
  record Category(Place place) {}

  /// The hashes of a category that trees ask about.
  ///
  /// @param category index among the categories
  /// @param texts of the hashes; empty where the file has none here
  record OneHot(int category, int[] hashes, List<String> texts) {}

  /// All trees, one behind the other.
  ///
  /// @param dimension scores of a leaf
  /// @param splits questions of the trees, by their number among all questions
  /// @param sizes of each tree: questions of a symmetric one, nodes of any other
  /// @param starts of each tree in `splits`
  /// @param left and `right`: how far on the next node is, 0 where there is none; empty where trees
  ///   are symmetric
  /// @param leaf of each node, where its first score is among the values
  record Forest(
      int dimension,
      int[] splits,
      int[] sizes,
      int[] starts,
      int[] left,
      int[] right,
      int[] leaf,
      double[] values) {
    boolean symmetric() {
      return left.length == 0 && leaf.length == 0;
    }
  }

  /// What is done to the sums of the leaves.
  record Scaling(double scale, double[] bias) {}
}
