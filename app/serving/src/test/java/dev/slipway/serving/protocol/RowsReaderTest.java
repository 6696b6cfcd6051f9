// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.ColumnRule;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.Preparation.Field;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A body claims memory for rows that it has, and may have.
class RowsReaderTest {

  private static final int MOST_ROWS = 100;
  private static final int BYTES_OF_A_ROW = 2 * Double.BYTES;
  private static final int MEBIBYTE = 1 << 20;

  private long claimed;
  private final TensorMemory counting =
      bytes -> {
        claimed += bytes;
        return ByteBuffer.allocateDirect(bytes);
      };

  private static RowsReader reader() throws Exception {
    return reader("a", "b");
  }

  private static RowsReader reader(String one, String other) throws Exception {
    var input =
        new TensorSpec(
            "x", DataType.FP64, List.of(new Dimension.Dynamic("n"), new Dimension.Fixed(2)));
    List<Field> fields =
        List.of(new Field(one, "x", 0, ColumnRule.NONE), new Field(other, "x", 1, ColumnRule.NONE));
    return new RowsReader(new Preparation(fields, List.of()).columns(List.of(input)), MOST_ROWS);
  }

  private int csv(String text) throws Exception {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return reader().csv(body, body.length, counting).rows();
  }

  private int json(String text) throws Exception {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return reader().json(body, body.length, counting).rows();
  }

  @Test
  void emptyLinesOfCsvClaimNothing() throws Exception {
    assertEquals(2, csv("a,b\r\n1,2\r\n" + "\r\n".repeat(MEBIBYTE) + "3,4"));

    assertTrue(claimed <= 4 * BYTES_OF_A_ROW, claimed + " bytes");
  }

  @Test
  void moreRowsOfCsvThanAreAllowedClaimNothing() {
    assertThrows(InferenceException.class, () -> csv("a,b" + "\n1,2".repeat(MEBIBYTE)));

    assertTrue(claimed <= 2 * MOST_ROWS * BYTES_OF_A_ROW, claimed + " bytes");
  }

  @Test
  void blanksOfJsonClaimNoMoreThanIsAllowed() throws Exception {
    String row = "{\"a\":1,\"b\":2}";

    assertEquals(2, json("{\"rows\":[" + row + "," + row + " ".repeat(MEBIBYTE) + "]}"));
    assertTrue(claimed <= 2 * MOST_ROWS * BYTES_OF_A_ROW, claimed + " bytes");
  }

  /// Of all requests together: what there is no room for is not taken.
  @Test
  void memoryIsAskedForBeforeItIsTaken() {
    List<String> asked = new ArrayList<>();
    List<Long> back = new ArrayList<>();
    var memory =
        new PooledMemory(
            UnpooledByteBufAllocator.DEFAULT,
            new PooledMemory.Room() {
              @Override
              public boolean reserve(long bytes, long already) {
                asked.add(bytes + " and " + already);
                return bytes < MEBIBYTE;
              }

              @Override
              public void giveBack(long bytes) {
                back.add(bytes);
              }
            });
    memory.allocate(1000);
    memory.allocate(8000);

    assertThrows(NoRoomException.class, () -> memory.allocate(MEBIBYTE));
    memory.release();

    assertEquals(List.of("9000 and 0", "1048576 and 9000"), asked);
    assertEquals(List.of(9000L), back);
  }

  /// Whatever a column is called, and however a caller writes it: in this order or another, with
  /// blanks or none, with characters escaped that need not be.
  @Test
  void namesAreKnownHoweverTheyAreWritten() throws Exception {
    RowsReader reader = reader("a \"quoted\\ name\"", "größe");
    String quoted = "\"a \\\"quoted\\\\ name\\\"\"";
    for (String body :
        List.of(
            "[{%1$s:1,\"größe\":2},{%1$s:3,\"größe\":4}]",
            "[{%1$s: 1, \"größe\": 2}, {%1$s: 3, \"größe\": 4}]",
            "[ { %1$s : 1 , \"gr\\u00f6\\u00dfe\" : 2 } ,\n{\"größe\":4,%1$s:3}]",
            "[{\"größe\":2,%1$s:1},{%1$s:3,\"größe\":4}]")) {
      byte[] json = ("{\"rows\":" + body.formatted(quoted) + "}").getBytes(StandardCharsets.UTF_8);

      RowsRequest request = reader.json(json, json.length, counting);
      ByteBuffer read = request.inputs().values().iterator().next().data();

      assertEquals(
          List.of(1.0, 2.0, 3.0, 4.0),
          List.of(read.getDouble(0), read.getDouble(8), read.getDouble(16), read.getDouble(24)),
          body);
    }
  }
}
