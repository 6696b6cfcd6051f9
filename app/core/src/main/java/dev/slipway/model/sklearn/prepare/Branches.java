// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Transformers beside each other, each with columns of its own (`ColumnTransformer`) or with all
/// (`FeatureUnion`).
record Branches(List<Branch> branches, List<Taken> takes) implements Transformer {

  /// @param columns that it takes, in its order
  /// @param weight what its numbers are multiplied with; 1 leaves them alone
  record Branch(Transformer transformer, List<Integer> columns, double weight) {
    Branch {
      columns = List.copyOf(columns);
    }
  }

  Branches {
    branches = List.copyOf(branches);
    takes = List.copyOf(takes);
  }

  static Branches ofColumns(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    int width = fitted.whole("n_features_in_");
    Map<String, Double> weights = weights(fitted);
    List<Branch> branches = new ArrayList<>();
    int count = fitted.items("transformers_").size();
    for (int i = 0; i < count; i++) {
      Chain.Step step = Chain.Step.of(fitted, "transformers_", i);
      List<Integer> columns = Columns.of(fitted, step.name(), i, width);
      if (step.isDropped() || columns.isEmpty()) {
        continue;
      }
      Transformer transformer =
          step.isPlain()
              ? Function.none(columns.size())
              : within.transformer(step.instance(fitted));
      Transformer fitting = sized(transformer, columns.size());
      branches.add(new Branch(fitting, columns, weights.getOrDefault(step.name(), 1.0)));
    }
    return of(fitted, width, branches);
  }

  static Branches ofAll(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Map<String, Double> weights = weights(fitted);
    Map<Chain.Step, Transformer> read = new LinkedHashMap<>();
    int count = fitted.items("transformer_list").size();
    for (int i = 0; i < count; i++) {
      Chain.Step step = Chain.Step.of(fitted, "transformer_list", i);
      if (!step.isDropped() && !step.isPlain()) {
        read.put(step, within.transformer(step.instance(fitted)));
      } else if (step.isPlain()) {
        read.put(step, Function.none(Function.ANY));
      }
    }
    // What hands all on does not say how many they are
    int width = read.values().stream().mapToInt(one -> one.takes().size()).max().orElse(0);
    if (width == 0) {
      throw fitted.lacks("transformer_list", "has none that says how many columns there are");
    }
    List<Integer> all = IntStream.range(0, width).boxed().toList();
    List<Branch> branches = new ArrayList<>();
    read.forEach((step, transformer) ->
        branches.add(
            new Branch(sized(transformer, width), all, weights.getOrDefault(step.name(), 1.0))));
    return of(fitted, width, branches);
  }

  /// A function that does not say so takes as many columns as it is given.
  private static Transformer sized(Transformer transformer, int width) {
    return transformer instanceof Function function && function.width() == Function.ANY
        ? function.of(width)
        : transformer;
  }

  private static Branches of(Instance fitted, int width, List<Branch> branches)
      throws NotConvertible, MalformedException {
    Taken[] takes = new Taken[width];
    Arrays.fill(takes, Taken.ANYTHING);
    for (Branch branch : branches) {
      List<Taken> wanted = branch.transformer().takes();
      if (wanted.size() != branch.columns().size()) {
        throw fitted.lacks(
            "transformers_", "gives a step another number of columns than it was fitted on");
      }
      for (int i = 0; i < wanted.size(); i++) {
        int column = branch.columns().get(i);
        if (takes[column] != Taken.ANYTHING
            && wanted.get(i) != Taken.ANYTHING
            && takes[column] != wanted.get(i)) {
          throw Estimators.refused(
              fitted, "column %d both as a text and as a number".formatted(column));
        }
        takes[column] = wanted.get(i) == Taken.ANYTHING ? takes[column] : wanted.get(i);
      }
    }
    return new Branches(branches, List.of(takes));
  }

  private static Map<String, Double> weights(Instance fitted) throws MalformedException {
    if (!fitted.has("transformer_weights")) {
      return Map.of();
    }
    if (!(fitted.get("transformer_weights") instanceof Value.Entries entries)) {
      throw fitted.lacks("transformer_weights", "is no dictionary");
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    for (Value.Entry entry : entries.entries()) {
      if (entry.key() instanceof Value.Text(String name)) {
        weights.put(name, Instance.number(entry.value()).orElse(1.0));
      }
    }
    return weights;
  }

  @Override
  public List<String> notes() {
    return branches.stream()
        .flatMap(branch -> branch.transformer().notes().stream())
        .distinct()
        .toList();
  }

  @Override
  public List<Cell> transform(List<Cell> row) {
    List<Cell> made = new ArrayList<>();
    for (Branch branch : branches) {
      List<Cell> given = branch.columns().stream().map(row::get).toList();
      for (Cell cell : branch.transformer().transform(given)) {
        made.add(
            branch.weight() != 1 && cell instanceof Cell.Number(double value)
                ? new Cell.Number(value * branch.weight())
                : cell);
      }
    }
    return made;
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
    List<Flow> made = new ArrayList<>();
    for (Branch branch : branches) {
      Flow own = branch.transformer().write(graph, columns.columns(graph, branch.columns()));
      made.add(branch.weight() == 1 ? own : weighed(graph, own, branch.weight()));
    }
    return Flow.beside(made);
  }

  private static Flow weighed(GraphWriter graph, Flow flow, double weight) {
    return new Flow(
        flow.parts().stream()
            .map(part ->
                new Flow.Part(
                    graph.node("Mul", part.value(), graph.scalar(weight)),
                    part.kind(),
                    part.width()))
            .toList());
  }
}
