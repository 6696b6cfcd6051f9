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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a value of its own where one is missing (`SimpleImputer`): the mean, the median, the most
/// frequent, or a constant of each column.
///
/// @param fills of each column; empty for one without any value in training, which is left out
/// @param indicator what follows the columns, where it says which values were missing
record Imputer(List<Optional<Cell>> fills, Missing missing, Optional<MissingIndicator> indicator)
    implements Transformer {

  Imputer {
    fills = List.copyOf(fills);
  }

  static Imputer read(Instance fitted) throws MalformedException {
    boolean keeps =
        fitted.text("strategy").equals("constant")
            // Since 1.2
            || (fitted.has("keep_empty_features") && fitted.truth("keep_empty_features"));
    List<Optional<Cell>> fills = new ArrayList<>();
    for (Value statistic : fitted.items("statistics_")) {
      Cell fill = cell(statistic);
      boolean none = fill instanceof Cell.Number(double value) && Double.isNaN(value);
      fills.add(none && !keeps ? Optional.empty() : Optional.of(fill));
    }
    Optional<MissingIndicator> indicator =
        fitted.has("indicator_")
            ? Optional.of(MissingIndicator.read(fitted.instance("indicator_")))
            : Optional.empty();
    return new Imputer(fills, Missing.read(fitted), indicator);
  }

  private static Cell cell(Value statistic) {
    return statistic instanceof Value.Text(String text)
        ? new Cell.Text(text)
        : new Cell.Number(Instance.number(statistic).orElse(Double.NaN));
  }

  @Override
  public List<Taken> takes() {
    return fills.stream()
        .map(
            fill -> fill.isPresent() && fill.get() instanceof Cell.Text ? Taken.TEXT : Taken.NUMBER)
        .toList();
  }

  @Override
  public List<Cell> transform(List<Cell> row) {
    List<Cell> filled = new ArrayList<>();
    for (int i = 0; i < fills.size(); i++) {
      Cell given = row.get(i);
      fills.get(i).ifPresent(fill -> filled.add(missing.is(given) ? fill : given));
    }
    indicator.ifPresent(says -> filled.addAll(says.transform(row)));
    return filled;
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < fills.size(); i++) {
      if (fills.get(i).isPresent()) {
        kept.add(i);
      }
    }
    List<Flow.Part> parts = new ArrayList<>();
    int at = 0;
    for (Flow.Part part : columns.columns(graph, kept).parts()) {
      List<Cell> values = new ArrayList<>();
      for (int column : kept.subList(at, at + part.width())) {
        values.add(fills.get(column).orElseThrow());
      }
      at += part.width();
      parts.add(filled(graph, part, values));
    }
    var filled = new Flow(parts);
    return indicator
        .map(says -> Flow.beside(List.of(filled, says.write(graph, columns))))
        .orElse(filled);
  }

  private Flow.Part filled(GraphWriter graph, Flow.Part part, List<Cell> fills) {
    String missing = this.missing.write(graph, part.value(), part.kind());
    String constant =
        part.kind() == Flow.Kind.NUMBERS
            ? Tensors.row(graph, Cell.numbers(fills))
            : graph.texts(fills.stream().map(fill -> ((Cell.Text) fill).value()).toList());
    return new Flow.Part(
        graph.node("Where", missing, constant, part.value()), part.kind(), part.width());
  }
}
