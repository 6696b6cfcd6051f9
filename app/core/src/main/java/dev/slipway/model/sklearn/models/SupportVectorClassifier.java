// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A support vector machine of classes: a border between each two of them, each of which votes.
/// What most vote for is the answer, even where the probabilities, which are fitted by themselves,
/// say otherwise.
final class SupportVectorClassifier implements Classifier {

  /// Fewest and most of what a probability within a pair may be.
  private static final double LEAST = 1e-7;

  private final List<Cell> classes;
  private final Pairs pairs;
  private final SupportVectors machine;

  /// How many vectors each class has.
  private final int[] sizes;

  private final Platt platt;
  private final Options options;

  /// Slope and intercept of each border's probability; none where it was not asked for.
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  private record Platt(double[] a, double[] b) {}

  /// @param ties whether the highest score wins, and not the first of the most voted for
  /// @param pairwise whether the library gives a score a pair
  private record Options(boolean probable, boolean ties, boolean pairwise) {}

  private SupportVectorClassifier(
      List<Cell> classes, SupportVectors machine, int[] sizes, Platt platt, Options options) {
    this.classes = List.copyOf(classes);
    this.pairs = new Pairs(classes.size());
    this.machine = machine;
    this.sizes = sizes.clone();
    this.platt = platt;
    this.options = options;
  }

  static SupportVectorClassifier read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Cell> classes = Attributes.classes(fitted);
    SupportVectors machine = SupportVectors.read(fitted);
    double[] sizes = fitted.numbers(fitted.has("_n_support") ? "_n_support" : "n_support_");
    int count = new Pairs(classes.size()).count();
    Attributes.demand(
        sizes.length == classes.size() && Rows.sum(sizes) == machine.vectors().length,
        fitted,
        "_n_support");
    Attributes.demand(machine.intercepts().length == count, fitted, "_intercept_");
    Attributes.demand(machine.duals().length == classes.size() - 1, fitted, "_dual_coef_");
    boolean probable = fitted.truth("probability");
    Platt platt =
        probable
            ? new Platt(fitted.numbers("_probA"), fitted.numbers("_probB"))
            : new Platt(new double[count], new double[count]);
    Attributes.demand(platt.a().length == count && platt.b().length == count, fitted, "_probA");
    boolean pairwise = fitted.text("decision_function_shape").equals("ovo");
    boolean ties = fitted.truth("break_ties") && !pairwise && classes.size() > 2;
    int[] whole = Arrays.stream(sizes).mapToInt(size -> (int) size).toArray();
    return new SupportVectorClassifier(
        classes, machine, whole, platt, new Options(probable, ties, pairwise));
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(machine.width());
  }

  @Override
  public List<Cell> classes() {
    return classes;
  }

  @Override
  public Basis basis() {
    return options.probable() ? Basis.PROBABILITIES : Basis.DECISIONS;
  }

  /// None where the library gives a score a pair: another estimator was fitted on those.
  @Override
  public Optional<Classifier> decisions() {
    if (options.pairwise() && classes.size() > 2) {
      return Optional.empty();
    }
    var scored = new Options(false, options.ties(), options.pairwise());
    return Optional.of(new SupportVectorClassifier(classes, machine, sizes, platt, scored));
  }

  @Override
  public List<String> notes() {
    return options.pairwise() && !options.probable() && classes.size() > 2
        ? List.of(
            "decision_function_shape is ovo: the scores are one for each class, as ovr gives them,"
                + " not one for each pair.")
        : List.of();
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] borders = borders(Cell.numbers(row));
    double[] scores = rest(borders);
    int best = options.ties() ? Classifier.highest(scores) : Classifier.highest(votes(borders));
    return new Scores(options.probable() ? probabilities(borders) : scores, best);
  }

  private double[] borders(double[] row) {
    double[] likeness = machine.likeness(row);
    int[] starts = starts();
    double[] borders = machine.intercepts().clone();
    pairs.each((number, first, second) -> {
      for (int i = 0; i < sizes[first]; i++) {
        int at = starts[first] + i;
        borders[number] += machine.duals()[second - 1][at] * likeness[at];
      }
      for (int i = 0; i < sizes[second]; i++) {
        int at = starts[second] + i;
        borders[number] += machine.duals()[first][at] * likeness[at];
      }
    });
    return borders;
  }

  private int[] starts() {
    int[] starts = new int[sizes.length];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + sizes[i - 1];
    }
    return starts;
  }

  private double[] votes(double[] borders) {
    double[] votes = new double[classes.size()];
    pairs.each((number, first, second) -> votes[borders[number] > 0 ? first : second]++);
    return votes;
  }

  /// One class against the rest, as `_ovr_decision_function` makes it of the pairs: votes, and less
  /// than a third for how clear they were.
  private double[] rest(double[] borders) {
    if (classes.size() == 2) {
      return Rows.opposed(-borders[0]);
    }
    double[] votes = new double[classes.size()];
    double[] clear = new double[classes.size()];
    pairs.each((number, first, second) -> {
      votes[borders[number] < 0 ? second : first]++;
      clear[first] += borders[number];
      clear[second] -= borders[number];
    });
    for (int i = 0; i < votes.length; i++) {
      votes[i] += clear[i] / (3 * (Math.abs(clear[i]) + 1));
    }
    return votes;
  }

  private double[] probabilities(double[] borders) {
    double[] shares = new double[borders.length];
    for (int i = 0; i < shares.length; i++) {
      double share = Rows.sigmoid(-(borders[i] * platt.a()[i] + platt.b()[i]));
      shares[i] = Math.clamp(share, LEAST, 1 - LEAST);
    }
    return new Coupling(pairs).of(shares);
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String x = columns.numbers(graph, "a support vector machine");
    String likeness = machine.kernel().write(graph, x, machine.vectors());
    String borders =
        graph.node(
            "Add",
            Tensors.product(graph, likeness, weights()),
            Tensors.row(graph, machine.intercepts()));
    String scores = rest(graph, borders);
    String best = Tensors.highest(graph, options.ties() ? scores : votes(graph, borders));
    return new Written(options.probable() ? probabilities(graph, borders) : scores, best);
  }

  /// libsvm's layout of the duals as one row a border, with a weight for each vector.
  private double[][] weights() {
    double[][] weights = new double[pairs.count()][machine.vectors().length];
    int[] starts = starts();
    double[][] duals = machine.duals();
    pairs.each((number, first, second) -> {
      copy(duals[second - 1], starts[first], sizes[first], weights[number]);
      copy(duals[first], starts[second], sizes[second], weights[number]);
    });
    return weights;
  }

  private static void copy(double[] from, int start, int size, double[] to) {
    System.arraycopy(from, start, to, start, size);
  }

  private String votes(GraphWriter graph, String borders) {
    String first = Tensors.counted(graph, graph.node("Greater", borders, graph.scalar(0)));
    return graph.node(
        "Add", Tensors.product(graph, first, pairs.sides()), Tensors.row(graph, pairs.seconds()));
  }

  private String rest(GraphWriter graph, String borders) {
    if (classes.size() == 2) {
      return Tensors.opposed(graph, graph.node("Neg", borders));
    }
    String below = graph.node("Less", borders, graph.scalar(0));
    String first = Tensors.counted(graph, graph.node("Not", below));
    String votes =
        graph.node(
            "Add",
            Tensors.product(graph, first, pairs.sides()),
            Tensors.row(graph, pairs.seconds()));
    String clear = Tensors.product(graph, borders, pairs.sides());
    String size = graph.node("Add", graph.node("Abs", clear), graph.scalar(1));
    String part = graph.node("Div", clear, graph.node("Mul", size, graph.scalar(3)));
    return graph.node("Add", votes, part);
  }

  private String probabilities(GraphWriter graph, String borders) {
    String sloped = graph.node("Mul", borders, Tensors.row(graph, platt.a()));
    String logit = graph.node("Neg", graph.node("Add", sloped, Tensors.row(graph, platt.b())));
    String share = Tensors.sigmoid(graph, logit);
    String clipped = graph.node("Clip", share, graph.scalar(LEAST), graph.scalar(1 - LEAST));
    return new Coupling(pairs).write(graph, clipped);
  }
}
