// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.TableColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
final class RowsTableTest {

  @Test
  void ofVeryManyColumnsTheFirstAreShownAndTheOneThatWasAskedFor() {
    List<String> wide = IntStream.range(0, 10_000).mapToObj(i -> "f" + i).toList();
    var line = new RowsTable.Line(7, wide.stream().map(name -> "of " + name).toList());

    var table = RowsTable.of(wide, List.of(line), "f9000");

    List<String> titles = table.getColumns().stream().map(TableColumn::getText).toList();
    assertEquals(202, titles.size());
    assertEquals(List.of("Row", "f9000", "f0", "f1"), titles.subList(0, 4));
    assertEquals(List.of("f198", "9,800 more columns, not shown"), titles.subList(200, 202));
    assertEquals("of f9000", table.getColumns().get(1).getCellData(0));
  }
}
