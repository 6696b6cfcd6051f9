// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/exit-codes.md` lists the codes that there are, and the fields of a message.
final class ExitCodesPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("slipway.root", "../..")).resolve("docs/exit-codes.md");

  @Test
  void thePageListsEveryCode() throws IOException {
    List<Integer> listed =
        Pattern.compile("(?m)^\\| (\\d+) \\|")
            .matcher(Files.readString(PAGE))
            .results()
            .map(row -> Integer.valueOf(row.group(1)))
            .toList();

    assertEquals(Arrays.stream(ExitCode.values()).map(ExitCode::code).toList(), listed);
  }

  @Test
  void thePageNamesTheFieldsOfAMessage() throws IOException {
    String page = Files.readString(PAGE);

    assertEquals(
        """
        {"code":{"category":"INPUT","id":"project.unknown-key"},"remedy":"c","what":"a","why":"b"}\
        """,
        Json.line(Problem.input("project.unknown-key", "a", "b", "c")).strip());
    for (String field : List.of("code.id", "code.category", "what", "why", "remedy")) {
      assertTrue(page.contains("| `" + field + "` |"), field);
    }
    for (Problem.Category category : Problem.Category.values()) {
      assertTrue(page.contains("`" + category + "` " + of(category)), category.toString());
    }
  }

  private static int of(Problem.Category category) {
    return ExitCode.of(new Problem(new Problem.Code(category, "a.b"), "a", "", "b")).code();
  }
}
