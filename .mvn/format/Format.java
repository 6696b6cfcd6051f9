// SPDX-License-Identifier: Apache-2.0

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Formats every Java file below a folder (`write`), or says which ones are not formatted
/// (`check`), or does nothing (`off`). Launched from source by the build.
final class Format {

  public static void main(String[] args) throws Exception {
    if (args[0].equals("off")) return;
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    if (!Files.isDirectory(root)) return;
    var formatter = new Formatter(JavaFormatterOptions.builder().build());
    var unformatted = new ArrayList<Path>();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(f -> isSource(root.relativize(f))).sorted().toList()) {
        String before = Files.readString(file);
        String after = formatter.formatSourceAndFixImports(before);
        if (after.equals(before)) continue;
        if (write) Files.writeString(file, after);
        else unformatted.add(file);
      }
    }
    if (!unformatted.isEmpty()) {
      unformatted.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("Run: mvn process-sources -Dformat=write");
      System.exit(1);
    }
  }

  private static boolean isSource(Path file) {
    boolean built = false;
    for (Path part : file) built |= part.toString().equals("target");
    return !built && file.toString().endsWith(".java");
  }
}
