// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Commands that are shown can be copied.
final class ShellTest {

  @Test
  void leavesAloneWhatNoShellTouches() {
    assertEquals(
        "slipway search ./models/größe-2.onnx@threads=2 --batches 1,8",
        Shell.line(
            "slipway", "search", Path.of("./models/größe-2.onnx@threads=2"), "--batches", "1,8"));
  }

  @Test
  void quotesWhatAShellWouldTakeApartOrObey() {
    assertEquals(
        "slipway ship \"my models\" 'costs $5' 'it'\\''s `here`' \"it's\" \"\" \"a;b\" \"~\"",
        Shell.line(
            "slipway", "ship", "my models", "costs $5", "it's `here`", "it's", "", "a;b", "~"));
  }

  @Test
  void aCommandThatLeavesTheProjectOutIsMadeOneOfIt() {
    assertEquals(
        "see slipway data \"März 1\" --class a=none, as slipway data does; or: slipway profile"
            + " \"März 1\"",
        Shell.about(
            "März 1",
            "see slipway data --class a=none, as slipway data does; or: slipway profile"));
    assertEquals("See: slipway ship --help", Shell.about("a", "See: slipway ship --help"));
  }

  @Test
  void aShellReadsTheWordsAgain() throws Exception {
    List<String> words =
        List.of(
            "plain",
            "two words",
            "$HOME",
            "a\"b",
            "it's $5",
            "",
            "*",
            "~",
            "#x",
            "ä ö",
            "a\\b",
            "C:\\my\\dir",
            "a\\\\b",
            "end\\");

    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s|' " + Shell.line(words.toArray())).start();
    String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, shell.waitFor());
    assertEquals(String.join("|", Stream.concat(words.stream(), Stream.of("")).toList()), read);
  }
}
