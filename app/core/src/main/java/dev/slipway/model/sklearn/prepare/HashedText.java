// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;
import java.util.Optional;

/// Counts the terms of a text without a vocabulary (`HashingVectorizer`): the hash of a term tells
/// its column.
///
/// @param alternates whether terms whose hash is negative count down
/// @param binary whether it only counts that there is a term for a column
record HashedText(
    Analysis analysis, int width, boolean alternates, boolean binary, Optional<Norming.Norm> norm)
    implements Transformer {

  /// Columns at most, which is what scikit-learn makes where nothing is said. A row of the graph
  /// has them all, with zeros, 8 bytes each: 8 MB.
  static final int MOST = 1 << 20;

  static HashedText read(Instance fitted) throws MalformedException, NotConvertible {
    int width = fitted.whole("n_features");
    if (width < 1) {
      throw fitted.lacks("n_features", "is no number of columns");
    }
    if (width > MOST) {
      throw Estimators.refused(
          fitted,
          "n_features of more than 1,048,576, which a row of the ONNX model would hold all",
          "Train it with n_features=2**20 or fewer.");
    }
    return new HashedText(
        Analysis.read(fitted),
        width,
        fitted.truth("alternate_sign"),
        fitted.truth("binary"),
        Norming.norm(fitted));
  }

  @Override
  public List<Taken> takes() {
    return List.of(Taken.TEXT);
  }

  @Override
  public List<String> notes() {
    return List.of(
        "Texts are taken apart by Tokenizer and hashed by MurmurHash3, operators of ONNX Runtime's"
            + " own: other runtimes do not have them.");
  }

  @Override
  public List<Cell> transform(List<Cell> row) {
    double[] counts = new double[width];
    for (String term : analysis.terms(((Cell.Text) row.getFirst()).value())) {
      int hash = Murmur.of(term);
      // Of -2^31 there is no absolute value of 32 bits
      int place = (int) (Math.abs((long) hash) % width);
      if (binary) {
        counts[place] = 1;
      } else {
        counts[place] += alternates && hash < 0 ? -1 : 1;
      }
    }
    return Cell.of(norm.map(by -> Norming.divided(counts, by)).orElse(counts));
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
    String text = columns.texts(graph, "hashing of words");
    String terms = TermGraph.write(graph, text, analysis);
    String hash =
        graph
            .nodes(
                GraphWriter.MICROSOFT,
                "MurmurHash3",
                List.of(OnnxParts.attribute("positive", 0), OnnxParts.attribute("seed", 0)),
                1,
                terms)
            .getFirst();
    String wide = graph.cast(hash, DataType.INT64);
    String place = graph.node("Mod", graph.node("Abs", wide), graph.longs(width));
    String one = Tensors.counted(graph, graph.node("Not", TextGraph.isNothing(graph, terms)));
    if (alternates && !binary) {
      String down = graph.node("Less", wide, graph.longs(0));
      one = graph.node("Where", down, graph.node("Neg", one), one);
    }
    String counts = TermGraph.counted(graph, place, one, width);
    if (binary) {
      counts = Tensors.counted(graph, graph.node("Greater", counts, graph.scalar(0)));
    }
    String all = counts;
    return Flow.numbers(norm.map(by -> Norming.written(graph, all, by)).orElse(all), width);
  }
}
