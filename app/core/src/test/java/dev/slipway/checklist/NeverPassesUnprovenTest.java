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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Whatever is missing, old, changed, broken, weak or foreign: an item passes only where a record
/// proves it.
final class NeverPassesUnprovenTest {

  private static final int RELEASES = 1_000;
  private static final List<String> ROLES =
      List.of("data-scientist", "engineer", "product", "operations", "security");

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
      int few = state == State.INCONCLUSIVE ? 5 : 300;
      assertTrue(seen.getOrDefault(state, 0) > few, "hardly any " + state + ": " + seen);
    }
  }

  /// Said again, by another way than the evaluator's: is there a record that proves it, or the
  /// words of enough people where the catalogue takes those?
  private static boolean proven(Item item, Release release, Catalogue catalogue) {
    List<Evidence> counts =
        release.entries.stream()
            .filter(Ledger.Entry::intact)
            .map(Ledger.Entry::evidence)
            .filter(e -> e.project().equals("wine") && e.release().equals(Release.NAME))
            .filter(e -> fresh(item, e, release))
            .toList();
    boolean found =
        item.compares()
            && counts.stream()
                .anyMatch(e -> speaksOf(item, e) && proves(item, e, release, catalogue));
    return switch (item.means()) {
      case MEASURED -> found;
      case REPORTED -> found || (!recorded(item, release) && attested(item, counts));
      case ATTESTED -> attested(item, counts);
      case SIGNED -> signed(item, counts, release, catalogue);
    };
  }

  private static boolean speaksOf(Item item, Evidence e) {
    List<Evidence.Source> closer =
        List.of(
            Evidence.Source.MANUAL,
            Evidence.Source.WORKBENCH,
            Evidence.Source.REHEARSAL,
            Evidence.Source.PIPELINE,
            Evidence.Source.TARGET);
    return e.key().equals(item.evidenceKey())
        && closer.indexOf(e.source()) >= closer.indexOf(item.evidenceFrom());
  }

  /// Whether a tool found anything of it, however old.
  private static boolean recorded(Item item, Release release) {
    return release.entries.stream()
        .map(Ledger.Entry::evidence)
        .anyMatch(e ->
            e.project().equals("wine")
                && e.release().equals(Release.NAME)
                && e.key().equals(item.evidenceKey())
                && e.source() != Evidence.Source.MANUAL);
  }

  private static boolean attested(Item item, List<Evidence> counts) {
    return names("attested." + item.id(), counts).size() >= (item.blocks() ? 2 : 1);
  }

  private static boolean signed(
      Item item, List<Evidence> counts, Release release, Catalogue catalogue) {
    var all = new HashSet<String>();
    for (Item each : catalogue.items()) {
      if (each.holdsLevel()
          && !each.gate().equals("operate")
          && (each.appliesWhen().isEmpty() || release.flags.contains(each.appliesWhen().get()))) {
        Set<String> names = names("attested.gate." + item.gate() + "." + each.owner(), counts);
        if (names.isEmpty()) {
          return false;
        }
        all.addAll(names);
      }
    }
    return all.size() >= 2;
  }

  /// Who said under a key that it is met.
  private static Set<String> names(String key, List<Evidence> counts) {
    return counts.stream()
        .filter(e -> e.key().equals(key) && e.value().contains("\"word\":\"MET\""))
        .map(e -> e.value().replaceFirst(".*\"by\":\"([^\"]*)\".*", "$1"))
        .collect(Collectors.toSet());
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
      case ">" -> order > 0;
      default -> throw new AssertionError(item.passOperator());
    };
  }

  private Release anyRelease(Catalogue catalogue) {
    var release = new Release();
    release.flags.clear();
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
    boolean byWord = item.means() == Item.Means.REPORTED ? random.nextBoolean() : !item.compares();
    if (byWord && random.nextInt(5) > 0) {
      return anyWord(item, at);
    }
    return new Evidence(
        anyProject(),
        anyReleaseName(),
        item.evidenceKey(),
        item.passOperator().equals("met")
            ? any(
                "met: 0.95",
                "not met: 0.8",
                "inconclusive: few rows",
                "inconclusive: few",
                "met",
                "")
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

  private Evidence anyWord(Item item, Instant at) {
    Attestation.Word word = any(List.of(Attestation.Word.values()));
    String about =
        item.means() == Item.Means.SIGNED
            ? Attestation.signature(item.gate(), any(ROLES))
            : item.id();
    return new Evidence(
        anyProject(),
        anyReleaseName(),
        Attestation.keyOf(about),
        new Attestation(about, word, "note", any("Ada", "Grace", "Edsger"), Optional.empty())
            .text(),
        "",
        Evidence.Source.MANUAL,
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
