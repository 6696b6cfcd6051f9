// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// An environment of Python whose packages say that they are there, and a model that does what a
/// test wants when it is loaded. Python itself is the machine's own.
final class StubPython {

  /// Everything that a model of statsmodels needs.
  static final Map<String, String> STATSMODELS =
      Map.of("statsmodels", "0.14.4", "onnx", "1.17.0", "pandas", "2.2.3", "numpy", "2.2.4");

  private final Path folder;

  private StubPython(Path folder) {
    this.folder = folder;
  }

  /// @param packages versions by name
  static StubPython in(Path folder, Map<String, String> packages) throws IOException {
    var stub = new StubPython(Files.createDirectories(folder));
    Path site = Files.createDirectories(folder.resolve("site"));
    for (Map.Entry<String, String> one : packages.entrySet()) {
      String name = one.getKey().replace('-', '_');
      Path info = site.resolve(name + "-" + one.getValue() + ".dist-info");
      Files.createDirectories(info);
      Files.writeString(
          info.resolve("METADATA"),
          "Metadata-Version: 2.1\nName: %s\nVersion: %s\n".formatted(one.getKey(), one.getValue()));
    }
    // What the script reads rows with, before it loads the model
    Files.writeString(site.resolve("pandas.py"), "def read_csv(path, **_):\n    return {}\n");
    stub.program("exec env PYTHONPATH='" + site + "' " + real() + " -S \"$@\"");
    return stub;
  }

  /// A program that answers in its own way.
  static StubPython saying(Path folder, String shellScript) throws IOException {
    var stub = new StubPython(Files.createDirectories(folder));
    stub.program(shellScript);
    return stub;
  }

  private void program(String shellScript) throws IOException {
    Files.writeString(program(), "#!/bin/sh\n" + shellScript + "\n");
    if (!program().toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + program());
    }
  }

  /// Debian's, else the first of the path.
  static Path real() {
    Optional<Path> found =
        Stream.concat(
                Stream.of("/usr/bin"),
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)))
            .map(place -> Path.of(place).resolve("python3"))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "there is no python3 here");
    return found.orElseThrow();
  }

  Path program() {
    return folder.resolve("python");
  }

  /// A pickle that runs these lines when it is loaded. They find the script's folder in `here`, and
  /// the test's in `there`.
  Path model(String... lines) throws IOException {
    Path code = folder.resolve("payload.py");
    String head =
        "import os, sys, json, shutil\nhere = os.path.dirname(os.path.abspath(sys.argv[0]))\nthere = %s\n"
            .formatted(Json.line(folder.toString()));
    Files.writeString(code, head + String.join("\n", lines) + "\n");
    Path model = folder.resolve("model.pickle");
    String runs = "exec(open(%s).read(), {})".formatted(Json.line(code.toString()));
    Files.writeString(model, "cbuiltins\nexec\n(V" + runs + "\ntR.", StandardCharsets.ISO_8859_1);
    return model;
  }
}
