// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How often each term of a vocabulary occurs in a text (`CountVectorizer`), weighed or not
/// (`TfidfVectorizer`).
///
/// @param vocabulary place of each term
/// @param binary whether it only counts that a term is there
record TextFeatures(
    Analysis analysis,
    Map<String, Integer> vocabulary,
    boolean binary,
    Optional<Weighting> weighting)
    implements Transformer {

  TextFeatures {
    vocabulary = Map.copyOf(vocabulary);
  }

  static TextFeatures counts(Instance fitted) throws MalformedException, NotConvertible {
    return read(fitted, Optional.empty());
  }

  static TextFeatures weighed(Instance fitted) throws MalformedException, NotConvertible {
    return read(fitted, Optional.of(Weighting.read(fitted.instance("_tfidf"))));
  }

  private static TextFeatures read(Instance fitted, Optional<Weighting> weighting)
      throws MalformedException, NotConvertible {
    Analysis analysis = Analysis.read(fitted);
    if (!(fitted.get("vocabulary_") instanceof Value.Entries entries)) {
      throw fitted.lacks("vocabulary_", "is no dictionary");
    }
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    int count = entries.entries().size();
    for (Value.Entry entry : entries.entries()) {
      int place = Instance.number(entry.value()).orElse(-1.0).intValue();
      if (!(entry.key() instanceof Value.Text(String term)) || place < 0 || place >= count) {
        throw fitted.lacks("vocabulary_", "holds what is no term with its place");
      }
      vocabulary.put(term, place);
    }
    if (new HashSet<>(vocabulary.values()).size() < count) {
      throw fitted.lacks("vocabulary_", "has two terms in one place");
    }
    if (vocabulary.isEmpty()) {
      throw fitted.lacks("vocabulary_", "is empty");
    }
    if (weighting.isPresent() && weighting.get().width() != count) {
      throw fitted.lacks("_tfidf", "weighs another number of terms");
    }
    return new TextFeatures(analysis, vocabulary, fitted.truth("binary"), weighting);
  }

  @Override
  public List<Taken> takes() {
    return List.of(Taken.TEXT);
  }

  @Override
  public List<String> notes() {
    return List.of(
        "Texts are taken apart by Tokenizer, an operator of ONNX Runtime's own: other runtimes do"
            + " not have it.");
  }

  @Override
  public List<Cell> transform(List<Cell> row) {
    double[] counts = new double[vocabulary.size()];
    for (String term : analysis.terms(((Cell.Text) row.getFirst()).value())) {
      Integer place = vocabulary.get(term);
      if (place != null) {
        counts[place] = binary ? 1 : counts[place] + 1;
      }
    }
    return Cell.of(weighting.map(by -> by.of(counts)).orElse(counts));
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
    String text = columns.texts(graph, "counting of words");
    String terms = TermGraph.write(graph, text, analysis);
    Map<String, Long> places = new HashMap<>();
    vocabulary.forEach((term, place) -> places.put(term, place.longValue()));
    // Empty texts stand among the terms, and are none
    places.remove(TextGraph.NOTHING);
    String place = TextGraph.numbers(graph, terms, places, -1);
    String unknown = graph.node("Less", place, graph.longs(0));
    String known = Tensors.counted(graph, graph.node("Not", unknown));
    String column = graph.node("Where", unknown, graph.longs(0), place);
    String counts = TermGraph.counted(graph, column, known, vocabulary.size());
    if (binary) {
      counts = Tensors.counted(graph, graph.node("Greater", counts, graph.scalar(0)));
    }
    String all = counts;
    return Flow.numbers(weighting.map(by -> by.write(graph, all)).orElse(all), vocabulary.size());
  }
}
