// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.RowBlock.CellType;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How many rows a block takes, and what becomes a text.
final class BlockOfRowsTest {

  private static int taken(Row row) {
    var block = new BlockOfRows(List.of(CellType.TEXT), 1);
    while (!block.isFull()) {
      block.add(row);
    }
    int rows = block.rows();
    block.clear();
    block.add(row);
    return rows;
  }

  static List<Row> large() {
    String text = "x".repeat(1 << 20);
    return List.of(
        RowFactory.create(0, text),
        RowFactory.create(text, "kept beside"),
        RowFactory.create(new byte[2 << 20], ""),
        RowFactory.create(RowFactory.create(text), ""),
        RowFactory.create(
            scala.jdk.javaapi.CollectionConverters.asScala(List.of(text)).toSeq(), ""),
        RowFactory.create(
            scala.jdk.javaapi.CollectionConverters.asScala(java.util.Map.of("a", text)), ""));
  }

  @ParameterizedTest
  @MethodSource("large")
  void aBlockEndsByWhatItsRowsWeigh(Row row) {
    assertEquals(8, taken(row));
  }

  @ParameterizedTest
  @MethodSource("large")
  void theDriverIsHandedNoMoreOfATaskThanABlockTakes(Row row) {
    int[] asked = new int[1];
    Iterator<Row> first =
        new FirstOfTask()
            .call(Stream.generate(() -> row).peek(each -> asked[0]++).limit(100_000).iterator());
    int handed = 0;
    while (first.hasNext()) {
      assertEquals(row, first.next());
      handed++;
    }

    assertEquals(8, handed);
    assertEquals(8, asked[0]);
    assertThrows(NoSuchElementException.class, first::next);
  }

  @Test
  void ofSmallRowsTheDriverIsHandedABlock() {
    Row small = RowFactory.create(1L, "a");
    Iterator<Row> first = new FirstOfTask().call(Stream.generate(() -> small).iterator());
    int handed = 0;
    for (; first.hasNext(); handed++) {
      first.next();
    }

    assertEquals(AnswerBlock.MOST_ROWS, handed);
  }

  @Test
  void aBlockOfSmallRowsEndsByTheirNumber() {
    assertEquals(AnswerBlock.MOST_ROWS, taken(RowFactory.create(1L, "a")));
  }

  @Test
  void whatHasNoTextOfItsOwnBecomesNone() {
    var block = new BlockOfRows(List.of(CellType.TEXT), 0);

    assertThrows(
        IllegalArgumentException.class, () -> block.add(RowFactory.create(new byte[] {1})));
  }
}
