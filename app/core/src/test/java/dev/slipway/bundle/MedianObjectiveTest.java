// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// An objective for the median allows half of the answers to be late: nobody is woken for that, and
/// whoever reads the bundle is told so. Availability is watched as ever.
final class MedianObjectiveTest {

  private static final String WHY =
      "an objective of 50 % allows so many bad requests that 90 % of them burn its budget only 1.8"
          + " times as fast as it allows; a ticket is enough for that";

  private static Map<String, String> texts() throws Exception {
    return Exported.files(
            StatedLimits.input("{p50: 20 ms}"), List.of("docker", "prometheus", "runbook", "ecs"))
        .stream()
        .filter(file -> !file.template().isEmpty())
        .collect(
            Collectors.toMap(
                GeneratedFile::path, file -> new String(file.content().bytes(), UTF_8)));
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void pagesNobodyAndSaysWhy() throws Exception {
    Map<String, String> texts = texts();
    String rules = String.valueOf(texts.get("prometheus/rules.yaml"));
    String runbook = String.valueOf(texts.get("docs/runbook.md"));
    String ecs = String.valueOf(texts.get("ecs/service.yaml"));

    assertEquals(
        List.of("ModelErrorBudgetBurnsFast", "ModelErrorBudgetBurns", "ModelLatencyBudgetBurns"),
        found("(?<=alert: )Model\\w+Budget\\w+", rules));
    assertEquals(
        List.of(
            "14.4 * 0.001",
            "6 * 0.001",
            "3 * 0.001",
            "1 * 0.001",
            "500 * 0.001",
            "1.8 * 0.5",
            "1 * 0.5"),
        found("(?<=> )[0-9.]+ [*] 0[.]\\d+", rules).stream().distinct().toList());
    assertTrue(rules.contains("Nobody is paged for late answers: " + WHY), rules);
    assertTrue(runbook.contains("No alert pages on late answers: " + WHY + "."), runbook);
    assertEquals(
        List.of("ErrorAlarm", "BalancerAlarm", "HealthAlarm"),
        found("(?m)(?<=^  )\\w+Alarm(?=:$)", ecs));
    assertTrue(ecs.contains("No alarm on late answers: " + WHY), ecs);
  }
}
