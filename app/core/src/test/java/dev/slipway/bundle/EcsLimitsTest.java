// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.Key;
import dev.slipway.plan.PlanKeys;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What AWS refuses in a template is not written into it, whatever the plan says.
final class EcsLimitsTest {

  private static final Pattern ASKED =
      Pattern.compile(
          "(HealthCheckIntervalSeconds|HealthCheckTimeoutSeconds|UnhealthyThresholdCount"
              + "|StopTimeout|idle_timeout.timeout_seconds, Value): \"?(\\d+)");

  private static String file(String path, Map<Key<?>, Object> planned) throws Exception {
    return new String(
        Exported.files(
                Voyager.with(Voyager.input(), Voyager.plan(Voyager.TEXT, planned)),
                List.of("docker", "ecs"))
            .stream()
            .filter(file -> file.path().equals(path))
            .findFirst()
            .orElseThrow()
            .content()
            .bytes(),
        UTF_8);
  }

  private static Map<String, Integer> asked(Map<Key<?>, Object> planned) throws Exception {
    String template = file("ecs/service.yaml", planned);
    Map<String, Integer> asked = new TreeMap<>();
    ASKED
        .matcher(template)
        .results()
        .forEach(found ->
            asked.put(found.group(1).replace(", Value", ""), Integer.valueOf(found.group(2))));
    return asked;
  }

  @Test
  void whatItTakesIsAsThePlanSays() throws Exception {
    assertEquals(
        Map.of(
            "HealthCheckIntervalSeconds", 10,
            "HealthCheckTimeoutSeconds", 9,
            "UnhealthyThresholdCount", 10,
            "StopTimeout", 120),
        asked(
            Map.of(
                PlanKeys.READINESS_PERIOD, 10,
                PlanKeys.PROBE_TIMEOUT, 9,
                PlanKeys.READINESS_FAILURES, 10,
                PlanKeys.GRACE, 120,
                PlanKeys.DEADLINE, 59_999)));
  }

  /// A deadline of five seconds is enough to make the timeout of a probe as long as its interval.
  @Test
  void aLookEndsBeforeTheNextBegins() throws Exception {
    assertEquals(
        Map.of(
            "HealthCheckIntervalSeconds", 5,
            "HealthCheckTimeoutSeconds", 4,
            "UnhealthyThresholdCount", 2,
            "StopTimeout", 30),
        asked(
            Map.of(
                PlanKeys.READINESS_PERIOD, 5,
                PlanKeys.PROBE_TIMEOUT, 5,
                PlanKeys.READINESS_FAILURES, 2,
                PlanKeys.GRACE, 30)));
  }

  @Test
  void theLongestAndTheMostAreNotExceeded() throws Exception {
    assertEquals(
        Map.of(
            "HealthCheckIntervalSeconds", 300,
            "HealthCheckTimeoutSeconds", 120,
            "UnhealthyThresholdCount", 10,
            "StopTimeout", 120,
            "idle_timeout.timeout_seconds", 601),
        asked(
            Map.of(
                PlanKeys.READINESS_PERIOD, 300,
                PlanKeys.PROBE_TIMEOUT, 300,
                PlanKeys.READINESS_FAILURES, 100,
                PlanKeys.GRACE, 3600,
                PlanKeys.DEADLINE, 600_000)));
  }

  @Test
  void whoInstallsItIsToldWhereATaskIsKilledBeforeItsGraceIsOver() throws Exception {
    String told = "The plan's grace is 121 s, and Fargate waits no longer than 120 s\n";

    assertTrue(file("ecs/README.md", Map.of(PlanKeys.GRACE, 121)).contains(told));
    assertFalse(file("ecs/README.md", Map.of(PlanKeys.GRACE, 120)).contains("Fargate waits"));
  }
}
