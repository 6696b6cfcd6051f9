// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A type that a column becomes holds each value that it had.
final class WideningTest {

  private static final List<String> TYPES =
      List.of(
          "TINYINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "UBIGINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL(9,2)",
          "DECIMAL(38,4)",
          "BOOLEAN",
          "DATE",
          "TIMESTAMP",
          "TIMESTAMP_NS",
          "VARCHAR",
          "BLOB",
          "INTEGER[]");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "TINYINT; TINYINT INTEGER BIGINT HUGEINT FLOAT DOUBLE DECIMAL(9,2) DECIMAL(38,4) VARCHAR",
        "UTINYINT; INTEGER BIGINT HUGEINT UTINYINT UBIGINT FLOAT DOUBLE DECIMAL(9,2) DECIMAL(38,4)"
            + " VARCHAR",
        "INTEGER; INTEGER BIGINT HUGEINT DOUBLE DECIMAL(38,4) VARCHAR",
        "BIGINT; BIGINT HUGEINT DECIMAL(38,4) VARCHAR",
        "UBIGINT; HUGEINT UBIGINT DECIMAL(38,4) VARCHAR",
        "FLOAT; FLOAT DOUBLE VARCHAR",
        "DOUBLE; DOUBLE VARCHAR",
        "DECIMAL(9,2); DECIMAL(9,2) DECIMAL(38,4) VARCHAR",
        "DECIMAL(38,4); DECIMAL(38,4) VARCHAR",
        "BOOLEAN; BOOLEAN VARCHAR",
        "DATE; DATE VARCHAR",
        "TIMESTAMP_NS; TIMESTAMP_NS VARCHAR",
        "VARCHAR; VARCHAR",
        "BLOB; BLOB",
        "INTEGER[]; INTEGER[]"
      })
  void losesNothing(String from, String into) {
    assertEquals(
        into,
        TYPES.stream()
            .filter(to -> Widening.isLossless(from, to))
            .collect(Collectors.joining(" ")));
  }
}
