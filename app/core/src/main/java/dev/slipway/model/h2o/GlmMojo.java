// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.LinearTerm;
import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.trees.TreeEnsemble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// A generalised linear model. Its columns are the categories, then the numbers; a category has a
/// coefficient for each of its levels, but often none for the first.
///
/// Source: `GlmMojoModel` and `GlmMultinomialMojoModel` of H2O's genmodel 3.46.
final class GlmMojo implements Original {

  /// H2O's inverse keeps this far from zero.
  private static final double LEAST = 1e-5;

  private final String format;
  private final MojoInfo info;
  private final int categories;
  private final int numbers;
  private final double[] offsets;
  private final double[] beta;
  private final int scores;
  private final boolean allLevels;
  private final double[] modes;
  private final double[] means;
  private final TreeEnsemble ensemble;
  private final List<String> notes;

  GlmMojo(String format, MojoInfo info) throws MalformedException, NotConvertible {
    this.format = format;
    this.info = info;
    this.categories = info.text("cats").isPresent() ? info.count("cats") : 0;
    this.numbers = info.count("nums");
    this.offsets = categories == 0 ? new double[] {0} : info.numbers("cat_offsets");
    this.beta = info.numbers("beta");
    this.allLevels = info.truth("use_all_factor_levels");
    boolean filled = info.truth("mean_imputation");
    this.modes = filled ? info.numbers("cat_modes") : new double[0];
    this.means = filled ? info.numbers("num_means") : new double[0];
    Outcome outcome = outcome();
    this.scores =
        outcome instanceof Outcome.Classes classes && !info.need("family").endsWith("binomial")
            ? classes.labels().size()
            : 1;
    check(filled);
    Set<Integer> all = new TreeSet<>(IntStream.range(0, categories + numbers).boxed().toList());
    var columns = new MojoColumns(info, all);
    List<Double> base = new ArrayList<>();
    for (int score = 0; score < scores; score++) {
      base.add(beta[(score + 1) * width() - 1]);
    }
    this.ensemble = new TreeEnsemble(columns.input(), List.of(), base, terms(), outcome);
    this.notes = columns.notes();
  }

  private void check(boolean filled) throws MalformedException {
    boolean whole = offsets.length == categories + 1 && beta.length % scores == 0;
    for (int i = 0; i < categories && whole; i++) {
      whole = offsets[i] >= 0 && offsets[i + 1] >= offsets[i] && offsets[i] == (int) offsets[i];
      whole &= !info.texts(i).isEmpty();
      whole &= !filled || (modes.length > i && modes[i] >= 0 && modes[i] < info.texts(i).size());
    }
    for (int i = 0; i < numbers && whole; i++) {
      whole = info.texts(categories + i).isEmpty() && (!filled || means.length > i);
    }
    if (!whole
        || info.features().size() != categories + numbers
        || width() != (long) offsets[categories] + numbers + 1) {
      throw new MalformedException(
          "its %d coefficients do not fit %d categories and %d numbers"
              .formatted(beta.length, categories, numbers),
          false);
    }
  }

  /// Coefficients of one score.
  private int width() {
    return beta.length / scores;
  }

  private Outcome outcome() throws MalformedException, NotConvertible {
    String family = info.need("family");
    String link = info.text("link").orElse("");
    return switch (family) {
      case "multinomial" -> new Outcome.Classes(new Link.Softmax(), info.classes());
      case "binomial", "quasibinomial", "fractionalbinomial" -> {
        if (!link.equals("logit")) {
          throw refused("link " + link + " of family " + family);
        }
        yield new Outcome.Classes(new Link.Sigmoid(1), info.classes(), TreeScores.threshold(info));
      }
      case "gaussian", "poisson", "gamma", "tweedie", "negativebinomial" ->
          new Outcome.Numbers(number(link));
      default -> throw refused("family " + family);
    };
  }

  private Link number(String link) throws MalformedException, NotConvertible {
    double power = info.number("tweedie_link_power", 0);
    return switch (link) {
      case "identity" -> new Link.Identity();
      case "log" -> new Link.Exp();
      case "inverse" -> new Link.Inverse(LEAST);
      case "tweedie" -> power == 0 ? new Link.Exp() : new Link.Power(1 / power);
      default -> throw refused("link " + link);
    };
  }

  private static NotConvertible refused(String feature) {
    return new NotConvertible(
        feature, "Train with one of the families and links that docs/models.md names.");
  }

  private List<LinearTerm> terms() {
    List<LinearTerm> terms = new ArrayList<>();
    for (int i = 0; i < categories; i++) {
      List<List<Double>> weights = new ArrayList<>();
      for (int level = 0; level < info.texts(i).size(); level++) {
        weights.add(weights(place(i, level)));
      }
      boolean filled = modes.length > 0;
      if (!filled) {
        weights.add(Collections.nCopies(scores, Double.NaN));
      }
      terms.add(new LinearTerm.Levels(i, filled ? (int) modes[i] : weights.size() - 1, weights));
    }
    for (int i = 0; i < numbers; i++) {
      double missing = means.length > 0 ? means[i] : Double.NaN;
      List<Double> weights = weights((int) offsets[categories] + i);
      terms.add(new LinearTerm.Slope(categories + i, missing, weights));
    }
    return terms;
  }

  /// Where a level's coefficient is; -1 where it has none.
  private int place(int category, int level) {
    int place = (int) offsets[category] + level - (allLevels ? 0 : 1);
    return (level == 0 && !allLevels) || place >= offsets[category + 1] ? -1 : place;
  }

  private List<Double> weights(int place) {
    List<Double> weights = new ArrayList<>();
    for (int score = 0; score < scores; score++) {
      weights.add(place < 0 ? 0.0 : beta[score * width() + place]);
    }
    return weights;
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
    List<Double> sums = new ArrayList<>();
    for (int score = 0; score < scores; score++) {
      int from = score * width();
      double sum = 0;
      for (int i = 0; i < categories; i++) {
        double level = Double.isNaN(row[i]) && modes.length > 0 ? modes[i] : row[i];
        int place = place(i, (int) level);
        sum += Double.isNaN(level) ? Double.NaN : place < 0 ? 0 : beta[from + place];
      }
      for (int i = 0; i < numbers; i++) {
        double given = row[categories + i];
        double value = Double.isNaN(given) && means.length > 0 ? means[i] : given;
        sum += beta[from + (int) offsets[categories] + i] * value;
      }
      sums.add(sum + beta[from + width() - 1]);
    }
    return ensemble.outcome().of(sums);
  }

  @Override
  public List<String> notes() {
    return notes;
  }
}
