// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever is missing, old, changed, broken, weak or foreign: an item passes only where a record
/// proves it.
final class NeverPassesUnprovenTest {

  private static final int RELEASES = 1_000;

  private final Random random = new Random(7);

  @Test
  void noCombinationOfEvidencePassesWithoutProof() throws ProblemException {
    Catalogue catalogue = Release.shipped();
    var seen = new EnumMap<State, Integer>(State.class);
    var unproven = new ArrayList<String>();
    for (int i = 0; i < RELEASES; i++) {
      Release release = anyRelease(catalogue);
      for (Line line : release.judged(catalogue).lines()) {
        seen.merge(line.state(), 1, Integer::sum);
        if (line.state() == State.PASS && !proven(line.item(), release, catalogue)) {
          unproven.add("release " + i + ": " + line);
        }
      }
    }

    assertEquals(List.of(), unproven);
    for (State state : State.values()) {
      // One item alone holds a verdict.
      int few = state == State.INCONCLUSIVE ? 10 : 300;
      assertTrue(seen.getOrDefault(state, 0) > few, "hardly any " + state + ": " + seen);
    }
  }

  /// Said again, by another way than the evaluator's: is there one record that proves it?
  private static boolean proven(Item item, Release release, Catalogue catalogue) {
    return release.entries.stream()
        .filter(Ledger.Entry::intact)
        .map(Ledger.Entry::evidence)
        .anyMatch(e ->
            speaksOf(item, e) && fresh(item, e, release) && proves(item, e, release, catalogue));
  }

  private static boolean speaksOf(Item item, Evidence e) {
    List<Evidence.Source> closer =
        List.of(
            Evidence.Source.MANUAL,
            Evidence.Source.WORKBENCH,
            Evidence.Source.REHEARSAL,
            Evidence.Source.PIPELINE,
            Evidence.Source.TARGET);
    return e.project().equals("wine")
        && e.release().equals(Release.NAME)
        && e.key().equals(item.evidenceKey())
        && closer.indexOf(e.source()) >= closer.indexOf(item.evidenceFrom());
  }

  private static boolean fresh(Item item, Evidence e, Release release) {
    int limit =
        switch (e.source()) {
          case WORKBENCH -> 90;
          case REHEARSAL, PIPELINE -> 30;
          case TARGET -> 7;
          case MANUAL -> 180;
        };
    Duration age = Duration.between(e.at(), Release.NOW);
    return age.compareTo(Duration.ofDays(Math.min(limit, item.maxAgeDays().orElse(limit)))) <= 0
        && age.compareTo(Duration.ofHours(-1)) > 0
        && release.inputs.entrySet().containsAll(e.inputs().entrySet());
  }

  private static boolean proves(Item item, Evidence e, Release release, Catalogue catalogue) {
    if (!item.automatic()) {
      return e.value().contains("\"word\":\"MET\"");
    }
    if (item.passOperator().equals("met")) {
      return e.value().startsWith("met: ") && !e.unit().equals("error");
    }
    String wanted = item.passValue();
    if (wanted.startsWith("$")) {
      String name = wanted.substring(1);
      String set = release.settings.get(name);
      wanted =
          set == null
              ? catalogue.settings().getOrDefault(name, Optional.empty()).orElse("unknown")
              : set;
    }
    if (!wanted.matches("-?[0-9.]+(E-?[0-9]+)?")) {
      return e.value().equals(wanted);
    }
    if (!e.value().matches("-?[0-9.]+") || e.unit().equals("error")) {
      return false;
    }
    int order = Double.compare(Double.parseDouble(e.value()), Double.parseDouble(wanted));
    return switch (item.passOperator()) {
      case "==" -> order == 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      default -> throw new AssertionError(item.passOperator());
    };
  }

  private Release anyRelease(Catalogue catalogue) {
    var release = new Release();
    catalogue.flags().keySet().stream()
        .filter(f -> random.nextBoolean())
        .forEach(release.flags::add);
    catalogue.settings().keySet().stream()
        .filter(s -> random.nextBoolean())
        .forEach(s -> release.settings.put(s, any("0", "0.5", "2", "many")));
    boolean breaks = random.nextInt(4) == 0;
    for (Item item : catalogue.items()) {
      for (int n = random.nextInt(4); n > 0; n--) {
        release.keeps(anyRecord(item), !breaks || random.nextInt(200) > 0);
      }
      if (random.nextInt(6) == 0) {
        release.waived(item.id(), 1 + random.nextInt(60), Duration.ofDays(random.nextInt(40)));
      }
    }
    return release;
  }

  private Evidence anyRecord(Item item) {
    Instant at = Release.NOW.minus(Duration.ofHours(random.nextInt(100 * 24) - 24));
    if (!item.automatic() && random.nextInt(5) > 0) {
      Attestation.Word word = any(List.of(Attestation.Word.values()));
      return new Attestation(item.id(), word, "note", "Ada")
          .evidence(anyProject(), anyReleaseName(), anyInputs(), "0.1.0", at);
    }
    return new Evidence(
        anyProject(),
        anyReleaseName(),
        item.evidenceKey(),
        item.passOperator().equals("met")
            ? any("met: 0.95", "not met: 0.8", "inconclusive: few rows", "met", "0.95", "")
            : any(
                "0", "0", "0.25", "1", "100", "-3", "true", "true", "false", "passed", "NaN", "",
                "1e3x"),
        any("", "", "ms", Evidence.ERROR, Evidence.NOT_RUN),
        any(List.of(Evidence.Source.values())),
        anyInputs(),
        "0.1.0",
        "laptop",
        at,
        "slipway");
  }

  private String anyProject() {
    return random.nextInt(20) == 0 ? "beer" : "wine";
  }

  private String anyReleaseName() {
    return random.nextInt(5) == 0 ? "1.3.0+000000000000" : Release.NAME;
  }

  private SortedMap<String, String> anyInputs() {
    return new TreeMap<>(
        Map.of(any("model", "model", "slipway.yaml", "gone"), any("a", "a", "b").repeat(64)));
  }

  private String any(String... choices) {
    return any(List.of(choices));
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
