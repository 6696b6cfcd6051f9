// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.profile.host.Profiler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person sees of the bridge. The Python here is a shell script that knows its packages, and
/// leaves a canary when it is told to run the script.
final class ImportCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void install() throws IOException {
    Files.writeString(folder.resolve("net.pt"), "PK\u0003\u0004 no model");
    Files.writeString(
        python(),
        """
        #!/bin/sh
        if [ "$1" = -c ]; then
          echo '{"python": "3.12.1", "packages": {"torch": "2.6.0+cpu", "onnx": "1.17.0", "numpy": "2.2.4"}}'
        else
          touch '%s'
          printf '@slipway 0.5 \\033[2Jloading\\n'
        fi
        """
            .formatted(canary()));
    assertTrue(python().toFile().setExecutable(true));
  }

  @Test
  void showsTheScriptAndHowItRunsAndAsks() {
    Slipway.Result result = run("no", "--shape", "image=1x3x8x8", "--shape", "size=1x1:INT64:9");

    assertEquals(2, result.code());
    assertTrue(result.out().contains("\n# /// script\n"), result.out());
    assertTrue(result.out().contains("INPUTS = [\"image\", \"size\"]"), result.out());
    assertTrue(result.out().contains("torch.onnx.export("), result.out());
    assertTrue(result.out().contains("it can read what you can read"), result.out());
    assertTrue(result.out().contains("500, made up within the shapes"), result.out());
    assertTrue(result.out().endsWith("Type yes to agree:\n"), result.out());
    assertTrue(result.err().contains("bridge.not-agreed"), result.err());
    assertFalse(Files.exists(canary()));
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "YES, true", "y, false", "'', false"})
  void runsOnlyAfterAYes(String reply, boolean ran) {
    run(reply, "--shape", "image=1x3x8x8");

    assertEquals(ran, Files.exists(canary()));
  }

  @Test
  void whereNobodyCanBeAskedItSaysWhereTheScriptIs() throws IOException {
    Slipway.Result result = run(null, "--shape", "image=1x3x8x8");

    assertEquals(2, result.code());
    assertFalse(Files.exists(canary()));
    Path script =
        Path.of(result.err().replaceAll("(?s).*It is (\\S+import_model\\.py);.*", "$1").strip());
    assertTrue(Files.readString(script).startsWith("# /// script"));
  }

  @Test
  void aYesBeforehandIsOneToo() {
    Slipway.Result result = run(null, "--shape", "image=1x3x8x8", "--yes");

    assertTrue(Files.exists(canary()));
    assertTrue(result.err().contains("ended without a result"), result.err());
    assertTrue(result.err().contains("\ufffd[2Jloading"), result.err());
  }

  @ParameterizedTest
  @CsvSource({
    "image=3x32x32",
    "image=1x0",
    "image",
    "my image=1x3",
    "image=1x3:TEXT",
    "image=1x99999x99999",
    "ids=1x3:INT64:0"
  })
  void refusesAShapeThatIsNone(String shape) {
    Slipway.Result result = run("yes", "--shape", shape);

    assertEquals(2, result.code());
    assertTrue(result.err().contains("bridge.shape"), result.err());
    assertFalse(Files.exists(canary()));
  }

  private Path python() {
    return folder.resolve("python");
  }

  private Path canary() {
    return folder.resolve("canary");
  }

  /// @param reply what a person types; null where there is nobody
  private Slipway.Result run(@Nullable String reply, String... more) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, false, false);
    var outside =
        new SlipwayCommand.Outside(
            Clock.systemUTC(),
            Map.of("SLIPWAY_HOME", folder.resolve("home").toString()),
            new Profiler(),
            () -> Optional.ofNullable(reply));
    String[] words =
        Stream.concat(
                Stream.of(
                    "import", folder.resolve("net.pt").toString(), "--python", python().toString()),
                Stream.of(more))
            .toArray(String[]::new);
    int code = new SlipwayCommand(terminal, outside).run(words);
    terminal.out().flush();
    terminal.err().flush();
    return new Slipway.Result(code, out.toString(), err.toString());
  }
}
