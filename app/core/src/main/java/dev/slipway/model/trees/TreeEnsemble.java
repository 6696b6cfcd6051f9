// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/// Decision trees whose leaves add up to scores, whatever library trained them. [TreeOnnx] writes
/// it.
///
/// The scores of one row are `base` plus the weights of the leaf that the row reaches in each tree;
/// a library that averages divides its weights by the number of trees first. All of it is in double
/// precision.
///
/// @param base where each score starts; one for each score
/// @param terms what features add besides the trees, as in a linear model
/// @param outcome what the scores become
public record TreeEnsemble(
    Input input, List<Tree> trees, List<Double> base, List<LinearTerm> terms, Outcome outcome) {

  public TreeEnsemble {
    trees = List.copyOf(trees);
    base = List.copyOf(base);
    terms = List.copyOf(terms);
    if (base.isEmpty()) {
      throw new IllegalArgumentException("an ensemble has at least one score");
    }
    if (outcome instanceof Outcome.Classes classes && !fits(base.size(), classes)) {
      throw new IllegalArgumentException(
          base.size() + " scores cannot tell " + classes.labels().size() + " classes apart");
    }
  }

  /// Trees alone.
  public TreeEnsemble(Input input, List<Tree> trees, List<Double> base, Outcome outcome) {
    this(input, trees, base, List.of(), outcome);
  }

  private static boolean fits(int scores, Outcome.Classes classes) {
    boolean oneForTwo =
        scores == 1
            && classes.labels().size() == 2
            && (classes.link() instanceof Link.Sigmoid || classes.link() instanceof Link.Step);
    return scores == classes.labels().size() || oneForTwo;
  }

  /// What the trees are asked about: numbers as one matrix, or, where some features are texts, an
  /// input for each column. A text is its place in the list of texts to the trees, and missing
  /// (NaN) where it is none of them.
  ///
  /// @param names of the features in the order of the input vector; made up where the file has none
  /// @param kinds as many as there are names
  /// @param precision of the numbers that a caller gives
  /// @param texts those known of each feature; an empty list for a number
  public record Input(
      List<String> names, List<Kind> kinds, Precision precision, List<List<String>> texts) {
    public Input {
      names = List.copyOf(names);
      kinds = List.copyOf(kinds);
      texts = texts.stream().map(List::copyOf).toList();
      if (names.isEmpty() || names.size() != kinds.size() || names.size() != texts.size()) {
        throw new IllegalArgumentException("each feature has a name, a kind and texts");
      }
      if (new HashSet<>(names).size() < names.size()) {
        throw new IllegalArgumentException("two features have the same name");
      }
      if (texts.stream().anyMatch(known -> new HashSet<>(known).size() < known.size())) {
        throw new IllegalArgumentException("a feature has the same text twice");
      }
    }

    /// Numbers only.
    public Input(List<String> names, List<Kind> kinds, Precision precision) {
      this(names, kinds, precision, names.stream().map(name -> List.<String>of()).toList());
    }

    /// Features that are compared as they come, with the texts of those that are texts.
    public static Input of(List<String> names, List<List<String>> texts, Precision precision) {
      return new Input(names, Collections.nCopies(names.size(), Kind.PLAIN), precision, texts);
    }

    /// Whether there is an input for each column.
    public boolean byColumn() {
      return texts.stream().anyMatch(known -> !known.isEmpty());
    }

    boolean isText(int feature) {
      return !texts.get(feature).isEmpty();
    }

    /// Features that are compared as they come.
    public static Input plain(List<String> names, Precision precision) {
      return new Input(names, names.stream().map(name -> Kind.PLAIN).toList(), precision);
    }
  }

  /// What is done to a feature's value before any tree sees it.
  public enum Kind {
    /// Nothing.
    PLAIN,
    /// Zero, and what is within 1e-35 of it, counts as missing, as LightGBM has it.
    ZERO_IS_MISSING,
    /// A category's code, cut to a whole number towards negative infinity, as XGBoost has it.
    FLOORED,
    /// A category's code, cut to a whole number towards zero, as LightGBM has it.
    TRUNCATED
  }

  /// How exactly the model's caller gives a number. Trees compare in double precision either way,
  /// in which every float has its exact place.
  public enum Precision {
    FLOAT,
    DOUBLE
  }
}
