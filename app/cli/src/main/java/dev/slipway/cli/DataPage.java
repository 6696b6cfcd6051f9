// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Frequent;
import dev.slipway.data.ColumnProfile.Period;
import dev.slipway.data.DataStudy;
import dev.slipway.data.Decimals;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference;
import dev.slipway.data.TableProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Shows a data file as a table, one line a column.
final class DataPage {

  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int NAME = 24;
  private static final int VALUE = 20;

  /// Columns that a line names; of more it says how many.
  private static final int NAMED = 8;

  private final Terminal terminal;

  DataPage(Terminal terminal) {
    this.terminal = terminal;
  }

  void table(TableProfile table, String title) {
    terminal.title(
        "%s  %s  %,d rows, %d columns, %s"
            .formatted(title, table.source(), table.rows(), table.columns().size(), table.size()));
    terminal.line(
        terminal.faint(
            "  %-24s %-12s %8s %9s  %-20s  %s"
                .formatted(
                    "column", "type", "missing", "different", "", "5 %, median, 95 %; values")));
    table.columns().forEach(column -> line(column, table.rows()));
    if (!table.columns().stream().allMatch(ColumnProfile::exact)) {
      terminal.line(
          terminal.faint(
              "  ≈ about: of so many rows, different values are estimated (mostly within 10 %) and"
                  + " quantiles are off by less than a thousandth of the rows"));
    }
  }

  private void line(ColumnProfile column, long rows) {
    terminal.line(
        "  %-24s %-12s %8s %9s  %-20s  %s"
            .formatted(
                shortened(column.name(), NAME),
                column.kind().word(),
                missing(column.missing(), rows),
                about(column) + column.distinct(),
                spark(column.histogram()),
                values(column, rows)));
  }

  /// How the columns of the holdout differ from the reference's; those that do not are counted, and
  /// those that were not compared are named.
  void drift(DataStudy study) {
    terminal.title("Drift, " + study.holdout().source() + " against " + study.reference().source());
    study.drift().stream()
        .filter(drift -> drift.outcome() != ColumnDrift.Outcome.ALIKE)
        .forEach(drift ->
            terminal.line(
                "  %-24s %-13s %s"
                    .formatted(shortened(drift.column(), NAME), drift.word(), drift.because())));
    long alike =
        study.drift().stream()
            .filter(drift -> drift.outcome() == ColumnDrift.Outcome.ALIKE)
            .count();
    terminal.line(terminal.faint("  no drift in " + Words.count(alike, "column")));
    Map<String, ColumnProfile> holdout = study.holdout().byName();
    named(
        "not compared (" + ColumnDrift.UNCOMPARED + ")",
        study.uncompared().stream().filter(holdout::containsKey).toList());
    named(
        "not in the holdout",
        study.uncompared().stream().filter(column -> !holdout.containsKey(column)).toList());
  }

  private void named(String what, List<String> columns) {
    if (!columns.isEmpty()) {
      String first =
          columns.stream()
              .limit(NAMED)
              .map(column -> shortened(column, NAME))
              .collect(Collectors.joining(", "));
      terminal.line(
          terminal.faint(
              "  %s: %s: %s%s"
                  .formatted(
                      what,
                      Words.count(columns.size(), "column"),
                      first,
                      columns.size() > NAMED
                          ? " and " + Numbers.count(columns.size() - NAMED) + " more"
                          : "")));
    }
  }

  void baseline(DriftReference kept) {
    terminal.title(
        "Drift baseline  %s, windows of %d rows".formatted(kept.source(), kept.window()));
    terminal.line(
        terminal.faint(
            "  %-24s %5s %9s %8s  %7s  %s"
                .formatted("column", "bins", "rows", "missing", "alarm", "alarms by chance")));
    for (DriftReference.Feature feature : kept.features()) {
      terminal.line(
          "  %-24s %5d %9d %8d  %7s  %s"
              .formatted(
                  shortened(feature.name(), NAME),
                  feature.counts().size(),
                  feature.rows(),
                  feature.missing(),
                  Decimals.brief(feature.alarm().threshold()),
                  feature.alarm().inWords()));
    }
    if (!kept.unwatched().isEmpty()) {
      terminal.fact(
          "not watched",
          terminal.open(
              "%s: no value comes in %d rows of the reference, so drift would not show"
                  .formatted(String.join(", ", kept.unwatched()), DriftCalibration.LEAST_ROWS)));
    }
  }

  private static String about(ColumnProfile column) {
    return column.exact() ? "" : "≈";
  }

  private static String missing(long missing, long rows) {
    return missing == 0 ? "·" : Numbers.percent((double) missing / rows);
  }

  /// One character a bin, as high as its count; a bin with a single row still shows.
  static String spark(List<ColumnProfile.Bin> bins) {
    long most = bins.stream().mapToLong(ColumnProfile.Bin::count).max().orElse(0);
    return bins.stream()
        .map(bin ->
            bin.count() == 0
                ? " "
                : String.valueOf(BARS.charAt((int) ((BARS.length() - 1) * bin.count() / most))))
        .collect(Collectors.joining());
  }

  private static String values(ColumnProfile column, long rows) {
    if (column.numbers().isPresent()) {
      return about(column) + numbers(column.numbers().get());
    }
    if (column.period().isPresent()) {
      Period period = column.period().get();
      return period.first() + " to " + period.last();
    }
    return column.top().stream()
        .limit(4)
        .map(top -> frequent(top, rows))
        .collect(Collectors.joining(", "));
  }

  private static String numbers(ColumnProfile.Numbers numbers) {
    return quantile(numbers, 0.05)
        + "  "
        + quantile(numbers, 0.5)
        + "  "
        + quantile(numbers, 0.95)
        + "  of "
        + Decimals.brief(numbers.min())
        + " to "
        + Decimals.brief(numbers.max())
        + (numbers.infinite() == 0 ? "" : ", " + numbers.infinite() + " infinite");
  }

  private static String quantile(ColumnProfile.Numbers numbers, double at) {
    return numbers.quantiles().stream()
        .filter(quantile -> quantile.at() == at)
        .map(quantile -> Decimals.brief(quantile.value()))
        .findFirst()
        .orElse("");
  }

  private static String frequent(Frequent top, long rows) {
    return shortened(top.value(), VALUE) + " " + Numbers.percent((double) top.count() / rows);
  }

  private static String shortened(String text, int most) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
