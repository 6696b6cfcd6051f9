// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// SentencePiece's way: of all the ways to cut a piece, the likeliest by the scores of its tokens.
final class Unigram implements Tokens {

  private static final double UNKNOWN_COSTS = 10;

  /// @param score logarithm of how likely it is
  record Scored(Token token, double score) {}

  private final Map<String, Scored> pieces;
  private final Vocabulary vocabulary;
  private final Optional<Token> unknown;
  private final boolean bytes;
  private final int longest;
  private final double unknownScore;

  /// @param bytes whether an unknown character becomes its bytes
  Unigram(
      Map<String, Scored> pieces, Vocabulary vocabulary, Optional<Token> unknown, boolean bytes) {
    this.pieces = pieces;
    this.vocabulary = vocabulary;
    this.unknown = unknown;
    this.bytes = bytes;
    this.longest = pieces.keySet().stream().mapToInt(String::length).max().orElse(0);
    this.unknownScore =
        pieces.values().stream().mapToDouble(Scored::score).min().orElse(0) - UNKNOWN_COSTS;
  }

  @Override
  public List<Token> of(String piece, StepBudget budget) {
    Path path = new Path(piece.length());
    for (int from = 0; from < piece.length(); ) {
      int next = piece.offsetByCodePoints(from, 1);
      boolean single = false;
      int last = Math.min(piece.length(), from + longest);
      for (int to = next; to <= last; to++) {
        budget.spend(1 + (to - from) / 16);
        Scored found = pieces.get(piece.substring(from, to));
        if (found != null) {
          path.offer(from, to, found.score());
          single |= to == next;
        }
      }
      if (!single) {
        path.offerUnknown(from, next, unknownScore);
      }
      from = next;
    }
    return tokens(piece, path);
  }

  private List<Token> tokens(String piece, Path path) {
    List<Token> all = new ArrayList<>();
    for (int end = piece.length(); end > 0; ) {
      int from = path.from[end];
      // Unknown characters in a row are one.
      while (path.unknown[end] && unknown.isPresent() && from > 0 && path.unknown[from]) {
        from = path.from[from];
      }
      all.addAll(named(piece.substring(from, end)).reversed());
      end = from;
    }
    Collections.reverse(all);
    return all;
  }

  private List<Token> named(String text) {
    Optional<Token> known = vocabulary.find(text);
    if (known.isPresent()) {
      return List.of(known.get());
    }
    List<Token> spelt = bytes ? vocabulary.bytes(text.getBytes(StandardCharsets.UTF_8)) : List.of();
    return spelt.isEmpty() ? unknown.map(List::of).orElse(List.of()) : spelt;
  }

  /// The best way to each place of a piece.
  private static final class Path {
    private final int[] from;
    private final double[] score;
    private final boolean[] unknown;

    Path(int size) {
      from = new int[size + 1];
      java.util.Arrays.fill(from, -1);
      score = new double[size + 1];
      unknown = new boolean[size + 1];
    }

    void offer(int begin, int end, double more) {
      if (from[end] < 0 || score[begin] + more > score[end]) {
        from[end] = begin;
        score[end] = score[begin] + more;
        unknown[end] = false;
      }
    }

    void offerUnknown(int begin, int end, double more) {
      if (from[end] < 0 || score[begin] + more > score[end]) {
        offer(begin, end, more);
        unknown[end] = true;
      }
    }
  }
}
