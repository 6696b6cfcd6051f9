// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as its user starts it: on a machine of another language, in a terminal without one.
final class SurroundingsTest {

  @TempDir Path folder;
  private Path arguments;

  @BeforeEach
  void writeTheArguments() throws IOException {
    arguments = folder.resolve("java.args");
    Files.writeString(
        arguments,
        "-cp \""
            + System.getProperty("java.class.path").replace("\\", "\\\\")
            + "\"\n--enable-native-access=ALL-UNNAMED\n-XX:TieredStopAtLevel=1\n");
  }

  @Test
  void numbersAreOfTheLanguageOfTheTexts() throws Exception {
    Path project = MadeProject.wide(folder.resolve("wide"));

    Slipway.Result result =
        run(List.of("-Duser.language=de", "-Duser.country=DE"), Map.of(), "inspect", project);

    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("1,082,368"), result.out());
  }

  @Test
  void aNameThatTheTerminalCannotSpellIsAProblemOfTheTerminal() throws Exception {
    // The bytes of "Größe", whatever this test itself could spell.
    Slipway.Result result =
        run(
            List.of(),
            Map.of("LC_ALL", "C"),
            "-c",
            "exec \"$@\" inspect \"$(printf 'Gr\\303\\266\\303\\237e')\"");

    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("run it with LC_ALL=C.UTF-8"), result.err());
    assertTrue(result.err().contains("  code  usage.wrong"), result.err());
  }

  private Slipway.Result run(List<String> options, Map<String, String> variables, Object... args)
      throws IOException, InterruptedException {
    List<String> program =
        Stream.of(
                List.of(ProcessHandle.current().info().command().orElseThrow(), "@" + arguments),
                options,
                List.of(CliMain.class.getName()))
            .flatMap(List::stream)
            .toList();
    List<String> words = Stream.of(args).map(String::valueOf).toList();
    boolean byShell = words.getFirst().equals("-c");
    var builder =
        new ProcessBuilder(
            Stream.of(
                    byShell ? Stream.concat(Stream.of("sh"), words.stream()).toList() : program,
                    byShell ? List.of("sh") : words,
                    byShell ? program : List.<String>of())
                .flatMap(List::stream)
                .toList());
    builder.environment().putAll(variables);
    builder.environment().put("SLIPWAY_HOME", folder.resolve("home").toString());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    int code = builder.start().waitFor();
    return new Slipway.Result(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
