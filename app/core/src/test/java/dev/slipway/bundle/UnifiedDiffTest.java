// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnifiedDiffTest {

  private static String diff(String before, String after) {
    return UnifiedDiff.of(
        "a/file", Optional.of(before.getBytes(UTF_8)), Optional.of(after.getBytes(UTF_8)));
  }

  @Test
  void showsThreeLinesAroundWhatDiffers() {
    assertEquals(
        """
        diff --git a/a/file b/a/file
        --- a/a/file
        +++ b/a/file
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8
        """,
        diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));
  }

  @Test
  void theSameHasNoDiffAndAMissingLastLineEndIsOne() {
    assertEquals("", diff("a\n", "a\n"));
    assertTrue(diff("a\n", "a").endsWith("-a\n+a\n\\ No newline at end of file\n"));
  }

  @Test
  void whatIsNoTextIsNamedNotShown() {
    byte[] bytes = {0, 1, (byte) 0xff};

    assertEquals(
        """
        Binary files /dev/null and b/m.onnx differ
        """,
        UnifiedDiff.of("m.onnx", Optional.empty(), Optional.of(bytes)));
  }

  /// Random edits, applied by git itself, give the new file byte for byte.
  @Test
  @Tag("tools")
  void gitAppliesIt(@TempDir Path folder) throws Exception {
    Random random = new Random(7);
    StringBuilder patch = new StringBuilder();
    Path wanted = Files.createDirectories(folder.resolve("wanted"));
    Path work = Files.createDirectories(folder.resolve("work"));
    for (int i = 0; i < 60; i++) {
      String name = i + " é \"f\".txt";
      Optional<byte[]> before = i % 10 == 0 ? Optional.empty() : Optional.of(text(random));
      Optional<byte[]> after = i % 10 == 1 ? Optional.empty() : Optional.of(text(random));
      if (before.isPresent()) {
        Files.write(work.resolve(name), before.get());
      }
      if (after.isPresent()) {
        Files.write(wanted.resolve(name), after.get());
      }
      patch.append(UnifiedDiff.of(name, before, after));
      // What is no text is named between, and keeps nothing from being applied.
      patch.append(UnifiedDiff.of(i + ".onnx", Optional.of(new byte[] {0}), Optional.empty()));
    }
    Path file = Files.writeString(folder.resolve("all.patch"), patch);

    Tool.need(work, "git", "apply", "--whitespace=nowarn", file.toString());

    try (var files = Files.list(wanted)) {
      for (Path each : files.toList()) {
        Path made = work.resolve(each.getFileName().toString());
        assertEquals(-1, Files.mismatch(each, made), each::toString);
      }
    }
    try (var files = Files.list(wanted);
        var made = Files.list(work)) {
      assertEquals(files.count(), made.count());
    }
  }

  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(1, 20); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(4)))
          .append(i > 1 || random.nextBoolean() ? "\n" : "");
    }
    return text.toString().getBytes(UTF_8);
  }
}
