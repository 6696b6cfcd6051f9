// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.TrafficMonths.Way;
import dev.slipway.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often the alerts on an objective of 99.9 % page and open tickets, by simulation of the
/// exported comparisons in Java; promtool confirms it on a day. The table of docs/benchmarks.md.
@Tag("nightly")
final class AlertMonthsTest {

  private static final double[] RATES = {0.01, 0.1, 1, 100};
  private static final double[] BURNS = {0.1, 1, 10, 100};
  private static final double SHARE = 0.001;
  private static final Plan PLAN = SamplePlan.of(Voyager.TEXT, Map.of());
  private static final List<Way> PAGE = TrafficMonths.ways(PLAN, true);
  private static final List<Way> TICKET = TrafficMonths.ways(PLAN, false);

  @TempDir Path temp;

  /// @param before pages by the rules without a number of bad requests
  private record Cell(double rate, double burn, double pages, double before, double tickets) {}

  private static int months(double rate) {
    return rate < 1 ? 60 : 12;
  }

  private static Cell cell(double rate, double burn) {
    int months = months(rate);
    TrafficMonths traffic =
        new TrafficMonths(
            TrafficMonths.BEFORE + months * TrafficMonths.MINUTES,
            rate,
            minute -> SHARE * burn,
            Double.hashCode(rate * 31 + burn));
    return new Cell(
        rate,
        burn,
        traffic.told(PAGE) / (double) months,
        traffic.told(TrafficMonths.withoutLeast(PAGE)) / (double) months,
        traffic.told(TICKET) / (double) months);
  }

  @Test
  void pagesOfAMonthComeOfServicesThatMissTheirObjective() {
    List<Cell> cells =
        Arrays.stream(RATES)
            .boxed()
            .flatMap(rate -> Arrays.stream(BURNS).mapToObj(burn -> cell(rate, burn)))
            .toList();
    String table =
        cells.stream()
            .map(each ->
                "| %s | %s× | %.2f | %.2f | %.2f |"
                    .formatted(
                        each.rate, each.burn, each.before, each.pages, each.tickets))
            .collect(Collectors.joining("\n"));
    System.out.println(table);
    for (Cell cell : cells) {
      if (cell.burn < 1) {
        assertEquals(0, cell.pages, cell + "\n" + table);
        assertTrue(cell.tickets <= 0.1, cell + "\n" + table);
      } else if (cell.burn == 1) {
        // Promised is about one a year of each of the two windows.
        assertTrue(cell.pages <= 2.0 / 12, cell + "\n" + table);
      } else if (cell.burn == 100) {
        assertTrue(cell.pages >= 1, cell + "\n" + table);
      }
    }
    assertTrue(cells.getFirst().before > 1, "what it was: " + table);
  }

  /// Median over outages, in minutes, from the first failed request to the page and to the ticket.
  @Test
  void anOutageIsToldOfHoweverFewAskTheService() {
    StringBuilder table = new StringBuilder();
    for (double rate : new double[] {0.0001, 0.001, 0.01, 0.1, 1, 100}) {
      for (double failing : new double[] {0.01, 0.1, 1}) {
        double page = median(rate, failing, PAGE);
        double ticket = median(rate, failing, TICKET);
        table.append(
            String.format(Locale.ROOT, "| %s | %s | %.0f | %.0f |%n", rate, failing, page, ticket));
        if (failing == 1) {
          assertTrue(Math.min(page, ticket) < 3 * 24 * 60, table.toString());
        }
      }
    }
    System.out.println(table);
  }

  private static double median(double rate, double failing, List<Way> ways) {
    int began = TrafficMonths.BEFORE;
    int[] minutes =
        IntStream.range(0, 21)
            .map(seed ->
                new TrafficMonths(
                        began + 7 * 24 * 60,
                        rate,
                        minute -> minute > began ? failing : 0,
                        seed)
                    .until(ways, began))
            .map(found -> found < 0 ? Integer.MAX_VALUE : found)
            .sorted()
            .toArray();
    return minutes[10] == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : minutes[10];
  }

  /// A day: well, then 10 % of requests fail for four hours, then well again.
  @Test
  @Tag("tools")
  void promtoolSaysTheSameOfADay() throws Exception {
    Path rules = Exported.in(temp, Voyager.input(), "prometheus").resolve("prometheus");
    int day = 24 * 60;
    TrafficMonths traffic =
        new TrafficMonths(
            day, 0.1, minute -> minute > 480 && minute <= 720 ? 100 * SHARE : SHARE / 10, 19);
    StringBuilder asked = new StringBuilder();
    int firing = 0;
    for (int minute = 10; minute < day - 1; minute += 10) {
      boolean fires = traffic.fires(PAGE, minute);
      // Where it begins or ends, rules that are evaluated one after the other differ by a minute.
      if (traffic.fires(PAGE, minute - 1) == fires && traffic.fires(PAGE, minute + 1) == fires) {
        firing += fires ? 1 : 0;
        asked.append(
            """
                  - expr: count(ALERTS{alertname="ModelErrorBudgetBurnsFast"}) or vector(0)
                    eval_time: %dm
                    exp_samples: [{labels: "{}", value: %d}]
            """
                .formatted(minute, fires ? 1 : 0));
      }
    }
    assertTrue(firing > 10 && firing < 60, "ten minutes in which it fires: " + firing);
    String test = asked.toString();
    Files.writeString(rules.resolve("day.test.yaml"), day(traffic, test));

    Tool.need(rules, "promtool", "test", "rules", "day.test.yaml");

    Files.writeString(
        rules.resolve("day.test.yaml"), day(traffic, test.replaceFirst("value: 1", "value: 0")));
    assertNotEquals(0, Tool.run(rules, "promtool", "test", "rules", "day.test.yaml").exit());
  }

  private static String day(TrafficMonths traffic, String asked) {
    return """
        rule_files: [rules.yaml]
        evaluation_interval: 1m
        tests:
          - interval: 1m
            input_series:
              - series: inference_requests_total{model_name="wine-quality", namespace="a", code="200"}
                values: %s
              - series: inference_requests_total{model_name="wine-quality", namespace="a", code="500"}
                values: %s
            promql_expr_test:
        %s"""
        .formatted(
            values(traffic, true), values(traffic, false), asked);
  }

  private static String values(TrafficMonths traffic, boolean good) {
    return IntStream.rangeClosed(0, traffic.minutes())
        .mapToObj(i -> String.valueOf(good ? traffic.all(i) - traffic.bad(i) : traffic.bad(i)))
        .collect(Collectors.joining(" "));
  }
}
