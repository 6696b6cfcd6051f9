// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.data.DataFormat;
import dev.slipway.data.sql.Limits;
import dev.slipway.data.sql.RowBlock;
import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.data.sql.RowCopier;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Of the same values in a Parquet file, Spark's rows become the texts that `score` reads.
final class SameTextsTest {

  @TempDir Path temp;

  /// A type, its values as the data engine writes them, and as Spark hands them out.
  static List<Arguments> columns() {
    return List.of(
        Arguments.of("VARCHAR", texts().map(SameTextsTest::quoted).toList(), texts().toList()),
        Arguments.of(
            "DATE",
            days().mapToObj(day -> "DATE '1970-01-01' + (%d)".formatted(day)).toList(),
            days().mapToObj(LocalDate::ofEpochDay).toList()),
        Arguments.of(
            "DATE",
            List.of("'infinity'", "'-infinity'"),
            List.of(
                LocalDate.ofEpochDay(Integer.MAX_VALUE), LocalDate.ofEpochDay(-Integer.MAX_VALUE))),
        decimals("DECIMAL(3,2)", "0.05", "-0.05", "0.00", "9.99", "-1.50"),
        decimals("DECIMAL(9,0)", "0", "-7", "123456789"),
        decimals("DECIMAL(38,10)", "0.0000000001", "-12345678901234567890.5000000000"),
        same("BOOLEAN", true, false),
        same("TINYINT", (byte) -128, (byte) 7),
        same("SMALLINT", (short) -32768, (short) 7),
        same("INTEGER", Integer.MIN_VALUE, 0, 7),
        same("BIGINT", Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /// Spaces of all widths, and what is no space to the data engine.
  private static Stream<String> texts() {
    return Stream.of(
        "",
        " ",
        "   ",
        "a",
        " a ",
        "\u00a0",
        "\u2003\u3000 ",
        "\u1680\u202f",
        "\u200b",
        "\u180e",
        "\t",
        "\n",
        "\u2028",
        "\u0085",
        "\ufeff",
        "\ud83d\ude00");
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }

  private static IntStream days() {
    return Stream.of(
            "1970-01-01",
            "2026-11-29",
            "1582-10-15",
            "1582-10-04",
            "0999-12-31",
            "0001-01-01",
            "0000-12-31",
            "-0043-03-15",
            "-12000-02-29",
            "9999-12-31",
            "+10000-01-01",
            "+123456-07-08")
        .mapToInt(day -> Math.toIntExact(LocalDate.parse(day).toEpochDay()));
  }

  private static Arguments decimals(String type, String... values) {
    return Arguments.of(type, List.of(values), Stream.of(values).map(BigDecimal::new).toList());
  }

  private static Arguments same(String type, Object... values) {
    return Arguments.of(type, Stream.of(values).map(String::valueOf).toList(), List.of(values));
  }

  private List<String> read(String type, List<String> values) throws Exception {
    Path file = temp.resolve("in.parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT CAST(unnest([%s]) AS %s) AS a) TO '%s'"
              .formatted(String.join(", ", values), type, file));
    }
    var copy =
        new RowCopy(
            new RowFile(
                file,
                "in.parquet",
                new RowFile.Seen(0, Instant.EPOCH, ""),
                DataFormat.PARQUET,
                List.of(RowFile.Column.stored("a", type)),
                List.of()),
            0,
            RowCopy.TO_THE_END,
            List.of(new RowCopy.Taken("a", CellType.TEXT)),
            List.of(),
            List.of(),
            List.of(),
            temp.resolve("part.parquet"),
            temp.resolve("rejected.parquet"));
    List<String> texts = new ArrayList<>();
    try (RowCopier copier = RowCopier.of(copy, new Limits(1, new Bytes(500_000_000)))) {
      copier.look(copy, values.size(), (block, answers) -> texts.addAll(texts(block)));
    }
    return texts;
  }

  private static List<String> texts(RowBlock block) {
    return IntStream.range(0, block.rows()).mapToObj(row -> block.text(0, row)).toList();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void aValueIsTheSameTextToBoth(String type, List<String> written, List<Object> handedOut)
      throws Exception {
    var block = new BlockOfRows(List.of(CellType.TEXT), 0);
    handedOut.forEach(value -> block.add(RowFactory.create(value)));

    assertEquals(read(type, written), texts(block));
  }
}
