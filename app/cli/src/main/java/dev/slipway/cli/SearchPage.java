// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.cost.CostRange;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchResult;
import dev.slipway.workbench.search.PricedSearch;
import dev.slipway.workbench.search.PricedSearch.Priced;
import java.util.Locale;

/// Shows the result of a search: the best point, and the Pareto front.
record SearchPage(Terminal terminal) {

  void show(PricedSearch priced) {
    SearchResult result = priced.found();
    terminal.title(
        "The best of %d points seen, of %d there are".formatted(result.seen(), result.all()));
    result
        .goal()
        .within()
        .ifPresent(limit ->
            terminal.fact(
                "95 % within " + Durations.exact(limit),
                result.verdict().map(this::kept).orElse("")));
    if (result.inputs().madeUp()) {
      terminal.fact(
          "requests", terminal.open(result.inputs().warning() + ": every figure rests on it"));
    } else if (!result.inputs().shapes().isEmpty()) {
      terminal.fact("requests", result.inputs().shapes() + ": " + result.inputs().because());
    }
    best(priced.best());
    terminal.fact("measured for", Durations.text(result.best().length()));
    terminal.fact("spent", Durations.text(result.spent()));
    terminal.title(
        "Pareto front: rows a second, p95, %s, memory"
            .formatted(priced.byCost() ? "cost a month" : "CPU a row"));
    terminal.line(
        columns(
            "threads", "batch", "clients", "level", "variant", "rows/s", "p95", "CPU/row", "memory",
            "a month", "others"));
    priced.front().forEach(one -> terminal.line(row(one)));
    notes(priced);
  }

  private String kept(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Met met -> terminal.good("kept");
      case Verdict.NotMet notMet -> terminal.bad("kept by none");
      case Verdict.Inconclusive open -> terminal.open(open.word() + ": " + open.because());
    };
  }

  private void best(Priced priced) {
    PointReading one = priced.reading();
    terminal.fact("threads", one.point().threads());
    terminal.fact("rows a request", one.point().batch());
    terminal.fact("clients at once", one.point().clients());
    terminal.fact("optimisation", one.point().level().toLowerCase(Locale.ROOT));
    terminal.fact("variant", one.point().variant());
    terminal.fact("rows a second", Numbers.count(Math.round(one.rows())));
    terminal.fact("p95 of a request", Durations.text(one.latency()));
    terminal.fact("CPU a row", Durations.text(one.cpu()));
    terminal.fact("peak memory", one.memory().inMemory());
    terminal.fact(
        "cost a month",
        priced
            .month()
            .map(month -> range(month) + ": " + priced.because())
            .orElseGet(() -> terminal.open("no price: " + priced.because())));
    terminal.fact("others' CPU", Numbers.percent(one.foreign()));
  }

  private static String row(Priced priced) {
    PointReading one = priced.reading();
    return columns(
        String.valueOf(one.point().threads()),
        String.valueOf(one.point().batch()),
        String.valueOf(one.point().clients()),
        one.point().level().toLowerCase(Locale.ROOT),
        one.point().variant(),
        Numbers.count(Math.round(one.rows())),
        Durations.text(one.latency()),
        Durations.text(one.cpu()),
        one.memory().inMemory(),
        priced.month().map(CostRange::likely).map(Numbers::money).orElse("no price"),
        Numbers.percent(one.foreign()));
  }

  private static String columns(String... cells) {
    return String.format(
        Locale.ROOT, "  %7s %6s %8s %-9s %-10s %10s %9s %9s %10s %11s %8s", (Object[]) cells);
  }

  private void notes(PricedSearch priced) {
    note(
        "a month: the likely cost of serving %s on average and %s at the peak%s; each row is a"
            .formatted(
                priced.load().average(),
                priced.load().peak(),
                priced.assumed() ? " (assumed: slipway.yaml states no traffic)" : ""));
    note(
        "request of its own, and as many as the batch run together. Confirm it with profile,"
            + " plan.");
    if (priced.oneCost()) {
      note(
          "All cost the same: the smallest fleet carries this traffic either way, so CPU/row"
              + " decides.");
    }
    priced.unpriced().forEach((why, ways) -> note("no price for %d: %s".formatted(ways, why)));
    note(
        "others: the share of the machine that other programs used meanwhile; what disturbed makes"
            + " a way look worse than it is.");
  }

  private void note(String text) {
    terminal.line(terminal.faint("  " + text));
  }

  private static String range(CostRange month) {
    return month.low().equals(month.high()) ? Numbers.money(month.likely()) : month.text();
  }
}
