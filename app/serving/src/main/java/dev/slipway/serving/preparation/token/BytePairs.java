// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Byte-pair encoding: a word begins as its characters, and the pair that was learnt first is
/// joined again and again.
final class BytePairs implements Tokens {

  /// Two tokens by their numbers.
  record Pair(int left, int right) {}

  /// @param rank the lower, the earlier it is joined
  record Merge(int rank, Token made) {}

  /// How a tokenizer file sets byte pair encoding.
  ///
  /// @param inside what tokens begin with that do not begin a word; may be empty
  /// @param end what a word's last token ends with; may be empty
  /// @param fuse whether unknown characters in a row are one token
  /// @param bytes whether an unknown character becomes its bytes
  /// @param whole whether a word that is a token is not taken apart
  record Options(
      Optional<Token> unknown,
      String inside,
      String end,
      boolean fuse,
      boolean bytes,
      boolean whole) {}

  private final Vocabulary vocabulary;
  private final Map<Pair, Merge> merges;
  private final Options options;

  BytePairs(Vocabulary vocabulary, Map<Pair, Merge> merges, Options options) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.options = options;
  }

  @Override
  public List<Token> of(String piece, StepBudget budget) {
    if (options.whole) {
      Optional<Token> found = vocabulary.find(piece);
      if (found.isPresent()) {
        return List.of(found.get());
      }
    }
    return new Merging(characters(piece, budget), budget).joined();
  }

  private List<Token> characters(String word, StepBudget budget) {
    List<Token> all = new ArrayList<>();
    boolean pending = false;
    for (int i = 0; i < word.length(); ) {
      String character = Character.toString(word.codePointAt(i));
      boolean last = i + character.length() == word.length();
      String text = (i == 0 ? "" : options.inside) + character + (last ? options.end : "");
      // The file says what stands before and behind, and may say it at any length.
      budget.spend(text.length());
      i += character.length();
      Optional<Token> found = vocabulary.find(text);
      if (found.isEmpty() && options.bytes) {
        // Every byte is looked up, and may be a token of its own.
        budget.spend(20L * text.length());
      }
      List<Token> bytes =
          found.isEmpty() && options.bytes
              ? vocabulary.bytes(text.getBytes(StandardCharsets.UTF_8))
              : List.of();
      if (found.isEmpty() && bytes.isEmpty()) {
        if (pending && !options.fuse) {
          options.unknown.ifPresent(all::add);
        }
        pending = true;
        continue;
      }
      if (found.isPresent() && pending) {
        options.unknown.ifPresent(all::add);
        pending = false;
      }
      all.addAll(found.map(List::of).orElse(bytes));
    }
    if (pending) {
      options.unknown.ifPresent(all::add);
    }
    return all;
  }

  /// One word's tokens as a chain whose links grow together.
  private final class Merging {

    /// @param right what stood there when it was looked at: another means that it is out of date
    private record Offer(int at, Token left, Token right, Merge merge) {}

    private final @Nullable Token[] tokens;
    private final int[] previous;
    private final int[] next;
    private final PriorityQueue<Offer> offers =
        new PriorityQueue<>(
            Comparator.<Offer>comparingInt(offer -> offer.merge().rank())
                .thenComparingInt(Offer::at));
    private final StepBudget budget;

    Merging(List<Token> characters, StepBudget budget) {
      this.budget = budget;
      int size = characters.size();
      tokens = characters.toArray(new Token[0]);
      previous = new int[size];
      next = new int[size];
      for (int i = 0; i < size; i++) {
        previous[i] = i - 1;
        next[i] = i + 1;
      }
      for (int i = 0; i + 1 < size; i++) {
        offer(i);
      }
    }

    List<Token> joined() {
      for (Offer best = offers.poll(); best != null; best = offers.poll()) {
        budget.spend(20);
        int at = best.at();
        int right = next[at];
        if (!best.left().equals(tokens[at])
            || right >= tokens.length
            || !best.right().equals(tokens[right])) {
          continue;
        }
        tokens[at] = best.merge().made();
        tokens[right] = null;
        next[at] = next[right];
        if (next[at] < tokens.length) {
          previous[next[at]] = at;
          offer(at);
        }
        if (previous[at] >= 0) {
          offer(previous[at]);
        }
      }
      List<Token> all = new ArrayList<>();
      for (Token token : tokens) {
        if (token != null) {
          all.add(token);
        }
      }
      return all;
    }

    private void offer(int at) {
      Token left = tokens[at];
      Token right = tokens[next[at]];
      if (left != null && right != null) {
        Merge merge = merges.get(new Pair(left.id(), right.id()));
        if (merge != null) {
          offers.add(new Offer(at, left, right, merge));
        }
      }
    }
  }
}
