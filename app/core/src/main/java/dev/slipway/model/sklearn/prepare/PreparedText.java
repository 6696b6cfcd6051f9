// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.prepare.Analysis.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// What becomes of texts before terms are made of them, as a graph: small letters, no accents, one
/// space for several.
///
/// ONNX knows no letter's case, and ONNX Runtime only that of the machine it runs on. So a text is
/// taken apart into letters, a table says what becomes of each, and they are put together again.
final class PreparedText {

  /// Letters by what they are to a capital sigma.
  private static final long CASED = 1;

  private static final long PASSED_OVER = 2;

  private final GraphWriter graph;
  private final Analysis analysis;

  private PreparedText(GraphWriter graph, Analysis analysis) {
    this.graph = graph;
    this.analysis = analysis;
  }

  /// @param texts `[rows]`, and so is what is made of them
  static String write(GraphWriter graph, String texts, Analysis analysis) {
    var preparing = new PreparedText(graph, analysis);
    String prepared =
        analysis.lowers() || analysis.accents() != Accents.NONE ? preparing.replaced(texts) : texts;
    return analysis.unit() == Unit.LETTERS ? preparing.spaced(prepared) : prepared;
  }

  private String replaced(String texts) {
    String letters = TextGraph.letters(graph, texts, 1, 1);
    Map<String, String> table = table();
    List<String> results = new ArrayList<>(List.of(TextGraph.NOTHING));
    Map<String, Long> places = new HashMap<>();
    Map<String, Long> placesOfResults = new HashMap<>(Map.of(TextGraph.NOTHING, 0L));
    table.forEach((letter, becomes) ->
        places.put(
            letter,
            placesOfResults.computeIfAbsent(
                becomes,
                result -> {
                  results.add(result);
                  return results.size() - 1L;
                })));
    String place = TextGraph.numbers(graph, letters, places, -1);
    boolean staysOtherwise = analysis.accents() != Accents.ASCII;
    String unknown = graph.node("Less", place, graph.longs(0));
    String known = graph.node("Where", unknown, graph.longs(0), place);
    String changed = graph.node("Gather", graph.texts(results), known);
    if (staysOtherwise) {
      changed = graph.node("Where", unknown, letters, changed);
    }
    if (analysis.lowers() && staysOtherwise) {
      changed = TextGraph.instead(graph, lastSigmas(letters), Casing.LAST_SIGMA, changed);
    }
    return TextGraph.joined(graph, changed);
  }

  /// What letters become that do not stay as they are; of ASCII alone all that are left.
  private Map<String, String> table() {
    Map<String, String> table = new TreeMap<>();
    letters(letter -> true)
        .forEach(letter -> {
          String text = Character.toString(letter);
          String becomes =
              analysis.accents().strip(analysis.lowers() ? Casing.lower(letter) : text);
          boolean told =
              analysis.accents() == Accents.ASCII ? !becomes.isEmpty() : !becomes.equals(text);
          if (told) {
            table.put(text, becomes);
          }
        });
    return table;
  }

  private static IntStream letters(IntPredicate which) {
    return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(PreparedText::isSomething)
        .filter(which);
  }

  private static boolean isSomething(int letter) {
    return switch (Character.getType(letter)) {
      case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
      default -> true;
    };
  }

  /// Which letters are a capital sigma at the end of a word. Letters that are not passed over get
  /// numbers from one in their order: the neighbours of the sixth are the fifth and the seventh.
  private String lastSigmas(String letters) {
    Map<String, Long> numbers = new HashMap<>();
    letters(letter -> Casing.isCased(letter) || Casing.isPassedOver(letter))
        .forEach(letter ->
            numbers.put(
                Character.toString(letter), Casing.isPassedOver(letter) ? PASSED_OVER : CASED));
    String kinds = TextGraph.numbers(graph, letters, numbers, 0);
    String passed = graph.node("Equal", kinds, graph.longs(PASSED_OVER));
    String counts = graph.node("Where", passed, graph.longs(0), graph.longs(1));
    String place = graph.node("CumSum", counts, graph.node("Squeeze", graph.longs(1)));
    // Two more places for what is before the first and behind the last, and one for those passed
    String shape = graph.node("Add", graph.node("Shape", letters), graph.longs(0, 3));
    String none = graph.node("Expand", graph.longs(0), shape);
    String end = graph.node("Sub", graph.node("Gather", shape, graph.longs(1)), graph.longs(1));
    String target = graph.node("Where", passed, end, place);
    String line = graph.along("ScatterElements", none, target, kinds);
    String cased = graph.longs(CASED);
    String before = graph.along("GatherElements", line, graph.node("Sub", place, graph.longs(1)));
    String behind = graph.along("GatherElements", line, graph.node("Add", place, graph.longs(1)));
    String last =
        graph.node(
            "And",
            graph.node("Equal", before, cased),
            graph.node("Not", graph.node("Equal", behind, cased)));
    String sigma = Character.toString(Casing.CAPITAL_SIGMA);
    return graph.node("And", last, TextGraph.areAmong(graph, letters, List.of(sigma)));
  }

  /// Several spaces in a row, of whatever kind, become one plain space.
  private String spaced(String texts) {
    String letters = TextGraph.letters(graph, texts, 1, 1);
    List<String> spaces = letters(Analysis::isSpace).mapToObj(Character::toString).toList();
    String space = TextGraph.areAmong(graph, letters, spaces);
    String first = neighbour(space, true);
    String next = neighbour(space, false);
    String plain = TextGraph.instead(graph, graph.node("And", space, next), " ", letters);
    String single =
        TextGraph.instead(graph, graph.node("And", space, first), TextGraph.NOTHING, plain);
    return TextGraph.joined(graph, single);
  }

  /// Of each place what stands before or behind it; nothing before the first and behind the last.
  private String neighbour(String truths, boolean before) {
    String none = graph.node("And", TextGraph.part(graph, truths, 1, 0, 1, 1), graph.truths(false));
    return before
        ? graph.along("Concat", none, TextGraph.part(graph, truths, 1, 0, -1, 1))
        : graph.along("Concat", TextGraph.behind(graph, truths, 1, 1), none);
  }
}
