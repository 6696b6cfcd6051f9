// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class RuntimeDependenciesTest {

  /// Bytes; what stands in docs/serving.md, and what ADR 8 allows gRPC to add.
  private static final long BAR = 14_000_000;

  private static final Path BUILT = Path.of(System.getProperty("slipway.build", "target"));

  private static List<Path> jars() throws IOException {
    String classPath = Files.readString(BUILT.resolve("runtime-classpath.txt")).strip();
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(classPath)
        .map(Path::of)
        .toList();
  }

  @Test
  void theRuntimeClassPathIsExactlyTheCheckedInList() throws Exception {
    List<String> listed = RuntimeDependencies.names();

    List<String> resolved =
        jars().stream()
            .map(jar -> String.valueOf(jar.getFileName()).replaceAll("-\\d.*", ""))
            .sorted()
            .toList();
    assertEquals(listed, resolved);
  }

  @Test
  void eachIsListedWithItsGroup() throws Exception {
    Map<String, String> groups = RuntimeDependencies.groups();
    for (Path jar : jars()) {
      // The folders of a repository: group, artifact, version.
      int artifact = jar.getNameCount() - 3;
      String group = String.valueOf(groups.get(jar.getName(artifact).toString()));
      assertTrue(
          jar.subpath(0, artifact).endsWith(Path.of(group.replace('.', '/'))), jar + " " + group);
    }
  }

  /// Everything but ONNX Runtime's library: its jar holds those of all platforms, of which an image
  /// gets one.
  @Test
  void whatShipsBesideTheNativeLibraryStaysWithinTheBar() throws Exception {
    long bytes = 0;
    for (Path jar : jars()) {
      bytes += withoutNatives(jar);
    }
    bytes += asJar(BUILT.resolve("classes"));

    System.out.printf("jars without natives: %.1f MB of %.1f%n", bytes / 1e6, BAR / 1e6);
    assertTrue(bytes > BAR / 4 && bytes <= BAR, bytes + " bytes");
  }

  /// Our own classes, packed as they ship.
  private static long asJar(Path classes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(packed);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    return packed.size();
  }

  private static long withoutNatives(Path jar) throws IOException {
    if (!jar.getFileName().toString().startsWith("onnxruntime")) {
      return Files.size(jar);
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .filter(entry -> !entry.getName().startsWith("ai/onnxruntime/native/"))
          .mapToLong(ZipEntry::getCompressedSize)
          .sum();
    }
  }
}
