// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Numbers;
import dev.slipway.request.Predictions;
import dev.slipway.request.Table;
import dev.slipway.serving.preparation.token.TokenizedText;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Shows answers as a table, or one line an output where the answers are too wide for a table.
final class PredictionPage {

  private static final int MOST_COLUMNS = 60;
  private static final int FIRST_VALUES = 6;

  private PredictionPage() {}

  static void print(Predictions answers, Terminal terminal) {
    Table table = answers.table();
    boolean wide = table.columns().size() > MOST_COLUMNS;
    answers.texts().forEach(text -> text(text, terminal));
    if (!wide) {
      table(table, terminal);
      return;
    }
    for (Map<String, Tensor> answer : answers.answers()) {
      answer.forEach((name, tensor) -> terminal.line("  " + plain(name) + "  " + outline(tensor)));
    }
    terminal.line(terminal.faint("  All of them: --format csv, or --json"));
  }

  /// Its tokens, and their ids below.
  private static void text(TokenizedText text, Terminal terminal) {
    terminal.line("  " + terminal.faint("tokens") + "  " + plain(text.line()));
    terminal.line(
        "  "
            + terminal.faint("ids")
            + "     "
            + text.ids().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    text.notes().forEach(note -> terminal.line("  " + note));
  }

  private static String outline(Tensor tensor) {
    String kind = tensor.datatype() + " " + Shapes.text(tensor.shape());
    if (tensor.size() == 0 || !tensor.datatype().isFloatingPoint()) {
      return kind;
    }
    double[] values = tensor.toDoubles();
    double least = IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElse(0);
    double most = IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElse(0);
    String first =
        IntStream.range(0, Math.min(FIRST_VALUES, values.length))
            .mapToObj(i -> number(values[i]))
            .collect(Collectors.joining(" "));
    return "%s from %s to %s: %s%s"
        .formatted(
            kind, number(least), number(most), first, values.length > FIRST_VALUES ? " …" : "");
  }

  private static String number(double value) {
    return Numbers.score(value);
  }

  private static void table(Table table, Terminal terminal) {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      int widest = table.column(i).stream().mapToInt(String::length).max().orElse(0);
      widths.add(Math.max(widest, table.columns().get(i).length()));
    }
    terminal.line(terminal.faint(padded(table.columns(), widths)));
    table.rows().forEach(row -> terminal.line(padded(row, widths)));
  }

  private static String padded(List<String> values, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      String value = plain(values.get(i));
      line.append("  ").append(value).append(" ".repeat(widths.get(i) - values.get(i).length()));
    }
    return line.toString().stripTrailing();
  }

  private static String plain(String text) {
    return Texts.clean(text);
  }
}
