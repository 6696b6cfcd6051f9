// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.request.Table;
import dev.slipway.serving.preparation.Cells;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the labels of two files tell apart: classes, or numbers in order.
///
/// @param numbers the labels as numbers, the reference's first; empty where they are classes
record LabelGroups(List<String> reference, List<String> holdout, List<Double> numbers) {

  /// Numbers with more different values than this are a quantity and no classes.
  private static final int MOST_CLASSES = 20;

  private static final int PARTS = 4;

  static LabelGroups of(List<String> reference, List<String> holdout) {
    List<String> all = Stream.concat(reference.stream(), holdout.stream()).toList();
    List<Double> numbers =
        all.stream().flatMap(label -> Cells.number(label).stream().boxed()).toList();
    boolean quantity =
        numbers.size() == all.size() && all.stream().distinct().count() > MOST_CLASSES;
    return new LabelGroups(reference, holdout, quantity ? numbers : List.of());
  }

  /// Of two files, where both have the column.
  static Optional<LabelGroups> of(Table reference, Table holdout, String label) {
    Optional<Integer> here = reference.indexOf(label);
    Optional<Integer> there = holdout.indexOf(label);
    return here.isEmpty() || there.isEmpty()
        ? Optional.empty()
        : Optional.of(of(reference.column(here.get()), holdout.column(there.get())));
  }

  boolean areNumbers() {
    return !numbers.isEmpty();
  }

  /// Whether the two files have a class in common, or hold numbers.
  boolean meet() {
    return areNumbers() || !Collections.disjoint(Set.copyOf(reference), Set.copyOf(holdout));
  }

  /// A group for each row: its class, or its quarter of the numbers.
  List<String> groups(boolean ofHoldout) {
    if (!areNumbers()) {
      return ofHoldout ? holdout : reference;
    }
    List<Double> known = numbers.subList(0, reference.size());
    List<Double> sorted = known.stream().sorted().toList();
    List<Double> mine = ofHoldout ? numbers.subList(reference.size(), numbers.size()) : known;
    return mine.stream().map(number -> quarter(sorted, number)).toList();
  }

  private static String quarter(List<Double> sorted, double number) {
    int part = 0;
    while (part < PARTS - 1 && number > sorted.get((part + 1) * (sorted.size() - 1) / PARTS)) {
      part++;
    }
    return "" + part;
  }
}
