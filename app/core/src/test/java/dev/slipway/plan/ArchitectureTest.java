// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.cost.Samples;
import dev.slipway.plan.Architecture.Advice;
import dev.slipway.plan.Architecture.Answer;
import dev.slipway.plan.Architecture.Question;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  private static final Answer YES = new Answer(true, "said so");
  private static final Answer NO = new Answer(false, "said so");

  private static Architecture shipped() throws IOException, ProblemException {
    return Architecture.parse(
        resource("architecture-questions.csv"), resource("architecture-rules.csv"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Architecture.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Integer> fired(Advice advice) {
    return advice.fired().stream().map(Architecture.Rule::id).toList();
  }

  @Test
  void holdsSixteenRulesAndAsksOnlyWhatARuleNeeds() throws Exception {
    Architecture architecture = shipped();

    assertEquals(16, architecture.rules().size());
    for (Question question : architecture.questions()) {
      assertTrue(
          architecture.rules().stream()
              .anyMatch(rule -> rule.conditions().containsKey(question.id())),
          question.id());
    }
  }

  @Test
  void startsWithOneImageAndSaysWhenToSplit() throws Exception {
    Advice advice = shipped().advise(Map.of("one-team", YES));

    assertEquals(
        "One image with separate modules and commands: a modular monolith", advice.startWith());
    assertEquals(5, advice.splitWhen().size());
    assertEquals(List.of(2), fired(advice));
    assertFalse(advice.open().isEmpty());
  }

  @Test
  void splitsForAReasonButNotWithoutOperations() throws Exception {
    Advice split = shipped().advise(Map.of("model-changes-faster", YES));
    Advice held = shipped().advise(Map.of("model-changes-faster", YES, "operations-ready", NO));

    assertEquals("A service for the model alone", split.startWith());
    assertEquals(4, split.splitWhen().size());
    assertEquals(
        "One image with separate modules and commands: a modular monolith", held.startWith());
    assertEquals(List.of(3, 9), fired(held));
    assertEquals(5, held.splitWhen().size());
  }

  @Test
  void needsNoServiceWhereInputsAreKnownAhead() throws Exception {
    Advice advice = shipped().advise(Map.of("inputs-ahead", YES, "scales-apart", YES));

    assertEquals("A batch job that writes a table; no service", advice.startWith());
  }

  @Test
  void answersFromFacts() {
    Map<String, Answer> known =
        Architecture.known(Samples.objectives(0.999), Optional.of(Samples.profile()));

    assertEquals(
        Map.of(
            "tight-latency",
            new Answer(false, "the tightest limit at p99 or above is 25 ms"),
            "rare-traffic",
            new Answer(false, "20/s on average is your objective"),
            "quick-start",
            new Answer(true, "the start takes 1.95 s, one second of it assumed")),
        known);
  }

  @Test
  void asksNothingThatAnAnswerHasSettled() throws Exception {
    Advice advice = shipped().advise(Map.of("rare-traffic", NO));

    assertFalse(advice.open().stream().map(Question::id).toList().contains("quick-start"));
  }

  @Test
  void refusesARuleAboutAnUnknownQuestion() {
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () ->
                Architecture.parse(
                    "id,question\na,b\n",
                    "id,kind,if,advice,because,split_when,source\n1,note,c=yes,x,y,,z\n"));

    assertEquals("architecture.rule", refused.problem().code().id());
  }
}
