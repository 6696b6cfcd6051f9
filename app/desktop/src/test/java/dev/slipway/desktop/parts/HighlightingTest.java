// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HighlightingTest {

  @Test
  void coloursKeysTextsAndNumbersOfYaml() {
    assertEquals(
        List.of("key:replicas", "number:3", "comment:# why", "key:image", "string:\"a:1\""),
        parts("a/deployment.yaml", "replicas: 3 # why\nimage: \"a:1\"\n"));
  }

  @Test
  void coloursInstructionsOfADockerfile() {
    assertEquals(
        List.of("comment:# base", "keyword:FROM", "keyword:AS", "keyword:USER", "number:65532"),
        parts("docker/Dockerfile", "# base\nFROM x AS y\nUSER 65532\n"));
  }

  @Test
  void coloursHeadingsOfMarkdown() {
    assertEquals(
        List.of("heading:# Title", "string:`code`"), parts("card.md", "# Title\nsome `code`\n"));
  }

  private static List<String> parts(String path, String text) {
    var parts = new ArrayList<String>();
    int at = 0;
    for (var span : Highlighting.of(path, text)) {
      String words = text.substring(at, at + span.getLength());
      span.getStyle().forEach(style -> parts.add(style.replace("code-", "") + ":" + words));
      at += span.getLength();
    }
    return parts;
  }
}
