// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.serving.RuntimeDependencies;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes the locale and the time zone of the process")
final class ServingRuntimeTest {

  private static List<String> names(List<RuntimeFile> files, String kind) {
    return files.stream()
        .filter(file -> file.kind().equals(kind))
        .map(RuntimeFile::name)
        .sorted()
        .toList();
  }

  private static List<String> entries(GeneratedFile.Content jar) throws Exception {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar.bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void holdsTheListedJarsAndTheLibrariesOfTwoArchitectures() throws Exception {
    List<RuntimeFile> files = ServingRuntime.running().files();

    List<String> libraries = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");
    assertEquals(libraries, names(files, "native-amd64"));
    assertEquals(libraries, names(files, "native-arm64"));
    assertEquals(List.of("amd64", "arm64"), names(files, "health-check"));
    assertEquals(RuntimeDependencies.names().size() + 1, names(files, "runtime").size());
  }

  @Test
  void theJarsHoldOurClassesAndNoNativeLibrary() throws Exception {
    List<String> all = new ArrayList<>();
    for (RuntimeFile file : ServingRuntime.running().files()) {
      if (file.kind().equals("runtime")) {
        all.addAll(entries(file.content()));
      }
    }

    assertTrue(all.contains("dev/slipway/serving/ServingMain.class"));
    assertTrue(all.contains("ai/onnxruntime/OrtEnvironment.class"));
    assertEquals(
        List.of(), all.stream().filter(name -> name.matches(".*\\.(so|dll|dylib)")).toList());
  }

  @Test
  void isTheSameTwice() throws Exception {
    assertEquals(ServingRuntime.running().files(), ServingRuntime.running().files());
  }

  /// Java's zip writer adds the machine's zone to some dates.
  @Test
  void isTheSameInEveryTimeZone() throws Exception {
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      List<RuntimeFile> east = ServingRuntime.running().files();
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));

      assertEquals(east, ServingRuntime.running().files());
    } finally {
      TimeZone.setDefault(zone);
    }
  }
}
