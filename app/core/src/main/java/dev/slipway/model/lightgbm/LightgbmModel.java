// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.lightgbm;

import dev.slipway.model.MalformedException;
import dev.slipway.model.lightgbm.LightgbmTree.Missing;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.TreeEnsemble;
import dev.slipway.model.trees.TreeEnsemble.Input;
import dev.slipway.model.trees.TreeEnsemble.Kind;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model that LightGBM saved as text.
///
/// It takes doubles, as LightGBM does: its thresholds lie between doubles, and a value that was
/// rounded to a float could fall on the other side. Since the converted trees compare in double
/// precision too, no threshold is rounded, and a float goes the way that it goes in LightGBM.
public final class LightgbmModel implements Original {

  private final String format;
  private final List<LightgbmTree> trees;
  private final int scores;
  private final boolean averages;
  private final TreeEnsemble ensemble;

  /// @param rounds that count; all where it is zero
  private LightgbmModel(LightgbmFile file, int rounds) throws MalformedException, NotConvertible {
    this.format = "LightGBM text, format " + file.version();
    this.scores = file.scores();
    List<LightgbmTree> all = file.trees();
    boolean some = rounds > 0 && (long) rounds * scores < all.size();
    this.trees = some ? all.subList(0, rounds * scores) : all;
    this.averages = file.averages();
    if (trees.size() % scores != 0) {
      throw new MalformedException(
          "it holds %d trees, with %d to an iteration".formatted(trees.size(), scores), true);
    }
    List<String> names = file.features();
    Outcome outcome = LightgbmObjective.of(file.objective(), scores);
    List<Tree> converted = new ArrayList<>(trees.size());
    for (int i = 0; i < trees.size(); i++) {
      converted.add(trees.get(i).converted(names.size(), i % scores, averages ? share() : 1));
    }
    Input input = new Input(names, kinds(names), Precision.DOUBLE);
    List<Double> base = Collections.nCopies(scores, 0.0);
    this.ensemble = new TreeEnsemble(input, converted, base, outcome);
  }

  public static LightgbmModel text(Path file)
      throws IOException, MalformedException, NotConvertible {
    return new LightgbmModel(LightgbmFile.read(file), 0);
  }

  /// What a pickled booster holds: the text that it would save.
  ///
  /// @param rounds the best iteration after an early stop, to which its answers keep; zero where
  ///   there was none
  public static LightgbmModel pickled(String text, int rounds)
      throws MalformedException, NotConvertible {
    try {
      BufferedReader lines = new BufferedReader(new StringReader(text));
      return new LightgbmModel(LightgbmFile.of(lines), rounds);
    } catch (IOException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), false);
    }
  }

  /// A random forest answers with the mean of its trees.
  private double share() {
    return (double) scores / trees.size();
  }

  /// What counts as missing is a feature's own in LightGBM; that nodes repeat it is checked.
  private List<Kind> kinds(List<String> names) throws NotConvertible {
    Kind[] kinds = new Kind[names.size()];
    for (LightgbmTree tree : trees) {
      for (int node = 0; node < tree.size(); node++) {
        Kind kind =
            tree.isSet(node)
                ? Kind.TRUNCATED
                : tree.missing(node) == Missing.ZERO ? Kind.ZERO_IS_MISSING : Kind.PLAIN;
        int feature = tree.feature(node);
        @Nullable Kind before = kinds[feature];
        if (before != null && before != kind) {
          throw new NotConvertible(
              "feature %s is %s in one node and %s in another"
                  .formatted(names.get(feature), text(before), text(kind)),
              "Train and save the model again with one LightGBM version.");
        }
        kinds[feature] = kind;
      }
    }
    return Arrays.stream(kinds).map(kind -> kind == null ? Kind.PLAIN : kind).toList();
  }

  private static String text(Kind kind) {
    return switch (kind) {
      case TRUNCATED, FLOORED -> "categorical";
      case ZERO_IS_MISSING -> "a number with zero_as_missing";
      case PLAIN -> "a number";
    };
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public TreeEnsemble ensemble() {
    return ensemble;
  }

  @Override
  public List<Double> answer(double[] row) {
    double[] sums = new double[scores];
    for (int i = 0; i < trees.size(); i++) {
      sums[i % scores] += trees.get(i).answer(row);
    }
    double divisor = averages ? (double) trees.size() / scores : 1;
    return ensemble.outcome().of(Arrays.stream(sums).map(sum -> sum / divisor).boxed().toList());
  }

  @Override
  public List<String> notes() {
    return List.of();
  }
}
