// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Rate;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the papers state, on whichever ground each number stands: they name that ground and no
/// other.
final class PapersBasisTest {

  private static final List<String> TARGETS =
      List.of(
          "docker",
          "prometheus",
          "grafana",
          "openapi",
          "model-card",
          "runbook",
          "handover",
          "retraining",
          "ml-bom",
          "annex-iv");

  /// Ground and reason, as a paper has them of a number of the plan.
  private static final Pattern GROUND =
      Pattern.compile(
          "(measured|objective|set by hand|price|rule|disturbed|assumed): reason of ([a-z.-]+)");

  /// What denies a measurement, names a column, or says of what one would be.
  private static final Pattern DENIED =
      Pattern.compile(
          "not been measured|is stated or measured yet|[Nn]othing was measured|\\| measured \\||not"
              + " measured|ha(s|ve) to be measured|A profile measures");

  @ParameterizedTest
  @EnumSource(Basis.class)
  void everyNumberOfThePlanStandsInThePapersWithItsOwnGround(Basis basis) throws Exception {
    Map<String, String> papers = papers(Voyager.input(), basis);

    int found = 0;
    for (Map.Entry<String, String> paper : papers.entrySet()) {
      var ground = GROUND.matcher(paper.getValue());
      while (ground.find()) {
        assertEquals(name(basis), ground.group(1), paper.getKey() + ": " + ground.group());
        found++;
      }
    }
    assertTrue(found > 30, "hardly any number has its ground: " + found);
  }

  /// In papers, and in manifests with the reason above the number.
  @Test
  void aCapacityThatWasMeasuredBesideOtherProgramsIsMarkedWhereverItStands() throws Exception {
    Map<Key<?>, Object> found = Map.of(PlanKeys.REPLICA_RATE, 987.0, PlanKeys.RATE_TARGET, 613.0);
    Map<String, Map<String, Object>> options =
        Map.of(
            "kubernetes",
            Map.of("autoscaler", "keda", "prometheus", "http://prometheus.example.org:9090"));
    BundleInput stated = Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, options));
    BundleInput input =
        Voyager.with(stated, on(Basis.DISTURBED, Voyager.plan(Voyager.TEXT, found)));
    Pattern number = Pattern.compile("(?<![\\w./:-])(987|613)(?![\\w.-])");

    List<String> places = new ArrayList<>();
    List<String> unmarked = new ArrayList<>();
    for (GeneratedFile file : Exported.files(input, Voyager.ALL)) {
      if (file.template().isEmpty()) {
        continue;
      }
      List<String> lines = new String(file.content().bytes(), UTF_8).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (number.matcher(lines.get(i)).find()) {
          String place = file.path() + ": " + lines.get(i).strip();
          places.add(place);
          int from = file.path().endsWith(".md") ? i : Math.max(0, i - 3);
          if (!String.join("", lines.subList(from, i + 1)).contains("disturbed")) {
            unmarked.add(place);
          }
        }
      }
    }
    assertTrue(places.size() > 4, "hardly any place shows it: " + places);
    assertEquals(List.of(), unmarked);
  }

  @Test
  void aPaperTellsThatTheMachineWasDisturbed() throws Exception {
    BundleInput calm = Voyager.input();
    Profile profile = calm.profile().orElseThrow();
    Estimate estimate = calm.estimate().orElseThrow();
    Candidate chosen = Altered.of(estimate.chosen().orElseThrow(), "badge", "catalogue, disturbed");
    var here =
        new ServedHere(
            profile.open().disturbed("a neighbour"),
            List.of(),
            Optional.empty(),
            profile.closed(),
            new Rate(4_320));
    BundleInput disturbed =
        Altered.of(
            calm,
            "profile",
            Optional.of(
                Altered.of(
                    profile,
                    "closed",
                    profile.closed().disturbed("a neighbour"),
                    "here",
                    Optional.of(here))),
            "estimate",
            Optional.of(
                Altered.of(
                    estimate, "chosen", Optional.of(chosen), "candidates", List.of(chosen))));
    Map<String, String> papers = papers(disturbed, Basis.DISTURBED);

    for (String paper :
        List.of("runbook", "model-card", "decisions/0002-how-large-production-is")) {
      assertTrue(
          paper(papers, paper).toLowerCase(Locale.ROOT).contains("other programs disturbed"),
          paper(papers, paper));
      assertFalse(paper(papers(calm, Basis.MEASURED), paper).contains("programs disturbed"), paper);
    }
    papers.forEach((path, text) -> assertFalse(text.contains("4,320"), path + ": " + text));
  }

  @Test
  void whatNobodyAskedForIsNeverAnObjective() throws Exception {
    Map<String, String> assumed = papers(Voyager.bare(), Basis.ASSUMED);
    Map<String, String> stated = papers(Voyager.bare(), Basis.OBJECTIVE);

    assertTrue(
        paper(assumed, "handover")
            .contains("| availability | nobody asked for one; the alerts assume 99.9 %"),
        paper(assumed, "handover"));
    assertTrue(
        paper(stated, "handover").contains("| availability | 99.9 % over 30 days |"),
        paper(stated, "handover"));
    assertTrue(
        paper(assumed, "consumer-guide")
            .contains(
                "- Nobody has stated an availability that you may rely on. The alerts assume"),
        paper(assumed, "consumer-guide"));
    assertTrue(
        paper(stated, "consumer-guide").contains("- Over 30 days, 99.9 % of the requests are"),
        paper(stated, "consumer-guide"));
    assertFalse(paper(assumed, "runbook").contains("The objective allows"));
    assertTrue(paper(stated, "runbook").contains("The objective allows"));
    assumed.forEach(
        (path, text) -> assertFalse(text.contains("is what the objective allows"), path));
  }

  @Test
  void aRiskThatNobodyStatedIsAskedFor() throws Exception {
    Map<String, String> papers = papers(Voyager.bare(), Basis.RULE);

    for (String paper : List.of("handover", "model-card")) {
      assertFalse(paper(papers, paper).contains("The risk class of a wrong answer is"), paper);
      assertTrue(paper(papers, paper).contains("how much harm can a wrong answer do"), paper);
    }
    assertTrue(
        paper(papers, "annex-iv").contains("The project states no risk class"),
        paper(papers, "annex-iv"));
    String bill = papers.getOrDefault("ml-bom/bom.json", "");
    assertTrue(bill.contains("Harm that a wrong answer can do: unknown"), bill);
  }

  @Test
  void whatWasNotMeasuredIsNotSaidToBe() throws Exception {
    Map<String, String> papers = papers(Voyager.bare(), Basis.ASSUMED);

    List<String> claims = new ArrayList<>();
    papers.forEach((path, text) ->
        text.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).contains("measured"))
            .filter(line -> !DENIED.matcher(line).find())
            .forEach(line -> claims.add(path + ": " + line)));
    assertEquals(List.of(), claims);
  }

  @Test
  void everyPaperWithAPriceSaysThatThePricesAreOld() throws Exception {
    String old = "2 of 3 prices in it are older than 12 months, the oldest of 2024-07-01: look";
    BundleInput young = Voyager.input();
    BundleInput aged =
        Altered.of(
            young,
            "estimate",
            young.estimate().map(estimate -> Altered.of(estimate, "age", Optional.of(old))));

    assertEquals(
        List.of(),
        papers(young, Basis.PRICE).entrySet().stream()
            .filter(paper -> paper.getValue().contains("12 months"))
            .map(Map.Entry::getKey)
            .toList());
    assertEquals(
        List.of(
            "docs/decisions/0002-how-large-production-is.md",
            "docs/handover.md",
            "docs/runbook.md"),
        papers(aged, Basis.PRICE).entrySet().stream()
            .filter(paper -> paper.getValue().contains(old))
            .map(Map.Entry::getKey)
            .toList());
  }

  private static Map<String, String> papers(BundleInput input, Basis basis) throws Exception {
    Map<String, String> papers = new TreeMap<>();
    for (GeneratedFile file :
        Exported.files(Voyager.with(input, on(basis, input.plan())), TARGETS)) {
      boolean paper = file.path().endsWith(".md") || file.path().endsWith(".json");
      if (paper && !file.template().isEmpty()) {
        papers.put(file.path(), new String(file.content().bytes(), UTF_8));
      }
    }
    return papers;
  }

  /// The same plan, every number of it on one ground.
  private static Plan on(Basis basis, Plan plan) {
    var builder = new Plan.Builder();
    plan.choices().forEach((key, choice) -> put(builder, key, choice, basis));
    return builder.build();
  }

  @SuppressWarnings("unchecked") // a plan pairs a key only with a choice of its type
  private static <T> void put(Plan.Builder builder, Key<T> key, Choice<?> choice, Basis basis) {
    builder.put(key, new Choice<>((T) choice.value(), basis, "reason of " + key.name()));
  }

  private static String paper(Map<String, String> papers, String name) {
    return papers.getOrDefault("docs/" + name + ".md", "");
  }

  private static String name(Basis basis) {
    return basis.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
