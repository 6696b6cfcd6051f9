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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Numbers instead of categories: their order (`OrdinalEncoder`, `LabelEncoder`), or what the
/// target was for them in training (`TargetEncoder`).
///
/// @param refuses whether scikit-learn refuses a row with an unknown category
record Coded(List<Column> columns, boolean refuses) implements Transformer {

  /// @param codes a row for each number that the column becomes: of each category, and of what is
  ///   unknown
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  record Column(Categories categories, double[][] codes) {}

  Coded {
    columns = List.copyOf(columns);
  }

  static Map<String, Estimators.Reader> known() {
    return Map.of(
        "OrdinalEncoder", (fitted, within) -> ordinal(fitted),
        "LabelEncoder", (fitted, within) -> labels(fitted),
        "TargetEncoder", (fitted, within) -> target(fitted));
  }

  private static Coded ordinal(Instance fitted) throws MalformedException, NotConvertible {
    List<Categories> categories = Categories.read(fitted);
    boolean coded = fitted.text("handle_unknown").equals("use_encoded_value");
    double unknown = coded ? fitted.real("unknown_value") : Double.NaN;
    // Since 1.1; before, missing values stayed so
    double missing =
        fitted.has("encoded_missing_value") ? fitted.real("encoded_missing_value") : Double.NaN;
    // Since 1.3
    boolean grouped = fitted.has("_infrequent_enabled") && fitted.truth("_infrequent_enabled");
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      Categories of = categories.get(i);
      Optional<int[]> groups = grouped ? Rare.groups(fitted, i, of.count()) : Optional.empty();
      double[] codes = new double[of.count() + 1];
      for (int j = 0; j < of.count(); j++) {
        codes[j] = groups.isPresent() ? groups.get()[j] : j;
      }
      if (of.missing() >= 0) {
        codes[of.missing()] = missing;
      }
      codes[of.count()] = unknown;
      columns.add(new Column(of, new double[][] {codes}));
    }
    return new Coded(columns, !coded);
  }

  private static Coded labels(Instance fitted) throws MalformedException, NotConvertible {
    Categories of = Categories.of(fitted, fitted.items("classes_"));
    double[] codes = new double[of.count() + 1];
    Arrays.setAll(codes, i -> i < of.count() ? i : Double.NaN);
    return new Coded(List.of(new Column(of, new double[][] {codes})), true);
  }

  private static Coded target(Instance fitted) throws MalformedException, NotConvertible {
    List<Categories> categories = Categories.read(fitted);
    List<Value> encodings = fitted.items("encodings_");
    double[] means = fitted.numbers("target_mean_");
    // Of several classes each has its own number: all of the first column come first
    int classes = categories.isEmpty() ? 1 : encodings.size() / categories.size();
    if (encodings.size() != categories.size() * classes || means.length != classes) {
      throw fitted.lacks("encodings_", "has not an entry for each column and class");
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      Categories of = categories.get(i);
      double[][] codes = new double[classes][];
      for (int j = 0; j < classes; j++) {
        codes[j] = encoded(fitted, encodings.get(i * classes + j), of.count(), means[j]);
      }
      columns.add(new Column(of, codes));
    }
    return new Coded(columns, false);
  }

  private static double[] encoded(Instance fitted, Value encoding, int count, double mean)
      throws MalformedException {
    List<Value> values = Instance.items(encoding).orElse(List.of());
    if (values.size() != count) {
      throw fitted.lacks("encodings_", "has not a number for each category");
    }
    double[] codes = new double[count + 1];
    for (int i = 0; i < count; i++) {
      codes[i] = Instance.number(values.get(i)).orElse(Double.NaN);
    }
    codes[count] = mean;
    return codes;
  }

  @Override
  public List<Taken> takes() {
    return columns.stream().map(column -> column.categories().taken()).toList();
  }

  @Override
  public List<String> notes() {
    return refuses
        ? List.of(
            "A category that training did not know counts as missing for an OrdinalEncoder or"
                + " LabelEncoder; scikit-learn refuses such a row.")
        : List.of();
  }

  @Override
  public List<Cell> transform(List<Cell> row) {
    List<Cell> numbers = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int index = columns.get(i).categories().index(row.get(i));
      for (double[] codes : columns.get(i).codes()) {
        numbers.add(new Cell.Number(codes[index]));
      }
    }
    return numbers;
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
    List<Flow> made = new ArrayList<>();
    for (int i = 0; i < this.columns.size(); i++) {
      Column column = this.columns.get(i);
      Flow one = columns.columns(graph, List.of(i));
      String index = column.categories().write(graph, one, "encoding");
      for (double[] codes : column.codes()) {
        String table = graph.doubles(List.of((long) codes.length), codes);
        made.add(Flow.numbers(graph.node("Gather", table, index), 1));
      }
    }
    Flow all = Flow.beside(made);
    return Flow.numbers(all.numbers(graph, "encoding"), all.width());
  }
}
