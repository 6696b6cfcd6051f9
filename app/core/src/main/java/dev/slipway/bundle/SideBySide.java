// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two versions of a text, line beside line.
public record SideBySide(List<Row> rows) {

  /// What happened to a line.
  public enum Kind {
    SAME,
    CHANGED,
    REMOVED,
    ADDED
  }

  /// @param number from 1 on
  public record Line(int number, String text) {}

  /// Empty at a side that has no such line.
  public record Row(Kind kind, Optional<Line> before, Optional<Line> after) {}

  public SideBySide {
    rows = List.copyOf(rows);
  }

  /// @param before empty for a file that came
  /// @param after empty for a file that goes
  /// @return empty where one of both is no text that a person compares
  public static Optional<SideBySide> of(Optional<byte[]> before, Optional<byte[]> after) {
    Optional<List<String>> old =
        before.isEmpty() ? Optional.of(List.of()) : UnifiedDiff.lines(before.get());
    Optional<List<String>> now =
        after.isEmpty() ? Optional.of(List.of()) : UnifiedDiff.lines(after.get());
    return old.flatMap(was -> now.map(is -> new SideBySide(rows(was, is))));
  }

  /// How many lines are not the same.
  public long differing() {
    return rows.stream().filter(row -> row.kind() != Kind.SAME).count();
  }

  private static List<Row> rows(List<String> before, List<String> after) {
    List<Row> rows = new ArrayList<>();
    int left = 0;
    int right = 0;
    for (AbstractDelta<String> delta :
        DiffUtils.diff(before, after, UnifiedDiff.algorithm(before, after)).getDeltas()) {
      while (left < delta.getSource().getPosition()) {
        rows.add(new Row(Kind.SAME, line(before, left++), line(after, right++)));
      }
      int gone = delta.getSource().size();
      int come = delta.getTarget().size();
      for (int i = 0; i < Math.max(gone, come); i++) {
        Kind kind = i >= come ? Kind.REMOVED : i >= gone ? Kind.ADDED : Kind.CHANGED;
        rows.add(
            new Row(
                kind,
                i < gone ? line(before, left + i) : Optional.empty(),
                i < come ? line(after, right + i) : Optional.empty()));
      }
      left += gone;
      right += come;
    }
    while (left < before.size()) {
      rows.add(new Row(Kind.SAME, line(before, left++), line(after, right++)));
    }
    return rows;
  }

  private static Optional<Line> line(List<String> lines, int index) {
    return Optional.of(new Line(index + 1, lines.get(index).replace('\n', ' ')));
  }
}
