// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Pictures and tests of the window show a verification that was recorded once; its checks are
/// called as they are called now.
final class RecordedTitlesTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/slipway/verify");
  private static final Path RECORDED =
      Path.of("../desktop/src/test/resources/dev/slipway/desktop/recorded/verification.json");

  /// What is made of a pattern, with a name in it.
  private static final Pattern COMPOSED =
      Pattern.compile("Environment \\S+ renders|\\w+ accepts the files it is for");

  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

  @Test
  void aRecordedCheckIsCalledAsItIsNow() throws Exception {
    String sources = sources();
    // Two lines on the release and the moment stand before the record.
    String record = Files.readString(RECORDED).split("\n", 3)[2];
    List<String> titles = new ArrayList<>();
    for (JsonNode finding : Json.tree(record).at("/result/findings")) {
      titles.add(finding.path("check").asText().replaceFirst(", p[0-9.]+$", ""));
    }

    assertTrue(titles.size() > 50, "few were recorded: " + titles.size());
    assertEquals(
        List.of(),
        titles.stream()
            .filter(title -> !COMPOSED.matcher(title).matches())
            .filter(title -> !sources.contains("\"" + title))
            .toList());
  }

  private static String sources() throws Exception {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return JOINED.matcher(all).replaceAll("");
  }
}
