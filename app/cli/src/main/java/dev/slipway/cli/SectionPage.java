// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.workbench.report.Section;
import dev.slipway.workbench.report.Section.Row;
import java.util.List;
import java.util.function.ToIntFunction;

/// Shows a section: names, values and reasons each below one another, long texts over several
/// lines. Where the terminal is too narrow for three columns, a reason stands below its value.
record SectionPage(Terminal terminal) {

  private static final int LEAST_NAME = 22;
  private static final int MOST_NAME = 40;
  private static final int MOST_VALUE = 20;
  private static final String BELOW = "    ";

  void show(Section section) {
    terminal.title(section.title(), section.subtitle());
    section
        .stale()
        .map(Texts::clean)
        .ifPresent(why ->
            terminal
                .fitted("No longer holds: " + why + ".", 2)
                .forEach(line -> terminal.line("  " + terminal.open(line))));
    int names = Math.max(LEAST_NAME, widest(section.rows(), row -> row.name().length(), MOST_NAME));
    List<Row> reasoned = section.rows().stream().filter(row -> !row.reason().isBlank()).toList();
    int values = widest(reasoned, row -> row.value().length(), MOST_VALUE);
    boolean beside = terminal.isRoomBeside(2 + names + 1 + values + 2);
    section
        .rows()
        .forEach(row -> {
          if (beside) {
            row(row, names, values);
          } else {
            stacked(row);
          }
        });
    terminal.findings(section.findings());
  }

  /// What is wider than the most of a column stands out of it, and leaves the rest of its row to
  /// the next line.
  private static int widest(List<Row> rows, ToIntFunction<Row> width, int most) {
    return rows.stream().mapToInt(width).filter(each -> each <= most).max().orElse(0);
  }

  private void row(Row row, int names, int values) {
    String name = padded(name(row), names);
    String value = terminal.said(row.value());
    int left = 2 + name.length() + 1;
    if (row.reason().isBlank() || value.length() > values) {
      lines("  " + name + " ", Texts.wrapped(value, terminal.page() - left), row);
      if (!row.reason().isBlank()) {
        lines(" ".repeat(left), Texts.wrapped(terminal.said(row.reason()), terminal.page() - left));
      }
    } else {
      String head = "  " + name + " " + toned(row, value);
      lines(
          head + " ".repeat(values - value.length() + 2),
          " ".repeat(left + values + 2),
          Texts.wrapped(terminal.said(row.reason()), terminal.page() - left - values - 2));
    }
  }

  /// Name and value, and the reason below them.
  private void stacked(Row row) {
    String name = Texts.clean(row.name());
    String value = terminal.said(row.value());
    if (2 + name.length() + 2 + value.length() <= terminal.page()) {
      terminal.line("  " + name + "  " + toned(row, value));
    } else {
      lines("  ", Texts.wrapped(name, terminal.page() - 2));
      lines(BELOW, Texts.wrapped(value, terminal.page() - BELOW.length()), row);
    }
    if (!row.reason().isBlank()) {
      lines(BELOW, Texts.wrapped(terminal.said(row.reason()), terminal.page() - BELOW.length()));
    }
  }

  /// Above its row where it is too long to stand before it: a name may hold a value of the data.
  private String name(Row row) {
    String name = Texts.clean(row.name());
    if (name.length() <= MOST_NAME) {
      return name;
    }
    lines("  ", Texts.wrapped(name, terminal.page() - 2));
    return "";
  }

  private void lines(String head, List<String> value, Row row) {
    lines(head, " ".repeat(head.length()), value.stream().map(line -> toned(row, line)).toList());
  }

  private void lines(String indent, List<String> lines) {
    lines(indent, indent, lines);
  }

  private void lines(String head, String indent, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      terminal.line((i == 0 ? head : indent) + lines.get(i));
    }
  }

  private String toned(Row row, String text) {
    return switch (row.tone()) {
      case GOOD -> terminal.good(text);
      case BAD -> terminal.bad(text);
      case OPEN -> terminal.open(text);
      case PLAIN -> text;
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
