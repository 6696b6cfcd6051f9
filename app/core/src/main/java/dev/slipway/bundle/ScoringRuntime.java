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
import java.util.Map;

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
  private static final String NATIVE = "libduckdb_java.so_";
  private static final Map<String, String> ARCHITECTURES =
      Map.of("data-engine-amd64", "linux_amd64", "data-engine-arm64", "linux_arm64");

  private ScoringRuntime() {}

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
      for (var architecture : ARCHITECTURES.entrySet()) {
        String library = NATIVE + architecture.getValue();
        files.add(
            new RuntimeFile(architecture.getKey(), library, EntryContent.of(engine, library)));
      }
    } catch (IOException e) {
      throw ServingRuntime.incomplete(
          ENGINE,
          e,
          "An installed Slipway holds this library for its own processor alone: export the target"
              + " batch with Slipway from its sources. There, build it again.");
    }
    return List.copyOf(files);
  }

  private static RuntimeFile scorer(String name, GeneratedFile.Content content) {
    return new RuntimeFile("scorer", name, content);
  }
}
