// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplainTest {

  private static Plan plan() {
    return Planner.plan(
        PlanRequest.of(
            Samples.project(),
            new ModelFacts(new Bytes(20_000), 24, 6, true),
            Samples.profile(),
            Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources.memory-limit",
        "plan.resources.memoryLimit",
        "memory-limit",
        " Resources.Memory-Limit "
      })
  void findsAChoiceByAnyOfItsSpellings(String name) throws ProblemException {
    Explain.Answer answer = Explain.find(plan(), name);

    assertEquals(PlanKeys.MEMORY_LIMIT, answer.key());
    assertTrue(
        answer.text().startsWith("Memory limit (resources.memory-limit)\n256 MiB\nrule: "),
        answer.text());
  }

  @Test
  void everyKeyIsFound() throws ProblemException {
    Plan plan = plan();
    for (Key<?> key : PlanKeys.ALL) {
      assertEquals(key, Explain.find(plan, key.name()).key());
    }
  }

  @Test
  void namesTheNearestWhereNothingFits() {
    ProblemException unknown =
        assertThrows(ProblemException.class, () -> Explain.find(plan(), "memory-limits"));

    assertEquals("plan.unknown-key", unknown.problem().code().id());
    assertTrue(
        unknown.problem().remedy().contains("resources.memory-limit"), unknown.problem().remedy());
  }
}
