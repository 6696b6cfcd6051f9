// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.EntryContent;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.score.JobMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/// What this program scores in batch with, as files for an image without a server: those of our
/// classes that [JobMain] reaches, the libraries that they use, and the data engine. It stays out
/// of [ServingRuntime#files()], since the engine's libraries are large and few bundles need them.
public final class ScoringRuntime {

  /// What the program of the image needs beside our own and ONNX Runtime; a test starts it with
  /// nothing else.
  private static final List<String> LIBRARIES =
      List.of(
          "commons-codec",
          "commons-csv",
          "commons-io",
          "commons-numbers-core",
          "commons-numbers-fraction",
          "commons-numbers-gamma",
          "commons-statistics-distribution",
          "jackson-annotations",
          "jackson-core",
          "jackson-databind",
          "jackson-datatype-jdk8",
          "jackson-datatype-jsr310");

  private static final String ENGINE = "duckdb_jdbc";
  private static final String NATIVE = "libduckdb_java.so_linux_";
  private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");

  /// How the kinds of the data engine's libraries begin; behind it stands an architecture.
  static final String LIBRARY = "data-engine-";

  private ScoringRuntime() {}

  /// The engine's library is there for those architectures that its jar has: an installed Slipway
  /// holds that of its own processor alone.
  ///
  /// @param serving files of the serving runtime, whose ONNX Runtime scores too
  public static List<RuntimeFile> files(ServingRuntime runtime, List<RuntimeFile> serving)
      throws ProblemException {
    List<RuntimeFile> files = new ArrayList<>();
    try {
      files.add(
          scorer("slipway-score.jar", ServingRuntime.jar(ReachedClasses.from(JobMain.class))));
      for (String name : LIBRARIES) {
        Path jar = runtime.find(name);
        files.add(scorer(String.valueOf(jar.getFileName()), FileContent.of(jar)));
      }
      serving.stream()
          .filter(file -> file.kind().equals("runtime") && file.name().startsWith("onnxruntime-"))
          .forEach(file -> files.add(scorer(file.name(), file.content())));
      Path engine = runtime.find(ENGINE);
      files.add(
          scorer(
              String.valueOf(engine.getFileName()),
              ServingRuntime.jar(
                  ServingRuntime.entries(engine, entry -> !entry.startsWith("libduckdb_")))));
      for (String architecture : ARCHITECTURES) {
        String library = NATIVE + architecture;
        if (holds(engine, library)) {
          files.add(
              new RuntimeFile(LIBRARY + architecture, library, EntryContent.of(engine, library)));
        }
      }
    } catch (IOException e) {
      throw ServingRuntime.incomplete(ENGINE, e);
    }
    return List.copyOf(files);
  }

  private static boolean holds(Path jar, String entry) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.getEntry(entry) != null;
    }
  }

  private static RuntimeFile scorer(String name, GeneratedFile.Content content) {
    return new RuntimeFile("scorer", name, content);
  }
}
