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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A number for each category of each column: 1 for the one that is there, else 0.
///
/// @param refuses whether scikit-learn refuses a row with an unknown category
record OneHot(List<Column> columns, boolean refuses) implements Transformer {

  /// @param places of each category, and of what is unknown: which number becomes 1; -1 for none
  /// @param made how many numbers
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  record Column(Categories categories, int[] places, int made) {}

  OneHot {
    columns = List.copyOf(columns);
  }

  static OneHot read(Instance fitted) throws MalformedException, NotConvertible {
    List<Categories> categories = Categories.read(fitted);
    // Before 1.1 nothing was put together
    boolean grouped = fitted.has("_infrequent_enabled") && fitted.truth("_infrequent_enabled");
    String dropped =
        fitted.attributes().get("_drop_idx_after_grouping").isPresent()
            ? "_drop_idx_after_grouping"
            : "drop_idx_";
    String unknown = fitted.text("handle_unknown");
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      Optional<int[]> groups =
          grouped ? Rare.groups(fitted, i, categories.get(i).count()) : Optional.empty();
      int stranger = unknown.startsWith("infrequent") || unknown.equals("warn") ? 0 : -1;
      int drop = fitted.has(dropped) ? dropped(fitted, dropped, i) : -1;
      columns.add(column(categories.get(i), groups, stranger, drop));
    }
    return new OneHot(columns, unknown.equals("error"));
  }

  /// @param stranger 0 where an unknown category counts as a rare one
  /// @param drop the group that gets no number; -1 for none
  private static Column column(
      Categories categories, Optional<int[]> groups, int stranger, int drop) {
    int count = categories.count();
    int[] places = new int[count + 1];
    for (int i = 0; i < count; i++) {
      places[i] = groups.isPresent() ? groups.get()[i] : i;
    }
    int all = groups.map(of -> Arrays.stream(of).max().orElse(-1) + 1).orElse(count);
    // The group of rare ones is the last
    places[count] = stranger == 0 && groups.isPresent() ? all - 1 : -1;
    if (drop >= 0) {
      for (int i = 0; i <= count; i++) {
        places[i] = places[i] == drop ? -1 : places[i] - (places[i] > drop ? 1 : 0);
      }
    }
    return new Column(categories, places, drop >= 0 ? all - 1 : all);
  }

  private static int dropped(Instance fitted, String attribute, int column)
      throws MalformedException {
    List<Value> values = fitted.items(attribute);
    if (column >= values.size()) {
      throw fitted.lacks(attribute, "has not an entry for each column");
    }
    return Instance.number(values.get(column)).map(Double::intValue).orElse(-1);
  }

  @Override
  public List<Taken> takes() {
    return columns.stream().map(column -> column.categories().taken()).toList();
  }

  @Override
  public List<String> notes() {
    return refuses
        ? List.of(
            "A category that training did not know sets no column of a OneHotEncoder; scikit-learn"
                + " refuses such a row.")
        : List.of();
  }

  @Override
  public List<Cell> transform(List<Cell> row) {
    List<Cell> numbers = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      int place = column.places()[column.categories().index(row.get(i))];
      for (int j = 0; j < column.made(); j++) {
        numbers.add(new Cell.Number(j == place ? 1 : 0));
      }
    }
    return numbers;
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
    List<Flow> made = new ArrayList<>();
    for (int i = 0; i < this.columns.size(); i++) {
      Column column = this.columns.get(i);
      if (column.made() > 0) {
        Flow one = columns.columns(graph, List.of(i));
        String index = column.categories().write(graph, one, "one-hot encoding");
        made.add(Flow.numbers(written(graph, column, index), column.made()));
      }
    }
    return Flow.numbers(Flow.beside(made).numbers(graph, "one-hot encoding"), width());
  }

  private int width() {
    return columns.stream().mapToInt(Column::made).sum();
  }

  private static String written(GraphWriter graph, Column column, String index) {
    String numbers = graph.longs(LongRange.upTo(column.made()));
    long[] places = Arrays.stream(column.places()).asLongStream().toArray();
    long[] plain = LongRange.upTo(places.length);
    plain[plain.length - 1] = -1;
    // What is unknown has an index beyond the numbers anyway
    String place =
        Arrays.equals(places, plain) ? index : graph.node("Gather", graph.longs(places), index);
    return Tensors.counted(graph, graph.node("Equal", place, numbers));
  }
}
