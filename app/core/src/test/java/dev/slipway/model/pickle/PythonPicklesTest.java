// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that Python, NumPy and joblib write: each says the same as Python says of it.
@Tag("tools")
final class PythonPicklesTest {

  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  @TempDir Path folder;

  @Test
  void everyProtocolAndCompressionSaysWhatPythonSays() throws Exception {
    run(python(), resource("make_pickles.py").toString(), folder.toString());

    List<String> expected = Files.readAllLines(folder.resolve("told.txt"));
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().matches(".*\\.(pkl|joblib)")).sorted().toList();
    }
    assertTrue(files.size() >= 12, files.toString());
    for (Path file : files) {
      var value = (Value.Entries) PickleFile.read(file);
      List<String> told = new ArrayList<>();
      value
          .entries()
          .forEach(entry ->
              told.add(
                  ((Value.Text) entry.key()).value()
                      + "\t"
                      + Told.of(entry.value()).replace("\n", "\\n")));
      assertEquals(expected, told, file.toString());
    }
  }

  /// The canary: Python runs what Slipway only tells.
  @Test
  void pythonRunsWhatIsOnlyTold() throws Exception {
    String python = python();
    Path canary = folder.resolve("canary");
    Path file =
        Files.write(
            folder.resolve("hostile.pkl"),
            new PickleWriter().protocol(2).call("os", "system", "touch " + canary).stop());

    assertEquals("os.system('touch " + canary + "')", Told.of(PickleFile.read(file)));
    assertTrue(Files.notExists(canary));
    run(python, "-c", "import pickle, sys; pickle.load(open(sys.argv[1], 'rb'))", file.toString());
    assertTrue(Files.exists(canary), "the canary is none");
  }

  private static String python() throws Exception {
    for (String python : PYTHONS) {
      try {
        run(python, "-c", "import joblib, numpy");
        return python;
      } catch (IOException | AssertionError e) {
        // The next one may have them
      }
    }
    assumeTrue(false, "no python3 with numpy and joblib: install python3-sklearn");
    throw new IllegalStateException();
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private Path resource(String name) throws IOException {
    try (InputStream in = PythonPicklesTest.class.getResourceAsStream("/pickles/" + name)) {
      return Files.write(folder.resolve(name), Objects.requireNonNull(in).readAllBytes());
    }
  }
}
