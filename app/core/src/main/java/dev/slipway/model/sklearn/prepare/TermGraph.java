// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import java.util.ArrayList;
import java.util.List;

/// Terms of texts as a graph.
final class TermGraph {

  private static final AttributeProto FIRST_AXIS = OnnxParts.attribute("axis", 0);

  private final GraphWriter graph;
  private final Analysis analysis;

  private TermGraph(GraphWriter graph, Analysis analysis) {
    this.graph = graph;
    this.analysis = analysis;
  }

  /// @param text `[rows, 1]`
  /// @return terms of each text, with empty texts among them, `[rows, terms]`
  static String write(GraphWriter graph, String text, Analysis analysis) {
    String rows = graph.node("Reshape", text, graph.longs(-1));
    String prepared = PreparedText.write(graph, rows, analysis);
    return new TermGraph(graph, analysis).terms(prepared);
  }

  /// Sums of what terms count for, column by column: doubles, `[rows, width]`.
  ///
  /// @param places column of each term, `[rows, terms]`
  /// @param amounts what each counts for, in doubles
  static String counted(GraphWriter graph, String places, String amounts, int width) {
    String rows = graph.node("Gather", graph.node("Shape", places), graph.longs(0));
    String shape = graph.node("Concat", List.of(FIRST_AXIS), rows, graph.longs(width));
    String zeros = graph.node("Expand", graph.scalar(0), shape);
    List<AttributeProto> adding =
        List.of(OnnxParts.attribute("axis", 1), OnnxParts.attribute("reduction", "add"));
    return graph.node("ScatterElements", adding, zeros, places, amounts);
  }

  private String terms(String text) {
    List<String> terms =
        switch (analysis.unit()) {
          case WORDS -> grams(words(text), 1, " ");
          case LETTERS -> grams(TextGraph.letters(graph, text, 1, analysis.longest()), 1, "");
          case LETTERS_IN_WORDS -> inWords(text);
        };
    return terms.size() == 1
        ? terms.getFirst()
        : graph.along("Concat", terms.toArray(String[]::new));
  }

  private String words(String text) {
    String words = TextGraph.found(graph, text, analysis.word(), analysis.longest());
    if (analysis.stops().isEmpty()) {
      return words;
    }
    String stops = TextGraph.areAmong(graph, words, analysis.stops());
    return TextGraph.without(graph, words, stops);
  }

  /// Neighbours as one term, in each length that terms may have.
  ///
  /// @param parts with as many empty texts at the end of each row as the longest term has parts
  /// @param between what stands between two parts
  private List<String> grams(String parts, int axis, String between) {
    List<String> made = new ArrayList<>();
    String gram = parts;
    for (int size = 1; size <= analysis.longest(); size++) {
      String last = parts;
      if (size > 1) {
        last = TextGraph.behind(graph, parts, axis, size - 1);
        String start = TextGraph.part(graph, gram, axis, 0, -1, 1);
        if (!between.isEmpty()) {
          start = graph.node("StringConcat", start, graph.texts(List.of(between)));
        }
        gram = graph.node("StringConcat", start, last);
      }
      if (size >= analysis.shortest()) {
        String beyond = TextGraph.isNothing(graph, last);
        made.add(size == 1 ? gram : TextGraph.instead(graph, beyond, TextGraph.NOTHING, gram));
      }
    }
    return made;
  }

  private List<String> inWords(String text) {
    String words = TextGraph.found(graph, text, Analysis.SOLID, 1);
    String space = graph.texts(List.of(" "));
    String spaced = graph.node("StringConcat", graph.node("StringConcat", space, words), space);
    String none = TextGraph.isNothing(graph, words);
    String closed = TextGraph.instead(graph, none, TextGraph.NOTHING, spaced);
    String letters = TextGraph.letters(graph, closed, 2, analysis.longest());
    List<String> made = new ArrayList<>();
    for (String terms : grams(letters, 2, "")) {
      made.add(graph.node("Reshape", terms, graph.longs(0, -1)));
    }
    // A word of one letter has three with its spaces
    if (analysis.shortest() > 3) {
      String at =
          TextGraph.part(graph, letters, 2, analysis.shortest() - 1, analysis.shortest(), 1);
      String isShort = TextGraph.isNothing(graph, graph.node("Squeeze", at, graph.longs(2)));
      made.add(graph.node("Where", isShort, closed, graph.texts(List.of(TextGraph.NOTHING))));
    }
    return made;
  }
}
