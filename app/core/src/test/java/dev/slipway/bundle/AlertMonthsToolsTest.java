// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.TrafficMonths.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Promtool, given the exported rules and simulated days and months, sees fire what
/// [AlertMonthsTest] counts.
@Tag("tools")
final class AlertMonthsToolsTest {

  private static final int DAY = 24 * 60;

  private static final Map<String, List<Way>> ALERTS =
      Map.of(
          "ModelErrorBudgetBurnsFast",
          AlertMonthsTest.PAGE,
          "ModelErrorBudgetBurns",
          AlertMonthsTest.TICKET);

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
              .mapToObj(
                  i -> String.valueOf(good ? traffic.all(i) - traffic.bad(i) : traffic.bad(i)))
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

  private String test(int step, List<Watched> services, String asked) {
    return """
    rule_files: [rules.yaml]
    evaluation_interval: %dm
    group_eval_order: [wine-quality.records, wine-quality.errors]
    tests:
      - interval: 1m
        input_series:
    %s    promql_expr_test:
    %s\
    """
        .formatted(
            step, services.stream().map(Watched::series).collect(Collectors.joining()), asked);
  }

  private Tool promtool(String test) throws Exception {
    Files.writeString(rules.resolve("months.test.yaml"), test);
    return Tool.run(rules, "promtool", "test", "rules", "months.test.yaml");
  }

  /// What fires in that minute, as promtool is to answer; empty where a minute more or less makes a
  /// difference: Prometheus 3 looks at one less where the samples are a minute apart.
  private static Optional<String> firing(List<Watched> services, int minute) {
    List<String> firing = new ArrayList<>();
    for (Watched service : services) {
      for (Map.Entry<String, List<Way>> alert : ALERTS.entrySet()) {
        boolean fires = service.traffic.fires(alert.getValue(), minute);
        if (service.traffic.fires(alert.getValue(), minute - 1) != fires
            || service.traffic.fires(alert.getValue(), minute + 1) != fires) {
          return Optional.empty();
        }
        if (fires) {
          firing.add(
              "{labels: '{alertname=\"%s\", namespace=\"%s\"}', value: 1}"
                  .formatted(alert.getKey(), service.namespace));
        }
      }
    }
    return Optional.of(String.join(", ", firing));
  }

  /// Promtool, every so many minutes, sees fire what the simulation says.
  private void agrees(List<Watched> services, int step) throws Exception {
    int last = services.getFirst().traffic.minutes() - 1;
    StringBuilder asked = new StringBuilder();
    int looks = 0;
    for (int minute = step; minute < last; minute += step) {
      Optional<String> firing = firing(services, minute);
      if (firing.isPresent()) {
        looks++;
        asked.append(
            """
                  - expr: count by (alertname, namespace) (ALERTS{alertname=~"ModelErrorBudgetBurns.*"})
                    eval_time: %dm
                    exp_samples: [%s]
            """
                .formatted(minute, firing.get()));
      }
    }
    assertTrue(looks > 0.8 * last / step, "of " + last / step + " looks are sure: " + looks);
    String test = test(step, services, asked.toString());

    Tool told = promtool(test);

    assertTrue(told.exit() == 0, told.output());
    String other = test.replaceFirst("value: 1}", "value: 0}");
    assertNotEquals(test, other, "something fires");
    // Whoever expects something else is told so: of a day, since a month takes long.
    assertTrue(last > DAY || promtool(other).exit() != 0, "promtool takes any answer");
  }

  /// A day: well, then 10 % of requests fail for four hours, then well again.
  @Test
  void fireOnADayWhenTheSimulationSaysSo() throws Exception {
    agrees(
        List.of(
            watched(
                "a",
                DAY,
                0.1,
                minute -> AlertMonthsTest.SHARE * (minute > 480 && minute <= 720 ? 100 : 0.1),
                19)),
        10);
  }

  /// A month of four services, which miss their objective by more and more.
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 1, 100})
  @Tag("nightly")
  void fireInAMonthWhenTheSimulationSaysSo(double rate) throws Exception {
    List<Watched> services = new ArrayList<>();
    for (double burn : new double[] {0.1, 1, 10, 100}) {
      services.add(
          watched(
              "burns-" + (int) (burn * 10),
              TrafficMonths.MINUTES,
              rate,
              minute -> AlertMonthsTest.SHARE * burn,
              Double.hashCode(rate * 31 + burn)));
    }
    agrees(services, 30);
  }
}
