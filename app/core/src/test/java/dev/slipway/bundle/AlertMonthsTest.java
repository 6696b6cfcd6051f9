// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.TrafficMonths.Way;
import dev.slipway.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How often the alerts on an objective of 99.9 % page and open tickets, by simulation of the
/// exported comparisons in Java; [AlertMonthsToolsTest] asks promtool about the exported rules. The
/// tables of docs/benchmarks.md.
final class AlertMonthsTest {

  private static final double[] RATES = {0.01, 0.1, 1, 100};
  private static final double[] BURNS = {0.1, 1, 10, 100};
  static final double SHARE = 0.001;
  private static final Plan PLAN = SamplePlan.of(Voyager.TEXT, Map.of());
  static final List<Way> PAGE = TrafficMonths.ways(PLAN, true);
  static final List<Way> TICKET = TrafficMonths.ways(PLAN, false);

  /// @param rate requests a second
  /// @param burn times what the budget allows
  /// @param before pages by the rules without a number of bad requests
  private record Cell(double rate, double burn, double before, double pages, double tickets) {

    private String row() {
      return String.format(
          Locale.ROOT, "| %s | %s | %.2f | %.2f | %.2f |", rate, burn, before, pages, tickets);
    }
  }

  private static Cell cell(double rate, double burn, int months) {
    int before = TrafficMonths.BEFORE;
    int page = TrafficMonths.SAME_PAGE;
    TrafficMonths traffic =
        new TrafficMonths(
            before + months * TrafficMonths.MINUTES,
            rate,
            minute -> SHARE * burn,
            Double.hashCode(rate * 31 + burn));
    return new Cell(
        rate,
        burn,
        traffic.told(TrafficMonths.withoutLeast(PAGE), page, before, 1) / (double) months,
        traffic.told(PAGE, page, before, 1) / (double) months,
        traffic.told(TICKET, TrafficMonths.SAME_TICKET, before, 1) / (double) months);
  }

  private static void judge(int quiet, int busy) {
    List<Cell> cells =
        Arrays.stream(RATES)
            .boxed()
            .flatMap(rate ->
                Arrays.stream(BURNS).mapToObj(burn -> cell(rate, burn, rate < 1 ? quiet : busy)))
            .toList();
    String table = cells.stream().map(Cell::row).collect(Collectors.joining("\n", "\n", "\n"));
    for (Cell cell : cells) {
      if (cell.burn < 1) {
        assertEquals(0, cell.pages, cell + table);
        assertTrue(cell.tickets <= 0.1, cell + table);
      } else if (cell.burn == 1) {
        // Promised is about one a year of each of the two windows.
        assertTrue(cell.pages <= 2.0 / 12, cell + table);
      } else if (cell.burn == 10) {
        assertTrue(cell.pages + cell.tickets >= 1, cell + table);
      } else {
        assertTrue(cell.pages >= 1, cell + table);
      }
    }
    assertTrue(cells.getFirst().before > 1, "so often did the healthy service page: " + table);
    System.out.println(table);
  }

  @Test
  void whoMeetsTheObjectiveIsNotPagedAndWhoMissesItIs() {
    judge(6, 2);
  }

  @Test
  @Tag("nightly")
  void whoMeetsTheObjectiveIsNotPagedInYears() {
    judge(240, 60);
  }

  /// Median over outages, in minutes, from the first failed request to the page and to the ticket.
  @Test
  @Tag("nightly")
  void anOutageIsToldOfHoweverFewAskTheService() {
    StringBuilder table = new StringBuilder("\n");
    for (double rate : new double[] {0.0001, 0.001, 0.01, 0.1, 1, 100}) {
      for (double failing : new double[] {0.01, 0.1, 1}) {
        List<TrafficMonths> outages = outages(rate, failing);
        double page = median(outages, PAGE);
        double ticket = median(outages, TICKET);
        table.append(
            String.format(Locale.ROOT, "| %s | %s | %.0f | %.0f |%n", rate, failing, page, ticket));
        if (failing == 1) {
          assertTrue(Math.min(page, ticket) < 3 * 24 * 60, table.toString());
        }
      }
    }
    System.out.println(table);
  }

  private static List<TrafficMonths> outages(double rate, double failing) {
    int began = TrafficMonths.BEFORE;
    return IntStream.range(0, 101)
        .mapToObj(seed ->
            new TrafficMonths(2 * began, rate, minute -> minute > began ? failing : 0, seed))
        .toList();
  }

  private static double median(List<TrafficMonths> outages, List<Way> ways) {
    double[] minutes =
        outages.stream()
            .mapToDouble(each -> each.until(ways, TrafficMonths.BEFORE))
            .sorted()
            .toArray();
    return minutes[minutes.length / 2];
  }
}
