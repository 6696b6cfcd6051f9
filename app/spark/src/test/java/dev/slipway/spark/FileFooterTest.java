// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

/// What is told of a file's footer.
final class FileFooterTest {

  private static String schema(String type) {
    return FileFooter.schema(
        MessageTypeParser.parseMessageType("message m { required " + type + " a; }"));
  }

  @Test
  void aSchemaIsAShortHashThatTellsTypesApart() {
    assertEquals(schema("int64"), schema("int64"));
    assertNotEquals(schema("int64"), schema("int32"));
    assertEquals(64, schema("int64").length());
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithItsReasonAndWhoseItIs() {
    assertEquals(
        List.of(
            "INPUT part-1.parquet: it is not whole", "ENVIRONMENT part-2.parquet: the store fails"),
        FileFooter.broken(
                List.of(
                    new FileFooter("part-0.parquet", "s", 1, "", false),
                    new FileFooter("part-1.parquet", "", 0, "it is not whole", false),
                    new FileFooter("part-2.parquet", "", 0, "the store fails", true)))
            .stream()
            .map(problem -> problem.code().category() + " " + problem.what())
            .toList());
  }
}
