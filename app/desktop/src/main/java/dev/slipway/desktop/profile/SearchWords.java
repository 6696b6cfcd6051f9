// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.profile.SearchViewModel.MeasuredPoint;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchResult;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.InputSizes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// Puts settings of the model into words.
final class SearchWords {

  private SearchWords() {}

  /// What is to be said of all the numbers where nobody said how large requests are.
  static Optional<String> madeUp(SearchResult found) {
    return found.inputs().madeUp()
        ? Optional.of(Texts.of("search.made-up", found.inputs().shapes(), InputSizes.remedy()))
        : Optional.empty();
  }

  /// `2 threads, batch 8, 4 clients, extended, int8`.
  static String settings(SearchSpace.Point point) {
    return Texts.of(
        "search.settings",
        point.threads(),
        point.batch(),
        point.clients(),
        level(point),
        point.variant());
  }

  static String level(SearchSpace.Point point) {
    return point.level().toLowerCase(Locale.ROOT);
  }

  /// Short enough for a column: millions of rows would be cut.
  static String rows(PointReading one) {
    return rows(
        one, value -> value < 10_000 ? Numbers.grouped(value) : Numbers.large(Math.round(value)));
  }

  private static String rows(PointReading one, DoubleFunction<String> number) {
    String median = number.apply(one.rows());
    return one.spread()
        .map(s ->
            Texts.of(
                "search.interval", median, number.apply(s.rowsLow()), number.apply(s.rowsHigh())))
        .orElse(median);
  }

  static String latency(PointReading one) {
    String median = Formats.duration(one.latency()).toString();
    return one.spread()
        .map(s -> Texts.of("search.interval", median, low(s), Formats.duration(s.latencyHigh())))
        .orElse(median);
  }

  /// Without its unit where the upper end has the same.
  private static String low(PointReading.Spread spread) {
    Formats.Quantity low = Formats.duration(spread.latencyLow());
    return low.unit().equals(Formats.duration(spread.latencyHigh()).unit())
        ? low.number()
        : low.toString();
  }

  static String memory(PointReading one) {
    return Texts.of("unit.mebibytes", one.memory().mebibytesUp());
  }

  /// Of a month.
  static String cost(MeasuredPoint seen) {
    return seen.priced()
        .month()
        .map(month -> Numbers.money(month.likely()))
        .orElse(Texts.of("search.no-price"));
  }

  /// What it is the cost of, or why there is none.
  static String costOf(MeasuredPoint seen) {
    return seen.priced()
        .month()
        .map(month -> Texts.of("search.cost-of", Formats.range(month), seen.priced().because()))
        .orElse(Texts.of("search.no-price-because", seen.priced().because()));
  }

  static String all(MeasuredPoint seen) {
    PointReading one = seen.reading();
    return Texts.of(
        "search.said",
        settings(seen.point()),
        rows(one),
        latency(one),
        Formats.duration(one.cpu()),
        memory(one),
        cost(seen));
  }

  static String place(MeasuredPoint seen) {
    if (seen.best()) {
      return Texts.of("search.best");
    }
    return Texts.of(seen.front() ? "search.front" : "search.beaten");
  }

  /// To be copied: with all digits.
  static List<String> cells(MeasuredPoint seen) {
    PointReading one = seen.reading();
    SearchSpace.Point point = seen.point();
    return List.of(
        String.valueOf(point.threads()),
        String.valueOf(point.batch()),
        String.valueOf(point.clients()),
        level(point),
        point.variant(),
        rows(one, Numbers::grouped),
        latency(one),
        Formats.duration(one.cpu()).toString(),
        memory(one),
        cost(seen),
        Numbers.percent(one.foreign()),
        place(seen));
  }
}
