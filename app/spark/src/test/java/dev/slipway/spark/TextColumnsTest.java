// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.DataFormat;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowFile;
import dev.slipway.score.RowPlan;
import dev.slipway.score.Slot;
import dev.slipway.serving.tensor.DataType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Types of which Spark would make other texts than the data engine of `score`.
final class TextColumnsTest {

  private static RowFile file(String type) {
    return new RowFile(
        Path.of(""),
        "a.parquet",
        new RowFile.Seen(0, Instant.EPOCH, ""),
        DataFormat.PARQUET,
        List.of(RowFile.Column.stored("x", type)),
        List.of());
  }

  private static void check(RowFile file, DataType input) throws ProblemException {
    var slot = new Slot("in", input, 2, true, List.of("x"));
    TextColumns.refuseOthers(file, new RowPlan(file, List.of(slot), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VARCHAR",
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "DECIMAL(20,0)",
        "DECIMAL(3,2)",
        "DECIMAL(12,2)",
        "BOOLEAN",
        "DATE"
      })
  void aTypeWithTheSameTextIsTakenForAText(String type) {
    assertDoesNotThrow(() -> check(file(type), DataType.BYTES));
    assertDoesNotThrow(() -> check(file(type), DataType.INT64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FLOAT",
        "DOUBLE",
        "DECIMAL(2,2)",
        "DECIMAL(20,20)",
        "TIMESTAMP",
        "TIMESTAMP WITH TIME ZONE",
        "binary",
        "array<int>",
        "map<string,int>",
        "struct<a:int>",
        "variant"
      })
  void anyOtherIsRefusedByNameForAText(String type) {
    Problem problem =
        assertThrows(ProblemException.class, () -> check(file(type), DataType.BYTES)).problem();

    assertEquals("spark.other-text", problem.code().id());
    assertEquals("The column 'x' of a.parquet holds " + type, problem.what());
  }

  @ParameterizedTest
  @CsvSource({"FP32", "FP64", "INT64", "BOOL"})
  void bytesAreNoNumberAndFractionsAreOne(DataType input) {
    assertThrows(ProblemException.class, () -> check(file("binary"), input));
    assertThrows(ProblemException.class, () -> check(file("array<float>"), input));
    assertDoesNotThrow(() -> check(file("FLOAT"), input));
    assertDoesNotThrow(() -> check(file("DOUBLE"), input));
    assertDoesNotThrow(() -> check(file("DECIMAL(2,2)"), input));
  }

  @ParameterizedTest
  @CsvSource({"VARCHAR, true", "INTEGER, false", "binary, false"})
  void whatIsKeptAsATextIsOne(String type, boolean taken) {
    RowFile file = file(type);
    var plan = new RowPlan(file, List.of(), List.of(new RowCopy.Kept("x", "x", "VARCHAR")));
    if (taken) {
      assertDoesNotThrow(() -> TextColumns.refuseOthers(file, plan));
    } else {
      assertThrows(ProblemException.class, () -> TextColumns.refuseOthers(file, plan));
    }
  }
}
