// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.RuntimeFile;
import dev.slipway.bundle.ServingRuntime;
import dev.slipway.bundle.SparkRuntime;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/// What a bundle for Spark is made of: a front end has the room with the job on its class path.
final class SparkRuntimeTest {

  private static List<String> entries(RuntimeFile jar) throws Exception {
    List<String> names = new ArrayList<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(jar.content().bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void theJobIsThoseOfOurClassesThatItReachesAndNothingOfSpark() throws Exception {
    ServingRuntime runtime = ServingRuntime.running();
    List<RuntimeFile> files = SparkRuntime.files(runtime, runtime.files());

    List<String> classes = entries(files.getFirst());
    assertEquals("slipway-spark.jar", files.getFirst().name());
    assertTrue(
        classes.containsAll(
            List.of(
                "dev/slipway/spark/SparkMain.class",
                "dev/slipway/score/ModelFunction.class",
                "dev/slipway/serving/predict/OrtPredictor.class")),
        classes.toString());
    assertEquals(
        List.of(),
        classes.stream()
            .filter(name ->
                !name.startsWith("dev/slipway/")
                    || name.matches(
                        "dev/slipway/(bundle|verify|workbench|cost|plan|cli|serving/[a-z]*rest)/.*"))
            .toList());
    assertTrue(files.getFirst().content().bytes().length < 1_500_000);
    RuntimeFile natives = files.getLast();
    assertEquals("onnxruntime-native-arm64.jar", natives.name());
    assertTrue(entries(natives).contains("ai/onnxruntime/native/linux-aarch64/libonnxruntime.so"));
  }
}
