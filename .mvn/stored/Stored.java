// SPDX-License-Identifier: Apache-2.0

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Copies jars into a folder (the first argument) without compressing what is in them: the tests
/// start hundreds of processes and write hundreds of bundles, each of which would inflate the same
/// large libraries. Those of other systems are copied too: a test sees what a bundle must leave
/// out. Launched from source by the build.
final class Stored {

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (int i = 1; i < args.length; i++) {
      Path jar = Path.of(args[i]);
      Path copy = folder.resolve(jar.getFileName());
      // A version's jar never changes.
      if (Files.exists(copy)) continue;
      Path draft = folder.resolve(jar.getFileName() + "." + ProcessHandle.current().pid());
      store(jar, draft);
      Files.move(draft, copy, ATOMIC_MOVE);
    }
  }

  private static void store(Path jar, Path copy) throws IOException {
    try (var from = new ZipFile(jar.toFile());
        var to = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(copy)))) {
      to.setMethod(ZipOutputStream.STORED);
      for (ZipEntry entry : from.stream().toList()) {
        var stored = new ZipEntry(entry.getName());
        stored.setTime(entry.getTime());
        stored.setSize(entry.getSize());
        stored.setCrc(entry.getCrc());
        to.putNextEntry(stored);
        from.getInputStream(entry).transferTo(to);
        to.closeEntry();
      }
    }
  }
}
