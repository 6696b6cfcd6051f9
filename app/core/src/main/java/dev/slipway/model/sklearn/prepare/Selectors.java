// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Estimators.Reader;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Which columns a fitted selector keeps: most do not say so, but work it out anew from scores when
/// they are asked.
final class Selectors {

  private Selectors() {}

  static Map<String, Reader> known() {
    return Map.ofEntries(
        Map.entry("SelectKBest", (fitted, within) -> best(fitted, "k")),
        Map.entry("SelectPercentile", (fitted, within) -> share(fitted, "percentile")),
        Map.entry("SelectFpr", (fitted, within) -> below(fitted, fitted.real("alpha"))),
        Map.entry("SelectFdr", (fitted, within) -> discoveries(fitted, "alpha")),
        Map.entry("SelectFwe", (fitted, within) -> family(fitted, "alpha")),
        Map.entry("GenericUnivariateSelect", (fitted, within) -> generic(fitted)),
        Map.entry("VarianceThreshold", (fitted, within) -> varying(fitted)),
        Map.entry("SelectFromModel", (fitted, within) -> ByImportance.read(fitted)),
        Map.entry("RFE", (fitted, within) -> said(fitted)),
        Map.entry("RFECV", (fitted, within) -> said(fitted)),
        Map.entry("SequentialFeatureSelector", (fitted, within) -> said(fitted)));
  }

  private static Selection generic(Instance fitted) throws MalformedException, NotConvertible {
    String mode = fitted.text("mode");
    return switch (mode) {
      case "k_best" -> best(fitted, "param");
      case "percentile" -> share(fitted, "param");
      case "fpr" -> below(fitted, fitted.real("param"));
      case "fdr" -> discoveries(fitted, "param");
      case "fwe" -> family(fitted, "param");
      default -> throw Estimators.refused(fitted, "mode " + mode);
    };
  }

  private static Selection best(Instance fitted, String attribute) throws MalformedException {
    double[] scores = scores(fitted);
    if (fitted.get(attribute) instanceof Value.Text(String all) && all.equals("all")) {
      return kept(scores.length, i -> true);
    }
    int k = fitted.whole(attribute);
    // A stable sort: of equal scores the later column is kept
    List<Integer> rising =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .toList();
    Set<Integer> best = Set.copyOf(rising.subList(Math.max(0, scores.length - k), scores.length));
    return kept(scores.length, best::contains);
  }

  private static Selection share(Instance fitted, String attribute) throws MalformedException {
    double[] scores = scores(fitted);
    double percentile = fitted.real(attribute);
    if (percentile == 100 || percentile == 0) {
      return kept(scores.length, i -> percentile == 100);
    }
    double threshold = percentile(scores, 100 - percentile);
    long above = Arrays.stream(scores).filter(score -> score > threshold).count();
    long ties = (long) (scores.length * percentile / 100) - above;
    // NumPy's slice up to a negative number leaves so many out at the end
    long equal = Arrays.stream(scores).filter(score -> score == threshold).count();
    long taken = ties < 0 ? Math.max(0, equal + ties) : ties;
    List<Integer> kept = new ArrayList<>();
    long tie = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > threshold || (scores[i] == threshold && tie++ < taken)) {
        kept.add(i);
      }
    }
    return new Selection(scores.length, kept);
  }

  /// NumPy's percentile: between the two nearest by their distance.
  private static double percentile(double[] values, double percent) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = percent / 100 * (sorted.length - 1);
    int before = (int) Math.floor(at);
    int after = Math.min(before + 1, sorted.length - 1);
    double share = at - before;
    double step = sorted[after] - sorted[before];
    return share < 0.5 ? sorted[before] + step * share : sorted[after] - step * (1 - share);
  }

  private static Selection below(Instance fitted, double alpha) throws MalformedException {
    double[] chances = fitted.numbers("pvalues_");
    return kept(chances.length, i -> chances[i] < alpha);
  }

  private static Selection family(Instance fitted, String attribute) throws MalformedException {
    return below(fitted, fitted.real(attribute) / fitted.numbers("pvalues_").length);
  }

  /// Benjamini and Hochberg's procedure.
  private static Selection discoveries(Instance fitted, String attribute)
      throws MalformedException {
    double[] chances = fitted.numbers("pvalues_");
    double alpha = fitted.real(attribute);
    double[] sorted = chances.clone();
    Arrays.sort(sorted);
    double most = Double.NaN;
    for (int i = 0; i < sorted.length; i++) {
      most = sorted[i] <= alpha / sorted.length * (i + 1) ? sorted[i] : most;
    }
    double limit = most;
    return kept(chances.length, i -> chances[i] <= limit);
  }

  private static Selection varying(Instance fitted) throws MalformedException {
    double[] variances = fitted.numbers("variances_");
    double threshold = fitted.real("threshold");
    return kept(variances.length, i -> variances[i] > threshold);
  }

  private static Selection said(Instance fitted) throws MalformedException {
    double[] support = fitted.numbers("support_");
    return kept(support.length, i -> support[i] != 0);
  }

  static Selection kept(int width, IntPredicate kept) {
    return new Selection(width, IntStream.range(0, width).filter(kept).boxed().toList());
  }

  /// A score that could not be computed is the worst.
  private static double[] scores(Instance fitted) throws MalformedException {
    return Arrays.stream(fitted.numbers("scores_"))
        .map(score -> Double.isNaN(score) ? -Double.MAX_VALUE : score)
        .toArray();
  }
}
