// SPDX-License-Identifier: Apache-2.0

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Formats every Java file below a folder (`write`), or says which ones are not formatted
/// (`check`), or does nothing (`off`). Launched from source by the build.
final class Format {

  public static void main(String[] args) throws Exception {
    if (args[0].equals("off")) return;
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    if (!Files.isDirectory(root)) return;
    var formatter = new Formatter(JavaFormatterOptions.builder().build());
    // A file that was formatted when it was looked at last, and has not been written since, still
    // is.
    Path memory = root.resolve("target/formatted");
    FileTime looked = Files.exists(memory) ? Files.getLastModifiedTime(memory) : null;
    FileTime now = FileTime.from(Instant.now());
    var sources = new ArrayList<Path>();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(f -> isSource(root.relativize(f))).sorted().toList()) {
        if (looked != null && Files.getLastModifiedTime(file).compareTo(looked) < 0) continue;
        sources.add(file);
      }
    }
    // On all cores: in their order are the answers, not the work.
    List<Path> unformatted =
        sources.parallelStream().filter(file -> !isFormatted(file, formatter, write)).toList();
    if (!unformatted.isEmpty()) {
      unformatted.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("Run: mvn process-sources -Dformat=write");
      System.exit(1);
    }
    Files.createDirectories(memory.getParent());
    Files.writeString(memory, "");
    Files.setLastModifiedTime(memory, now);
  }

  /// Whether it is formatted, or is so now.
  private static boolean isFormatted(Path file, Formatter formatter, boolean write) {
    try {
      String before = Files.readString(file);
      String after = formatter.formatSourceAndFixImports(before);
      if (after.equals(before)) return true;
      if (write) Files.writeString(file, after);
      return write;
    } catch (IOException | FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  private static boolean isSource(Path file) {
    if (!file.toString().endsWith(".java")) return false;
    // Maven's folder `target` stands outside `src`; within it, that is the name of a package.
    for (Path part : file) {
      if (part.toString().equals("src")) return true;
      if (part.toString().equals("target")) return false;
    }
    return true;
  }
}
