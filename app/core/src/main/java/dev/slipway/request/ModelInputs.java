// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.serving.preparation.Columns;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.preparation.Places;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.RowTensors;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes requests of one row each from a table, as the service makes them from its callers' rows.
public final class ModelInputs {

  private ModelInputs() {}

  /// @throws ProblemException when columns are missing, the model takes something else than rows,
  ///   or a value cannot be read as what the model takes; it names column, line and value
  public static List<Map<String, Tensor>> of(Table table, FeatureMap features, Signature signature)
      throws ProblemException {
    try {
      List<Place> places = places(table.source(), table.columns(), features, signature);
      int[] from =
          places.stream().mapToInt(place -> table.columns().indexOf(place.column())).toArray();
      Columns columns = Columns.of(places);
      List<Map<String, Tensor>> requests = new ArrayList<>(table.rows().size());
      for (int row = 0; row < table.rows().size(); row++) {
        String where = "Line %d of %s".formatted(table.lines().get(row), table.source());
        var tensors = new RowTensors(columns, 1, TensorMemory.FRESH, only -> where);
        for (int column = 0; column < from.length; column++) {
          tensors.cell(column, 0, table.rows().get(row).get(from[column]));
        }
        requests.add(tensors.tensors(1));
      }
      return requests;
    } catch (PreparationException refused) {
      throw problem(refused);
    }
  }

  /// Why a model's column does not take the text of a cell, in the words in which [#of] refuses it;
  /// empty where it takes it.
  ///
  /// @param where the row, such as `Line 7 of t.csv`
  /// @throws ProblemException when the input is of a type that no column becomes
  public static Optional<String> refusal(Place place, String text, String where)
      throws ProblemException {
    RowTensors tensors;
    try {
      Columns alone = Columns.of(List.of(new Place(place.column(), place.input(), 0)));
      tensors = new RowTensors(alone, 1, TensorMemory.FRESH, only -> where);
    } catch (PreparationException refused) {
      throw problem(refused);
    }
    try {
      tensors.cell(0, 0, text);
      return Optional.empty();
    } catch (PreparationException refused) {
      return Optional.of(refused.what());
    }
  }

  /// The columns that the model names and a table lacks.
  public static List<String> lacking(
      List<String> columns, FeatureMap features, Signature signature) {
    return Places.lacking(columns, features.features(), signature.inputs());
  }

  /// Where the columns of a table go; columns that the model does not take are not in it.
  public static List<Place> places(List<String> columns, FeatureMap features, Signature signature)
      throws ProblemException {
    try {
      return places("the data", columns, features, signature);
    } catch (PreparationException refused) {
      throw problem(refused);
    }
  }

  /// Where the columns of a table go, whatever its rows.
  ///
  /// @throws ProblemException also when an input is of a type that no column becomes
  public static List<Place> places(Table table, FeatureMap features, Signature signature)
      throws ProblemException {
    try {
      List<Place> places = places(table.source(), table.columns(), features, signature);
      var _ = Columns.of(places);
      return places;
    } catch (PreparationException refused) {
      throw problem(refused);
    }
  }

  private static List<Place> places(
      String source, List<String> columns, FeatureMap features, Signature signature)
      throws PreparationException {
    return Places.of(source, columns, features.features(), signature.inputs());
  }

  static ProblemException problem(PreparationException refused) {
    return new ProblemException(
        Problem.input(refused.code(), refused.what(), refused.why(), refused.remedy()), refused);
  }
}
