// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import static dev.slipway.evidence.Evidence.Source.WORKBENCH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.ProblemException;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.evidence.Attestation;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which level a release has reached, what holds it, and what to do next.
final class ReadinessTest {

  private Catalogue catalogue;
  private Release release;

  @BeforeEach
  void aReleaseOfWhichNothingIsKnown() throws ProblemException {
    catalogue = Release.shipped();
    release = new Release();
    release.settings.put("charter.model_floor", "0.9");
    release.settings.put("objectives.latency_p99_ms", "50");
    release.settings.put("objectives.peak_rps_with_headroom", "150");
    release.settings.put("objectives.budget_month", "400 EUR");
  }

  @Test
  void aNewProjectIsADraftAndIsToldTheCheapestBlockers() {
    Checklist checklist = release.judged(catalogue);

    assertEquals("Draft", checklist.level());
    assertEquals("goal-objective", checklist.heldBy());
    assertEquals(
        List.of("goal-objective", "goal-model-floor", "pipe-leakage"), ids(checklist.next()));
    assertEquals(90, checklist.lines().size());
    assertEquals(12, count(checklist, State.NOT_APPLICABLE));
    assertEquals(78, count(checklist, State.NOT_RUN));
  }

  @Test
  void whatFailedComesAfterWhatNeedsOnlyToBeRun() {
    release.found("charter.objective_present", "false", WORKBENCH);

    assertEquals(
        List.of("goal-model-floor", "pipe-leakage", "pipe-floor"),
        ids(release.judged(catalogue).next()));
  }

  @Test
  void anOpenMajorLeavesTheGateOpenAndHoldsTheLevel() {
    settle(item -> !item.id().equals("goal-kpi"));

    Checklist checklist = release.judged(catalogue);

    assertEquals("Draft", checklist.level());
    assertEquals("goal-kpi", checklist.heldBy());
    assertEquals(List.of("goal-kpi"), ids(checklist.next()));
    assertEquals(
        List.of("handover true", "staging true", "production true", "operate true"),
        checklist.gates().stream().map(g -> g.id() + " " + g.open()).toList());
  }

  @Test
  void aBlockerClosesItsGateAndAllAfterIt() {
    settle(item -> !item.id().equals("arch-secrets"));

    Checklist checklist = release.judged(catalogue);

    assertEquals("Handover-ready", checklist.level());
    assertEquals("arch-secrets", checklist.heldBy());
    assertEquals(
        List.of("handover true", "staging false", "production false", "operate false"),
        checklist.gates().stream().map(g -> g.id() + " " + g.open()).toList());
  }

  @Test
  void productionHoldsAtStagingReady() {
    settle(item -> !item.gate().equals("production"));

    assertEquals("Staging-ready", release.judged(catalogue).level());
  }

  @Test
  void minorsAndWhatFollowsTheLaunchHoldNothing() {
    settle(item -> item.holdsLevel() && !item.gate().equals("operate"));

    Checklist checklist = release.judged(catalogue);

    assertEquals("Production-ready", checklist.level());
    assertEquals("", checklist.heldBy());
    assertEquals(
        List.of("goal-offline-online", "obs-labels", "data-feature-lead-time"),
        ids(checklist.next()));
  }

  @Test
  void everythingSettledLeavesNothingToDo() {
    settle(item -> true);

    Checklist checklist = release.judged(catalogue);

    assertEquals("Production-ready", checklist.level());
    assertEquals(List.of(), checklist.next());
    assertEquals(78, count(checklist, State.PASS));
  }

  @Test
  void linesAreFoundByGate() {
    Checklist checklist = release.judged(catalogue);

    assertEquals(
        List.of("handover 28", "staging 22", "production 35", "operate 5"),
        checklist.gates().stream().map(g -> g.id() + " " + g.lines().size()).toList());
  }

  private static long count(Checklist checklist, State state) {
    return checklist.lines().stream().filter(line -> line.state() == state).count();
  }

  /// Leaves passing evidence for items.
  private void settle(Predicate<Item> which) {
    for (Item item : catalogue.items()) {
      if (!which.test(item)) {
        continue;
      }
      if (item.compares()) {
        String wanted = item.passValue();
        String value =
            wanted.startsWith("$")
                ? release.settings.getOrDefault(
                    wanted.substring(1),
                    catalogue
                        .settings()
                        .getOrDefault(wanted.substring(1), Optional.empty())
                        .orElse("0"))
                : wanted;
        release.found(
            item.evidenceKey(),
            switch (item.passOperator()) {
              case "met" -> "met: 0.95";
              case ">" -> value + "1";
              default -> value;
            },
            item.evidenceFrom());
      } else if (item.means() == Item.Means.ATTESTED) {
        release.attested("Ada", item.id(), Attestation.Word.MET);
        release.attested("Grace", item.id(), Attestation.Word.MET);
      } else {
        for (String role : catalogue.roles()) {
          release.attested(role, Attestation.signature(item.gate(), role), Attestation.Word.MET);
        }
      }
    }
  }

  private static List<String> ids(List<Checklist.Line> lines) {
    return lines.stream().map(line -> line.item().id()).toList();
  }
}
