// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The outcome of a multi-label model.
final class LabelsOutcome implements Outcome {

  private final List<Set<String>> truth;
  private final List<Set<String>> answers;
  private final List<Set<String>> learned;

  private LabelsOutcome(
      List<Set<String>> truth, List<Set<String>> answers, List<Set<String>> learned) {
    this.truth = truth;
    this.answers = answers;
    this.learned = learned;
  }

  static LabelsOutcome of(
      Answers reader, List<Map<String, Tensor>> rows, List<String> truth, EvaluationRequest request)
      throws ProblemException {
    List<String> names = reader.independent();
    List<Set<String>> answers = new ArrayList<>(rows.size());
    for (Map<String, Tensor> row : rows) {
      answers.add(reader.labelsOf(row));
    }
    List<Set<String>> right = sets(truth, names);
    Set<String> seen = new TreeSet<>();
    right.forEach(seen::addAll);
    if (!seen.isEmpty() && Collections.disjoint(seen, names)) {
      throw Problem.input(
              "evaluation.labels-differ",
              "The model's labels and the holdout's have nothing in common",
              "It knows %s; column '%s' has %s."
                  .formatted(ClassOutcome.few(names), request.label(), ClassOutcome.few(seen)),
              "Name the right label column, and write its cells as label;label.")
          .asException();
    }
    List<Set<String>> learned =
        request
            .learned()
            .map(cells -> sets(cells, names))
            .filter(sets -> !sets.isEmpty())
            .orElse(right);
    return new LabelsOutcome(right, answers, learned);
  }

  /// `a;b`, `a|b` and `a,b` are two labels, unless one label is called so; an empty cell is none.
  private static List<Set<String>> sets(List<String> cells, List<String> names) {
    return cells.stream().<Set<String>>map(cell -> set(cell.strip(), Set.copyOf(names))).toList();
  }

  private static Set<String> set(String cell, Set<String> names) {
    if (cell.isEmpty()) {
      return new TreeSet<>();
    }
    if (names.contains(cell)) {
      return new TreeSet<>(Set.of(cell));
    }
    String separator = cell.contains(";") ? ";" : cell.contains("|") ? "[|]" : ",";
    Set<String> set = new TreeSet<>();
    for (String part : cell.split(separator)) {
      if (!part.isBlank()) {
        set.add(part.strip());
      }
    }
    return set;
  }

  @Override
  public Scoring scoring() {
    return scoring(answers);
  }

  private Scoring scoring(List<Set<String>> given) {
    Set<String> all = new TreeSet<>();
    truth.forEach(all::addAll);
    given.forEach(all::addAll);
    List<String> order = List.copyOf(all);
    return new LabelsScoring(numbered(truth, order), numbered(given, order), order.size());
  }

  private static List<BitSet> numbered(List<Set<String>> sets, List<String> order) {
    Map<String, Integer> numbers = new HashMap<>();
    order.forEach(name -> numbers.put(name, numbers.size()));
    return sets.stream()
        .map(set -> {
          BitSet bits = new BitSet(order.size());
          set.forEach(name -> bits.set(numbers.getOrDefault(name, 0)));
          return bits;
        })
        .toList();
  }

  /// Tribuo's own evaluator wants a model of Tribuo's; a test holds these to what it says.
  @Override
  public SortedMap<String, Double> metrics() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    int[] all = IntStream.range(0, truth.size()).toArray();
    Scoring scoring = scoring();
    for (Metric metric :
        List.of(Metric.MICRO_F1, Metric.MACRO_F1, Metric.JACCARD, Metric.SUBSET_ACCURACY)) {
      double value = scoring.score(metric, all);
      if (!Double.isNaN(value)) {
        metrics.put(metric.text(), value);
      }
    }
    return metrics;
  }

  /// The labels that rows of the reference have most often together.
  @Override
  public double baseline(Metric metric) {
    Map<Set<String>, Long> counts =
        learned.stream().collect(Collectors.groupingBy(set -> set, Collectors.counting()));
    Set<String> most =
        counts.entrySet().stream()
            .max(
                Map.Entry.<Set<String>, Long>comparingByValue()
                    .thenComparing(entry -> entry.getKey().toString(), Comparator.reverseOrder()))
            .map(Map.Entry::getKey)
            .orElseGet(TreeSet::new);
    int[] all = IntStream.range(0, truth.size()).toArray();
    return scoring(Collections.nCopies(truth.size(), most)).score(metric, all);
  }
}
