// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Counting of terms as a graph.
///
/// ONNX knows no letter's case and no words. So a text is taken apart into letters, each letter
/// gets a number (a capital that of its small letter; what stands between words gets
/// [Letters#BETWEEN]), and ONNX's n-gram operator looks for terms as rows of such numbers: the word
/// *sun* is what stands between words, s, u, n, and what stands between words.
final class TermGraph {

  /// Numbers of terms that no text can give; no letter has them.
  private static final long NEVER = 1L << 40;

  private final GraphWriter graph;
  private final Analysis analysis;
  private final Letters letters;

  private TermGraph(GraphWriter graph, Analysis analysis, Letters letters) {
    this.graph = graph;
    this.analysis = analysis;
    this.letters = letters;
  }

  /// @param text `[rows, 1]`
  /// @return doubles, `[rows, terms]`
  static String write(
      GraphWriter graph, String text, Analysis analysis, Map<String, Integer> vocabulary) {
    Letters letters = Letters.of(analysis, vocabulary.keySet());
    return new TermGraph(graph, analysis, letters).counts(text, vocabulary);
  }

  private String counts(String text, Map<String, Integer> vocabulary) {
    String rows = graph.node("Reshape", text, graph.longs(-1));
    List<AttributeProto> apart =
        List.of(
            // Marks at both ends: a text without letters would have no axis for them
            OnnxParts.attribute("mark", 1),
            OnnxParts.attribute("mincharnum", 1),
            OnnxParts.attribute("pad_value", Letters.PADDING),
            OnnxParts.attribute("separators", List.of("")));
    String single = graph.nodes(GraphWriter.MICROSOFT, "Tokenizer", apart, 1, rows).getFirst();
    String numbers = encoded(single, letters.numbers(), letters.otherwise());
    String line =
        switch (analysis.unit()) {
          case WORDS -> analysis.longest() == 1 ? numbers : closed(withoutSingles(numbers));
          case LETTERS -> spaced(single, numbers);
          case LETTERS_IN_WORDS -> closed(numbers);
        };
    return graph.cast(found(line, vocabulary), DataType.DOUBLE);
  }

  private String encoded(String letters, Map<String, Long> numbers, long otherwise) {
    List<String> keys = numbers.keySet().stream().sorted().toList();
    List<AttributeProto> codes =
        List.of(
            OnnxParts.attribute("keys_strings", keys),
            OnnxParts.attribute("values_int64s", keys.stream().mapToLong(numbers::get).toArray()),
            OnnxParts.attribute("default_int64", otherwise));
    return graph.nodes(GraphWriter.ML, "LabelEncoder", codes, 1, letters).getFirst();
  }

  /// A word of one letter becomes what stands between words.
  private String withoutSingles(String numbers) {
    if (analysis.letters() < 2) {
      return numbers;
    }
    String between = graph.longs(Letters.BETWEEN);
    String alone =
        graph.node(
            "And",
            graph.node("Equal", before(numbers, Letters.BETWEEN), between),
            graph.node("Equal", behind(numbers), between));
    return graph.node("Where", alone, between, numbers);
  }

  /// What stands between two words becomes one number.
  private String closed(String numbers) {
    String between = graph.longs(Letters.BETWEEN);
    String repeated =
        graph.node(
            "And",
            graph.node("Equal", numbers, between),
            graph.node("Equal", before(numbers, Letters.OTHER), between));
    return without(numbers, repeated);
  }

  /// Several spaces in a row, of whatever kind, become one plain space.
  private String spaced(String single, String numbers) {
    String spaces = encoded(single, letters.spaces(), 0);
    String space = graph.node("Equal", spaces, graph.longs(1));
    String follows =
        graph.node("And", space, graph.node("Equal", before(spaces, 0), graph.longs(1)));
    String leads = graph.node("And", space, graph.node("Equal", behind(spaces), graph.longs(1)));
    String plain = graph.node("Where", leads, graph.longs(letters.numberOf(" ")), numbers);
    return without(plain, follows);
  }

  /// Each number's neighbour before it, and a given one before the first.
  private String before(String numbers, long first) {
    String all = graph.node("Slice", numbers, graph.longs(0), graph.longs(-1), graph.longs(1));
    return graph.along("Concat", column(numbers, first), all);
  }

  private String behind(String numbers) {
    String all =
        graph.node("Slice", numbers, graph.longs(1), graph.longs(Long.MAX_VALUE), graph.longs(1));
    return graph.along("Concat", all, column(numbers, 0));
  }

  private String column(String like, long value) {
    String rows = graph.node("Gather", graph.node("Shape", like), graph.longs(0));
    String shape =
        graph.node("Concat", List.of(OnnxParts.attribute("axis", 0)), rows, graph.longs(1));
    return graph.node("Expand", graph.longs(value), shape);
  }

  /// Takes numbers out of a line: those that stay keep their order and move to the front; behind
  /// them comes what stands between words.
  private String without(String numbers, String taken) {
    String length = graph.node("Gather", graph.node("Shape", numbers), graph.longs(1));
    String ones = graph.node("Expand", graph.longs(1), length);
    String place = graph.node("CumSum", ones, graph.node("Squeeze", graph.longs(0)));
    String late = graph.node("Add", place, length);
    String order = graph.node("Where", taken, late, place);
    List<AttributeProto> rising =
        List.of(
            OnnxParts.attribute("axis", 1),
            OnnxParts.attribute("largest", 0),
            OnnxParts.attribute("sorted", 1));
    String places = graph.nodes("", "TopK", rising, 2, order, length).getLast();
    String left = graph.node("Where", taken, graph.longs(Letters.BETWEEN), numbers);
    return graph.along("GatherElements", left, places);
  }

  /// Counts of the terms in lines of numbers.
  private String found(String line, Map<String, Integer> vocabulary) {
    record Term(List<Long> numbers, int place) {}
    List<Term> terms = new ArrayList<>();
    vocabulary.forEach((term, place) -> {
      List<Long> numbers = numbers(term);
      terms.add(new Term(numbers.isEmpty() ? List.of(NEVER + place) : numbers, place));
    });
    terms.sort(
        Comparator.<Term>comparingInt(term -> term.numbers().size()).thenComparingInt(Term::place));
    int longest = terms.getLast().numbers().size();
    long[] starts = new long[longest];
    for (int size = 1; size <= longest; size++) {
      int below = size;
      starts[size - 1] =
          terms.stream()
              .filter(term -> term.numbers().size() < below)
              .mapToLong(term -> term.numbers().size())
              .sum();
    }
    List<AttributeProto> attributes =
        List.of(
            OnnxParts.attribute("mode", "TF"),
            OnnxParts.attribute("min_gram_length", terms.getFirst().numbers().size()),
            OnnxParts.attribute("max_gram_length", longest),
            OnnxParts.attribute("max_skip_count", 0),
            OnnxParts.attribute("ngram_counts", starts),
            OnnxParts.attribute("ngram_indexes", terms.stream().mapToLong(Term::place).toArray()),
            OnnxParts.attribute(
                "pool_int64s",
                terms.stream()
                    .flatMapToLong(term -> term.numbers().stream().mapToLong(number -> number))
                    .toArray()));
    return graph.nodes("", "TfIdfVectorizer", attributes, 1, line).getFirst();
  }

  /// Numbers of a term's letters; empty for a term that no text can give.
  private List<Long> numbers(String term) {
    LongStream numbers =
        switch (analysis.unit()) {
          case WORDS -> {
            List<String> words = analysis.words(term);
            if (words.isEmpty()) {
              yield LongStream.empty();
            }
            yield letters.of(" " + String.join(" ", words) + " ");
          }
          case LETTERS, LETTERS_IN_WORDS -> letters.of(term);
        };
    return numbers.boxed().toList();
  }
}
