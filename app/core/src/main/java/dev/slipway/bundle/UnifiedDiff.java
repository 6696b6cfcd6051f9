// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmI;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What differs between two versions of a file, in the unified format that `git apply` takes.
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  /// Longer files are data, not text that a person compares.
  private static final int LONGEST = 1 << 20;

  private static final int MANY_LINES = 2000;

  private static final String NO_NEWLINE = "\n\\ No newline at end of file";

  private UnifiedDiff() {}

  /// @param before empty for a file that came
  /// @param after empty for a file that went
  /// @return whole lines; empty when both are the same
  public static String of(String path, Optional<byte[]> before, Optional<byte[]> after) {
    Optional<List<String>> old = before.isEmpty() ? Optional.of(List.of()) : lines(before.get());
    Optional<List<String>> now = after.isEmpty() ? Optional.of(List.of()) : lines(after.get());
    if (before.isPresent() == after.isPresent() && (before.isEmpty() || same(before, after))) {
      return "";
    }
    String from = before.isEmpty() ? "/dev/null" : named("a/" + path);
    String to = after.isEmpty() ? "/dev/null" : named("b/" + path);
    if (old.isEmpty() || now.isEmpty()) {
      // Without a header: git refuses a whole patch that has one of a file without its bytes.
      return "Binary files %s and %s differ\n".formatted(from, to);
    }
    StringBuilder out = new StringBuilder();
    out.append("diff --git ").append(named("a/" + path)).append(' ').append(named("b/" + path));
    out.append('\n');
    if (before.isEmpty()) {
      out.append("new file mode 100644\n");
    } else if (after.isEmpty()) {
      out.append("deleted file mode 100644\n");
    }
    Patch<String> patch = DiffUtils.diff(old.get(), now.get(), algorithm(old.get(), now.get()));
    UnifiedDiffUtils.generateUnifiedDiff(from, to, old.get(), patch, CONTEXT)
        .forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  /// Myers' own form shows what went before what came; it remembers every step, which long files
  /// that have nothing in common would make too many.
  static DiffAlgorithmI<String> algorithm(List<String> before, List<String> after) {
    return before.size() + after.size() > MANY_LINES
        ? new MyersDiffWithLinearSpace<>()
        : new MyersDiff<>();
  }

  private static boolean same(Optional<byte[]> before, Optional<byte[]> after) {
    return java.util.Arrays.equals(before.orElseThrow(), after.orElseThrow());
  }

  /// The lines of a text; empty for what is none. A last line without an end says so in its text,
  /// so that it differs from one with an end.
  static Optional<List<String>> lines(byte[] bytes) {
    if (bytes.length > LONGEST) {
      return Optional.empty();
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
    if (text.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String last = lines.removeLast();
    if (!last.isEmpty()) {
      lines.add(last + NO_NEWLINE);
    }
    return Optional.of(lines);
  }

  /// As git names a path: in quotes where it holds what a line of a patch cannot.
  private static String named(String path) {
    return path.chars().anyMatch(c -> c < ' ' || c == '"' || c == 0x7f)
        ? '"' + escaped(path) + '"'
        : path;
  }

  private static String escaped(String path) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '"') {
        out.append("\\\"");
      } else if (c < ' ' || c == 0x7f) {
        out.append('\\').append(c >> 6).append((c >> 3) & 7).append(c & 7);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
