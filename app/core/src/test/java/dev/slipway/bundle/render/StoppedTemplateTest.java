// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Templates of others that do not end by themselves.
final class StoppedTemplateTest {

  private static TemplateEngine engine(String template, Duration time) {
    Map<String, byte[]> templates = new TreeMap<>();
    templates.put("t/README.md", template.getBytes(UTF_8));
    templates.put(
        "t/_lib.ftl", "[#macro long][#list 1..1000000000 as i][/#list][/#macro]".getBytes(UTF_8));
    return new TemplateEngine(
        new TreeMap<>(templates), new TemplateValues(), new BoundedRun.Bounds(10_000, time));
  }

  private static Problem problem(String template, Duration time) {
    return assertThrows(
            ProblemException.class, () -> engine(template, time).render("t/README.md", Map.of()))
        .problem();
  }

  /// A loop of a billion turns once wrote a gigabyte.
  @Test
  void aFileThatGrowsIsStoppedAtItsLimit() {
    Problem problem =
        problem("[#list 1..1000000000 as i]a line of text\n[/#list]", Duration.ofMinutes(5));

    assertEquals("bundle.template-bounds", problem.code().id());
    assertEquals("The template t/README.md was stopped.", problem.what());
    assertEquals("It writes more than 10,000 characters.", problem.why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [#list 1..1000000000 as i][/#list]
          [#assign x][#list 1..1000000000 as i][#if i lt 0]a[/#if][/#list][/#assign]
          [#import "_lib.ftl" as lib][@lib.long/]
          [#attempt][#list 1..1000000000 as i][/#list][#recover][#list 1..1000000000 as i][/#list][/#attempt]
          """)
  void aLoopThatWritesNothingIsStoppedAfterItsTime(String template) throws Exception {
    Problem problem = problem(template, Duration.ofSeconds(1));

    assertEquals("It was not done after 1 s.", problem.why());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("template")) {
        assertTrue(thread.join(Duration.ofSeconds(30)), "its thread goes on");
      }
    }
  }

  @Test
  void aConditionHasTheSameLimit() {
    ProblemException stopped =
        assertThrows(
            ProblemException.class,
            () ->
                engine("", Duration.ofSeconds(1))
                    .holds(
                        "t/target.yaml",
                        "(1..3000000)?filter(i -> i?string?length gt 99)?size gt 3 ||"
                            + " (1..30000000)?filter(i -> i?string?length gt 99)?size gt 3",
                        Map.of()));

    assertEquals("bundle.template-bounds", stopped.problem().code().id());
  }

  @Test
  void aTemplateThatCallsItselfIsStopped() {
    assertEquals(
        "It calls itself without end.",
        problem("[#macro m][@m/][/#macro][@m/]", Duration.ofMinutes(5)).why());
  }

  @Test
  void whoeverInterruptsTheWaitIsToldAfterwards() throws Exception {
    Thread.currentThread().interrupt();

    assertEquals(
        "done\n", engine("done\n", Duration.ofMinutes(5)).render("t/README.md", Map.of()).text());
    assertTrue(Thread.interrupted());
  }
}
