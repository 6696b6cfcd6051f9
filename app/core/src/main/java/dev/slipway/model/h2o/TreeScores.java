// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/// What becomes of the trees' values, by kind of model.
///
/// @param base where each score starts
/// @param leaf what a value of a tree adds, by the tree's class
/// @param outcome what the scores become
record TreeScores(List<Double> base, LeafOf leaf, Outcome outcome) {

  @FunctionalInterface
  interface LeafOf {
    Leaf of(int group, double value);
  }

  static TreeScores of(MojoInfo info) throws MalformedException, NotConvertible {
    return switch (info.need("algo")) {
      case "gbm" -> boosted(info);
      case "drf" -> forest(info);
      default -> isolation(info);
    };
  }

  private static TreeScores boosted(MojoInfo info) throws MalformedException, NotConvertible {
    String family = info.need("distribution");
    double start = info.number("init_f", 0);
    String link = info.text("link_function").orElse(usualLink(family));
    return switch (family) {
      case "bernoulli", "quasibinomial", "modified_huber" -> {
        if (!link.equals("logit")) {
          throw refused("link_function " + link + " of distribution " + family);
        }
        List<Double> shares = Balance.ratios(info, 2);
        double shift = Math.log(shares.get(1) / shares.get(0));
        yield new TreeScores(
            List.of(start + shift),
            Leaf::of,
            new Outcome.Classes(new Link.Sigmoid(1), two(info), threshold(info)));
      }
      case "multinomial" -> classes(info, start);
      case "gaussian", "poisson", "gamma", "tweedie", "laplace", "huber", "quantile" ->
          new TreeScores(List.of(start), Leaf::of, new Outcome.Numbers(inverse(link, family)));
      default -> throw refused("distribution " + family);
    };
  }

  private static TreeScores classes(MojoInfo info, double start)
      throws MalformedException, NotConvertible {
    List<String> classes = info.classes();
    List<Double> shifts = Balance.ratios(info, classes.size()).stream().map(Math::log).toList();
    if (classes.size() != 2) {
      return new TreeScores(shifts, Leaf::of, new Outcome.Classes(new Link.Softmax(), classes));
    }
    return new TreeScores(
        List.of(start + shifts.get(0), -start + shifts.get(1)),
        (group, value) -> new Leaf(List.of(new Weight(0, value), new Weight(1, -value))),
        new Outcome.Classes(new Link.Softmax(), classes, threshold(info)));
  }

  private static Link inverse(String link, String family) throws NotConvertible {
    return switch (link) {
      case "identity" -> new Link.Identity();
      case "log" -> new Link.Exp();
      default -> throw refused("link_function " + link + " of distribution " + family);
    };
  }

  private static String usualLink(String family) {
    return switch (family) {
      case "bernoulli", "quasibinomial", "modified_huber" -> "logit";
      case "poisson", "gamma", "tweedie", "multinomial" -> "log";
      default -> "identity";
    };
  }

  private static NotConvertible refused(String feature) {
    return new NotConvertible(
        feature, "Train with one of the distributions that docs/models.md names.");
  }

  private static TreeScores forest(MojoInfo info) throws MalformedException {
    double share = 1.0 / Math.max(1, info.count("n_trees"));
    if (info.count("n_classes") < 2) {
      return new TreeScores(
          List.of(0.0),
          (group, value) -> Leaf.of(0, value * share),
          new Outcome.Numbers(new Link.Identity()));
    }
    List<String> classes = info.classes();
    List<Double> ratios = Balance.ratios(info, classes.size());
    boolean balanced = info.truth("balance_classes");
    OptionalDouble threshold = classes.size() == 2 ? threshold(info) : OptionalDouble.empty();
    List<Double> none = Collections.nCopies(classes.size(), 0.0);
    if (classes.size() == 2 && !info.truth("binomial_double_trees")) {
      // H2O takes one minus the mean; the mean of one minus keeps the digits of what is unlikely
      Link link = balanced ? new Link.Share() : new Link.Identity();
      return new TreeScores(
          none,
          (group, value) ->
              new Leaf(
                  List.of(
                      new Weight(0, value * share * ratios.get(0)),
                      new Weight(1, (1 - value) * share * ratios.get(1)))),
          new Outcome.Classes(link, classes, threshold));
    }
    return new TreeScores(
        none,
        (group, value) -> Leaf.of(group, value * ratios.get(group)),
        new Outcome.Classes(new Link.Share(), classes, threshold));
  }

  /// The score by the length of all ways together, and the mean length.
  private static TreeScores isolation(MojoInfo info) throws MalformedException {
    double least = info.number("min_path_length", 0);
    double most = info.number("max_path_length", 0);
    double range = most - least;
    List<Double> scale = new ArrayList<>();
    List<Double> shift = new ArrayList<>();
    scale.add(range > 0 ? -1 / range : 0);
    shift.add(range > 0 ? most / range : 1);
    scale.add(1.0 / Math.max(1, info.count("n_trees")));
    shift.add(0.0);
    return new TreeScores(
        List.of(0.0, 0.0),
        (group, value) -> new Leaf(List.of(new Weight(0, value), new Weight(1, value))),
        new Outcome.Numbers(new Link.Affine(scale, shift)));
  }

  private static List<String> two(MojoInfo info) throws MalformedException {
    List<String> classes = info.classes();
    if (classes.size() != 2) {
      throw new MalformedException("its distribution is of two classes, not of " + classes, false);
    }
    return classes;
  }

  /// The least probability at which H2O names the second class.
  static OptionalDouble threshold(MojoInfo info) throws MalformedException {
    return OptionalDouble.of(info.number("default_threshold", 0.5));
  }
}
