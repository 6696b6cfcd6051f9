// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import java.util.List;
import java.util.OptionalDouble;

/// Why a model answered as it did: what each part of the question adds to the score.
///
/// @param score what is explained, for a person
/// @param answer the score of this question
/// @param base what the parts are added to; empty where they add up to nothing exact
/// @param parts in the order of the features
/// @param calls how often the model was asked
/// @param against what the question was held against, for a person
public record Attribution(
    Method method,
    String score,
    double answer,
    OptionalDouble base,
    List<Part> parts,
    int calls,
    String against) {

  public Attribution {
    parts = List.copyOf(parts);
  }

  /// How it was found out.
  public enum Method {
    /// Exact Shapley values of decision trees, interventional: features that are left out take
    /// their values from background rows (Lundberg et al. 2020, Nature Machine Intelligence 2).
    TREE_SHAPLEY,
    /// Exact Shapley values of a linear score: weight times the distance from the mean.
    LINEAR_SHAPLEY,
    /// How far the score falls when a feature takes the values of background rows instead, each
    /// feature for itself. What features do together counts several times or not at all.
    OCCLUSION,
    /// How far the score falls when a word is left out.
    LEFT_OUT_WORDS
  }

  /// @param name of a feature, or a word
  /// @param value of the feature in this row; empty for a word
  /// @param amount what it adds to the score; below zero it takes away
  public record Part(String name, String value, double amount) {}
}
