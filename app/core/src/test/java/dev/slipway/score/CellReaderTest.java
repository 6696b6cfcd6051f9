// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.serving.preparation.Columns;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.RowTensors;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole numbers are taken and refused where `predict` takes and refuses them.
final class CellReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "2147483647",
        "2147483648",
        "-2147483648",
        "-2147483649",
        "-2147483648.0",
        "9007199254740993",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "-9223372036854775809",
        "1e15",
        "1e16",
        "-1e16",
        "1.5",
        "true",
        "",
        "NaN",
        "x"
      })
  void aTextIsTheWholeNumberThatPredictReads(String text) {
    assertEquals(predicted(DataType.INT64, text), read(CellType.TEXT, DataType.INT64, text));
    assertEquals(predicted(DataType.INT32, text), read(CellType.TEXT, DataType.INT32, text));
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, 2147483647",
    "2147483648, not a whole number of 32 bits",
    "-2147483648, -2147483648",
    "-2147483649, not a whole number of 32 bits",
    "0.5, not a whole number",
    "'', not a whole number"
  })
  void aStoredNumberIsTheWholeNumberThatItIs(String number, String expected) {
    assertEquals(expected, read(CellType.REAL, DataType.INT32, number));
  }

  private static String read(CellType type, DataType input, String text) {
    var cells = new CellReader(new RowsInMemory(type, List.of(List.of(text))));
    try {
      return Long.toString(input == DataType.INT32 ? cells.whole32(0, 0) : cells.whole(0, 0));
    } catch (CellReader.Unfit unfit) {
      return "not " + unfit.expected();
    }
  }

  private static String predicted(DataType input, String text) {
    var spec = new TensorSpec("n", input, List.of(new Dimension.Fixed(1)));
    try {
      Columns columns = Columns.of(List.of(new Place("n", spec, 0)));
      var rows = new RowTensors(columns, 1, TensorMemory.FRESH, row -> "the row");
      rows.cell(0, 0, text);
      Tensor tensor = Objects.requireNonNull(rows.tensors(1).get("n"));
      return Long.toString(
          input == DataType.INT32 ? (long) tensor.doubleAt(0) : tensor.asLongs().get(0));
    } catch (PreparationException refused) {
      return refused.what().replaceFirst("^.*, not ", "not ");
    }
  }
}
