// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Progress;
import dev.slipway.request.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Finds columns that tell the label by themselves, as one does that was made from the label or
/// filled in after it was known.
///
/// A rule on the one column is learned on each file and tried on the other. Its skill is the share
/// of what a constant guess gets wrong that it gets right: for classes `1 - errors / errors of the
/// most frequent class`; for a number R², of the label's ranks. H2O Driverless AI looks for leaks
/// in the same way, with a simple model a feature, by AUC or R². The limit of 0.95 is ours: a
/// column that was made from the label may be wrong in one of twenty of the rows that guessing
/// misses.
final class Giveaways {

  /// From here on a column is held for one that gives the label away.
  static final double SUSPICIOUS = 0.95;

  /// With fewer labelled rows in a file nothing can be said.
  static final int FEWEST_ROWS = 20;

  /// Of one column.
  ///
  /// @param skill 1 where it tells every label, 0 where it is no better than a constant guess
  record Skill(String column, double skill) {
    boolean isSuspicious() {
      return skill >= SUSPICIOUS;
    }
  }

  private final Table reference;
  private final Table holdout;
  private final double[] known;
  private final double[] asked;
  private final int classes;

  /// What each file has most, or its mean: a guess that looks at no column.
  private final OneRule usual;

  private final OneRule usualOfAsked;

  private Giveaways(Table reference, Table holdout, LabelGroups labels) {
    this.reference = reference;
    this.holdout = holdout;
    Map<String, Integer> numbers = new TreeMap<>();
    if (!labels.areNumbers()) {
      labels.reference().forEach(label -> numbers.putIfAbsent(label, numbers.size()));
      labels.holdout().forEach(label -> numbers.putIfAbsent(label, numbers.size()));
    }
    double[] all =
        labels.areNumbers()
            ? ranks(labels.numbers().stream().mapToDouble(Double::doubleValue).toArray())
            : IntStream.range(0, labels.reference().size() + labels.holdout().size())
                .mapToDouble(i -> numbers.getOrDefault(label(labels, i), 0))
                .toArray();
    this.known = Arrays.copyOf(all, labels.reference().size());
    this.asked = Arrays.copyOfRange(all, labels.reference().size(), all.length);
    this.classes = numbers.size();
    this.usual = constant(known);
    this.usualOfAsked = constant(asked);
  }

  private static String label(LabelGroups labels, int i) {
    int known = labels.reference().size();
    return i < known ? labels.reference().get(i) : labels.holdout().get(i - known);
  }

  /// The skill of each column, the greatest first.
  ///
  /// @param reference rows that all have their label
  /// @param labels of both, row by row
  static List<Skill> of(
      Table reference, Table holdout, LabelGroups labels, List<String> columns, Progress progress)
      throws InterruptedException {
    var giveaways = new Giveaways(reference, holdout, labels);
    List<Skill> skills = new ArrayList<>();
    for (String column : columns) {
      progress.step(
          (double) skills.size() / columns.size(), "looking for columns that tell the label");
      skills.add(new Skill(column, giveaways.skill(column)));
    }
    return skills.stream().sorted(Comparator.comparingDouble(Skill::skill).reversed()).toList();
  }

  private double skill(String column) {
    List<String> here = cells(reference, column);
    List<String> there = cells(holdout, column);
    double[] lost = new double[2];
    tried(OneRule.learn(here, known, classes), usual, there, asked, lost);
    tried(OneRule.learn(there, asked, classes), usualOfAsked, here, known, lost);
    return lost[1] == 0 ? 0 : Math.max(0, 1 - lost[0] / lost[1]);
  }

  private static List<String> cells(Table table, String column) {
    return table.column(table.indexOf(column).orElseThrow()).stream().map(String::strip).toList();
  }

  /// Learned on a column that says nothing.
  private OneRule constant(double[] targets) {
    return OneRule.learn(Collections.nCopies(targets.length, ""), targets, classes);
  }

  /// @param lost what the rule and the constant guess get wrong, to be added to
  private void tried(
      OneRule rule, OneRule constant, List<String> cells, double[] targets, double[] lost) {
    for (int row = 0; row < targets.length; row++) {
      lost[0] += loss(rule.answer(cells.get(row)), targets[row]);
      lost[1] += loss(constant.answer(""), targets[row]);
    }
  }

  private double loss(double answer, double target) {
    double miss = answer - target;
    return classes > 0 ? (miss == 0 ? 0 : 1) : miss * miss;
  }

  /// The place of each number among all, equal ones in the middle of theirs.
  private static double[] ranks(double[] numbers) {
    List<Integer> order =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> numbers[i]))
            .toList();
    double[] ranks = new double[numbers.length];
    for (int from = 0; from < ranks.length; ) {
      int to = from;
      while (to < ranks.length && numbers[order.get(to)] == numbers[order.get(from)]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order.get(i)] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
