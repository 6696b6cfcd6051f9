// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.TrafficMonths.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What promtool says of the exported rules, fed with simulated days and months, is what
/// [AlertMonthsTest] counts.
@Tag("tools")
final class AlertMonthsToolsTest {

  private static final String PAGE = "ModelErrorBudgetBurnsFast";
  private static final String TICKET = "ModelErrorBudgetBurns";
  private static final int DAY = 24 * 60;

  /// Minutes from one evaluation of a month to the next.
  private static final int STEP = 5;

  @TempDir Path temp;

  private Path rules = Path.of("");

  @BeforeEach
  void export() throws Exception {
    rules = Exported.in(temp, Voyager.input(), "prometheus").resolve("prometheus");
  }

  /// A service of one of promtool's tests, by its namespace.
  private record Watched(String namespace, TrafficMonths traffic) {

    private String series() {
      return series("200", true) + series("500", false);
    }

    private String series(String code, boolean good) {
      String values =
          IntStream.rangeClosed(0, traffic.minutes())
              .mapToObj(i ->
                  String.valueOf(good ? traffic.all(i) - traffic.bad(i) : traffic.bad(i)))
              .collect(Collectors.joining(" "));
      return """
                  - series: inference_requests_total{model_name="wine-quality", namespace="%s", code="%s"}
                    values: %s
            """
          .formatted(namespace, code, values);
    }
  }

  private static Watched watched(
      String namespace, int minutes, double rate, IntToDoubleFunction share, long seed) {
    return new Watched(namespace, new TrafficMonths(minutes, rate, share, seed));
  }

  private static String expects(String expression, int minute, long value) {
    return """
              - expr: %s
                eval_time: %dm
                exp_samples: [{labels: "{}", value: %d}]
        """
        .formatted(expression, minute, value);
  }

  private String test(int step, List<Watched> services, String asked) {
    return """
        rule_files: [rules.yaml]
        evaluation_interval: %dm
        group_eval_order: [wine-quality.records, wine-quality.errors]
        tests:
          - interval: 1m
            input_series:
        %s    promql_expr_test:
        %s"""
        .formatted(
            step, services.stream().map(Watched::series).collect(Collectors.joining()), asked);
  }

  private Tool promtool(String test) throws Exception {
    Files.writeString(rules.resolve("months.test.yaml"), test);
    return Tool.run(rules, "promtool", "test", "rules", "months.test.yaml");
  }

  /// A day: well, then 10 % of requests fail for four hours, then well again.
  @Test
  void fireOnADayWhenTheSimulationSaysSo() throws Exception {
    Watched service =
        watched(
            "a",
            DAY,
            0.1,
            minute -> AlertMonthsTest.SHARE * (minute > 480 && minute <= 720 ? 100 : 0.1),
            19);
    StringBuilder asked = new StringBuilder();
    int firing = 0;
    for (int minute = 10; minute < DAY - 1; minute += 10) {
      boolean fires = service.traffic.fires(AlertMonthsTest.PAGE, minute);
      // Prometheus 3 looks at a minute less where the samples are a minute apart.
      if (service.traffic.fires(AlertMonthsTest.PAGE, minute - 1) == fires
          && service.traffic.fires(AlertMonthsTest.PAGE, minute + 1) == fires) {
        firing += fires ? 1 : 0;
        asked.append(
            expects(
                "count(ALERTS{alertname=\"" + PAGE + "\"}) or vector(0)", minute, fires ? 1 : 0));
      }
    }
    assertTrue(firing > 10 && firing < 60, "ten minutes in which it fires: " + firing);
    String test = test(1, List.of(service), asked.toString());

    Tool told = promtool(test);

    assertTrue(told.exit() == 0, told.output());
    assertNotEquals(0, promtool(test.replaceFirst("value: 1", "value: 0")).exit());
  }

  /// The first month of four services, which miss their objective by more and more.
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 1, 100})
  @Tag("nightly")
  void tellAsOftenInAMonthAsTheSimulationSays(double rate) throws Exception {
    List<Watched> services = new ArrayList<>();
    StringBuilder asked = new StringBuilder();
    for (double burn : new double[] {0.1, 1, 10, 100}) {
      String namespace = "burns-" + (int) (burn * 10);
      Watched service =
          watched(
              namespace,
              TrafficMonths.MINUTES,
              rate,
              minute -> AlertMonthsTest.SHARE * burn,
              Double.hashCode(rate * 31 + burn));
      services.add(service);
      asked.append(told(PAGE, service, AlertMonthsTest.PAGE));
      asked.append(told(TICKET, service, AlertMonthsTest.TICKET));
    }

    Tool told = promtool(test(STEP, services, asked.toString()));

    assertTrue(told.exit() == 0, told.output());
    System.out.println(asked);
  }

  private static String told(String alert, Watched service, List<Way> ways) {
    String firing =
        "ALERTS{alertname=\"%s\", alertstate=\"firing\", namespace=\"%s\"}"
            .formatted(alert, service.namespace);
    return expects(
        "count_over_time(sum(%s unless count_over_time(%s[%dm] offset %dm))[%dm:%dm]) or vector(0)"
            .formatted(
                firing,
                firing,
                TrafficMonths.SAME_CALL - STEP,
                STEP,
                TrafficMonths.MINUTES,
                STEP),
        TrafficMonths.MINUTES,
        service.traffic.told(ways, 0, STEP));
  }
}
