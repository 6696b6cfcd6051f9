// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodePlaceTest {

  private static final String NAME = "dev/slipway/base/CodePlaceTest.class";

  @TempDir Path folder;

  @Test
  void aClassOfAJarIsOfThatFileWhateverItsFolderIsCalled() throws Exception {
    Path jar = Files.createDirectories(folder.resolve("my programs, 100 %!")).resolve("one.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        var zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry(NAME));
      zip.write(bytes());
    }

    assertEquals(Optional.of(jar), placeOf(jar));
  }

  @Test
  void aClassOfAFolderIsOfThatFolder() throws Exception {
    Path classes = folder.resolve("some classes");
    Path file = classes.resolve(NAME);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes());

    assertEquals(Optional.of(classes), placeOf(classes));
  }

  @Test
  void aClassOfJavaItselfIsInNoFile() {
    assertEquals(Optional.empty(), CodePlace.of(String.class));
  }

  private static Optional<Path> placeOf(Path entry) throws Exception {
    URL[] entries = {entry.toUri().toURL()};
    try (var loader = new URLClassLoader(entries, ClassLoader.getPlatformClassLoader())) {
      return CodePlace.of(loader.loadClass(CodePlaceTest.class.getName()));
    }
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in = CodePlaceTest.class.getResourceAsStream("/" + NAME)) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
