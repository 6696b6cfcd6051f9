// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TextSizeTest {

  @Test
  void everyLengthGrowsAndLinesStayThin() {
    assertEquals(
        ".a { -fx-font-size: 19.50px; -fx-padding: 6.00px 0 9.00px; -fx-border-width: 1px; }",
        TextSize.scaled(
            ".a { -fx-font-size: 13px; -fx-padding: 4px 0 6px; -fx-border-width: 1px; }", 1.5));
  }

  @Test
  void theUsualSizeIsTheFileItself() {
    assertEquals(Theme.OWN_STYLES, TextSize.styles(TextSize.NORMAL));
  }
}
