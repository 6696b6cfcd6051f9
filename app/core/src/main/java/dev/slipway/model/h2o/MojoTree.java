// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Node;
import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/// One tree in H2O's packed bytes, as archives of version 1.2 and later have it.
///
/// A node is a byte of kinds, the column, the way of what is missing, a threshold or a set of
/// categories, the length of the left part, the left part and the right part. A left part may be a
/// bare value, a right part too; the kinds say which.
///
/// Source: `SharedTreeMojoModel.scoreTree` of H2O's genmodel 3.46.
final class MojoTree {

  private static final int NO_COLUMN = 0xffff;

  private final PackedBytes bytes;
  private final IntFunction<List<String>> texts;
  private final Codes codes;

  /// Categories that the splits of all trees may ask about together: each split of a column goes
  /// through all texts of it, however few bytes it takes itself.
  static final class Codes {
    private static final long MOST = 100_000_000;
    private long asked;

    private void ask(int more) throws MalformedException {
      asked += more;
      if (asked > MOST) {
        throw new MalformedException(
            "its splits ask about more than %d categories".formatted(MOST), false);
      }
    }
  }

  /// A node as it is packed; a part that is a leaf is where its value is.
  private record Step(int column, Asked asked, boolean missingLeft, Part left, Part right) {}

  private record Part(int at, boolean leaf) {}

  /// What is asked of a value that is there.
  private sealed interface Asked {}

  /// Nothing: all values go left.
  private record Anything() implements Asked {}

  private record AtLeast(float threshold) implements Asked {}

  /// Codes from `first` on, one bit each; those that are set go right.
  private record Bits(int first, int count, int at) implements Asked {}

  /// @param texts of a column; empty for numbers
  /// @param codes counts for all trees of a model
  MojoTree(PackedBytes bytes, IntFunction<List<String>> texts, Codes codes) {
    this.bytes = bytes;
    this.texts = texts;
    this.codes = codes;
  }

  /// Columns that it asks about, once its nodes have been checked.
  Set<Integer> columns() throws MalformedException {
    Set<Integer> columns = new TreeSet<>();
    Deque<Part> open = new ArrayDeque<>(List.of(root()));
    Set<Integer> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Part part = open.pop();
      if (!seen.add(part.at())) {
        throw new MalformedException("byte " + part.at() + " is reached twice", false);
      }
      if (part.leaf()) {
        value(part);
      } else {
        Step step = step(part.at());
        if (step.asked() instanceof Bits) {
          codes.ask(texts.apply(step.column()).size());
        }
        columns.add(step.column());
        open.push(step.right());
        open.push(step.left());
      }
    }
    return columns;
  }

  private Part root() throws MalformedException {
    return column(0) == NO_COLUMN ? new Part(3, true) : new Part(0, false);
  }

  /// @param place of a column among those that the ensemble takes
  /// @param leaf what a value adds to the scores
  Tree converted(IntUnaryOperator place, int features, int scores, LeafOf leaf)
      throws MalformedException {
    List<Node> nodes = new ArrayList<>();
    Deque<Part> open = new ArrayDeque<>(List.of(root()));
    int reserved = 1;
    while (!open.isEmpty()) {
      Part part = open.poll();
      if (part.leaf()) {
        nodes.add(leaf.of(value(part)));
        continue;
      }
      Step step = step(part.at());
      nodes.add(split(step, place.applyAsInt(step.column()), reserved));
      reserved += 2;
      open.add(step.left());
      open.add(step.right());
    }
    return Tree.checked(nodes, features, scores);
  }

  /// What a leaf of a value is.
  @FunctionalInterface
  interface LeafOf {
    Leaf of(double value);
  }

  private Split split(Step step, int feature, int left) {
    return switch (step.asked()) {
      case Anything ignored ->
          new Split(feature, Test.OneOf.of(List.of()), !step.missingLeft(), left + 1, left);
      case AtLeast(float threshold) ->
          new Split(feature, new Test.Below(threshold), step.missingLeft(), left, left + 1);
      case Bits bits -> {
        List<Integer> right = new ArrayList<>();
        for (int code = 0; code < texts.apply(step.column()).size(); code++) {
          if (inRange(bits, code) ? isSet(bits, code) : !step.missingLeft()) {
            right.add(code);
          }
        }
        yield new Split(feature, Test.OneOf.of(right), !step.missingLeft(), left + 1, left);
      }
    };
  }

  /// The value of the leaf that a row gets; the nodes have been checked before.
  ///
  /// @param place of a column in the row
  double answer(double[] row, IntUnaryOperator place) {
    try {
      Part part = root();
      while (!part.leaf()) {
        Step step = step(part.at());
        part = goesRight(step, row[place.applyAsInt(step.column())]) ? step.right() : step.left();
      }
      return value(part);
    } catch (MalformedException e) {
      throw new IllegalStateException("a tree that was checked is malformed", e);
    }
  }

  private boolean goesRight(Step step, double value) {
    boolean missing =
        Double.isNaN(value) || (step.asked() instanceof Bits bits && !inRange(bits, (int) value));
    if (missing) {
      return !step.missingLeft();
    }
    return switch (step.asked()) {
      case Anything ignored -> false;
      case AtLeast(float threshold) -> value >= threshold;
      case Bits bits -> isSet(bits, (int) value);
    };
  }

  private static boolean inRange(Bits bits, int code) {
    return code >= bits.first() && code - bits.first() < bits.count();
  }

  private boolean isSet(Bits bits, int code) {
    int bit = code - bits.first();
    return bytes.bit(bits.at(), bit);
  }

  private Step step(int from) throws MalformedException {
    int kinds = bytes.octet(from);
    int column = column(from);
    int way = bytes.octet(from + 3);
    if (column == NO_COLUMN) {
      throw new MalformedException("a node within asks about no column", false);
    }
    int at = from + 4;
    boolean restLeft = way == 1;
    Asked asked = new Anything();
    switch (restLeft ? -1 : kinds & 12) {
      case -1 -> {}
      case 0 -> {
        asked = new AtLeast(bytes.real(at));
        at += 4;
      }
      case 8 -> {
        asked = bits(column, 0, 32, at);
        at += 4;
      }
      case 12 -> {
        int count = bytes.whole(at + 2);
        asked = bits(column, bytes.pair(at), count, at + 6);
        at += 6 + (count + 7) / 8;
      }
      default -> throw new MalformedException("a node asks in an old way", false);
    }
    boolean rightLeaf = (kinds & 0x40) != 0;
    boolean missingLeft = way == 2 || way == 4;
    int length = kinds & 51;
    if (length == 48) {
      return new Step(column, asked, missingLeft, new Part(at, true), new Part(at + 4, rightLeaf));
    }
    if (length > 3) {
      throw new MalformedException("a node's left part has length kind " + length, false);
    }
    int left = at + length + 1;
    int right = left + bytes.length(at, length + 1);
    return new Step(column, asked, missingLeft, new Part(left, false), new Part(right, rightLeaf));
  }

  private Bits bits(int column, int first, int count, int at) throws MalformedException {
    if (texts.apply(column).isEmpty()) {
      throw new MalformedException("a set of categories is asked of column " + column, false);
    }
    if (count < 1 || !bytes.holds(at, (count + 7L) / 8)) {
      throw new MalformedException("a set of " + count + " categories", false);
    }
    return new Bits(first, count, at);
  }

  private double value(Part leaf) throws MalformedException {
    return bytes.real(leaf.at());
  }

  private int column(int node) throws MalformedException {
    return bytes.pair(node + 1);
  }
}
