// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.FileContent;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What scores as a job of Apache Spark, as files for its class path: those of our classes that the
/// job reaches, ONNX Runtime for Linux, and the libraries that Spark does not have itself.
public final class SparkRuntime {

  private static final String KIND = "spark-job";
  private static final String PROGRAM = "dev.slipway.spark.SparkMain";

  /// Beside our own, ONNX Runtime and Spark's; a run on a cluster has nothing else.
  private static final List<String> LIBRARIES =
      List.of(
          "commons-numbers-core",
          "commons-numbers-fraction",
          "commons-numbers-gamma",
          "commons-statistics-distribution",
          "jackson-datatype-jdk8");

  /// Where ONNX Runtime looks for its libraries within jars.
  private static final Map<String, String> NATIVES =
      Map.of(
          "native-amd64", "ai/onnxruntime/native/linux-x64/",
          "native-arm64", "ai/onnxruntime/native/linux-aarch64/");

  private SparkRuntime() {}

  /// @param serving files of the serving runtime, whose ONNX Runtime scores too
  public static List<RuntimeFile> files(ServingRuntime runtime, List<RuntimeFile> serving)
      throws ProblemException {
    List<RuntimeFile> files = new ArrayList<>();
    try {
      files.add(new RuntimeFile(KIND, "slipway-spark.jar", ServingRuntime.jar(job())));
      for (String name : LIBRARIES) {
        Path jar = runtime.find(name);
        files.add(new RuntimeFile(KIND, String.valueOf(jar.getFileName()), FileContent.of(jar)));
      }
      for (RuntimeFile file : serving) {
        if (file.kind().equals("runtime") && file.name().startsWith("onnxruntime-")) {
          files.add(new RuntimeFile(KIND, file.name(), file.content()));
        }
      }
      for (String kind : NATIVES.keySet().stream().sorted().toList()) {
        SortedMap<String, byte[]> libraries = new TreeMap<>();
        serving.stream()
            .filter(file -> file.kind().equals(kind))
            .forEach(
                file -> libraries.put(NATIVES.get(kind) + file.name(), file.content().bytes()));
        files.add(
            new RuntimeFile(KIND, "onnxruntime-" + kind + ".jar", ServingRuntime.jar(libraries)));
      }
    } catch (IOException e) {
      throw ServingRuntime.incomplete("the job for Spark", e);
    }
    return List.copyOf(files);
  }

  private static SortedMap<String, byte[]> job() throws IOException, ProblemException {
    try {
      return ReachedClasses.from(PROGRAM);
    } catch (FileNotFoundException absent) {
      throw new ProblemException(
          Problem.environment(
              "bundle.no-spark",
              "This build of Slipway holds no job for Spark",
              "It was built from its sources when nobody had named the target spark, or when"
                  + " Spark's libraries could not be fetched; then app/cli/target or"
                  + " app/desktop/target has a file slipway.no-spark.log that says why.",
              "Run packaging/dev/slipway export PROJECT --target spark, which builds it where the"
                  + " libraries can be fetched. A window that is open has it once it is closed and"
                  + " started again."),
          absent);
    }
  }
}
