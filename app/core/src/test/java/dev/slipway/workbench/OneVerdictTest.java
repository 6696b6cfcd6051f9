// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Interval;
import dev.slipway.base.Json;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.AlteredInput;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.BundleRenderer;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.checklist.Catalogue;
import dev.slipway.checklist.ChecklistContext;
import dev.slipway.checklist.ChecklistEvaluator;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evaluate.Metric;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.objective.Project;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Shipped;
import dev.slipway.workbench.project.Trail;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever reads a verdict on quality reads the same one, wherever it stands: in the result of
/// `ship`, in the report, in the papers of a bundle and in the checklist.
final class OneVerdictTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final int[] ROWS = {5, 19, 20, 500};

  @TempDir Path folder;
  private final BundleRenderer renderer = new BundleRenderer(TargetCatalogue.builtIn());
  private StateFloor floor;
  private Workbench workbench;
  private OpenedProject sample;
  private Voyage voyage;
  private Catalogue catalogue;

  OneVerdictTest() throws Exception {}

  @BeforeEach
  void openTheSample() throws Exception {
    var ledger = new MemoryLedger();
    Bench bench = MadeWorkbench.bench(folder, ledger);
    workbench = Workbench.over(bench, "a test", Map.of());
    sample = workbench.open().open(SampleProject.copyInto(folder), Progress.NONE);
    voyage = workbench.report().gather(sample).voyage();
    catalogue = Catalogue.parse(Shipped.text(Catalogue.SHIPPED));
    floor =
        new StateFloor(
            ledger,
            new Trail(ledger, bench.clock(), "a test", "a test"),
            new Shelf(bench.runs(), bench.clock()));
  }

  /// Each metric on two numbers of rows, and each number of rows with half of the metrics.
  @Test
  void everyOutputGivesTheSameVerdict() throws Exception {
    sameVerdicts(
        metric -> IntStream.of(0, 2).map(step -> ROWS[(metric + step) % ROWS.length]).toArray());
  }

  @Test
  @Tag("nightly")
  void everyOutputGivesTheSameVerdictOnAnyNumberOfRows() throws Exception {
    sameVerdicts(metric -> ROWS);
  }

  private void sameVerdicts(IntFunction<int[]> sizes) throws Exception {
    var seen = new TreeMap<String, Integer>();
    List<String> apart = new ArrayList<>();
    int number = 0;
    for (Metric metric : Metric.values()) {
      for (int rows : sizes.apply(number++)) {
        Evaluation evaluation = evaluation(metric, rows);
        for (double limit : limits(evaluation.score())) {
          var quality = new Quality(metric.text(), limit, List.of());
          String wanted = quality.judge(evaluation).word();
          seen.merge(wanted, 1, Integer::sum);
          Map<String, String> told = told(evaluation, quality);
          if (!told.values().stream().allMatch(wanted::equals)) {
            apart.add(metric + " on " + rows + " rows, limit " + limit + ": " + told);
          }
        }
      }
    }

    assertEquals(List.of(), apart);
    assertTrue(seen.size() == 3 && seen.values().stream().allMatch(n -> n > 10), seen.toString());
  }

  /// Two perfect rows would be good for ever, if only their interval were looked at.
  @Test
  void aHandfulOfRowsMeetsNothingAnywhere() throws Exception {
    Evaluation perfect = of(Metric.MACRO_F1, 5, new Interval(1, 1, 1, 0.95));

    Map<String, String> told = told(perfect, new Quality("macro-f1", 0.9, List.of()));

    assertEquals(6, told.size());
    told.forEach((where, verdict) -> assertEquals("inconclusive", verdict, where));
  }

  /// The metric in `slipway.yaml` was changed after the evaluation.
  @Test
  void theScoreOfAnotherMetricIsNoMeasurement() throws Exception {
    Evaluation accuracy = of(Metric.ACCURACY, 500, new Interval(0.97, 0.96, 0.98, 0.95));
    var quality = new Quality("macro-f1", 0.9, List.of());
    OpenedProject opened = stating(quality);
    Map<String, String> papers = papers(accuracy, quality);

    told(accuracy, quality)
        .forEach((where, verdict) -> assertEquals("inconclusive", verdict, where));
    assertTrue(
        paper(papers, "handover")
            .contains(
                "| macro-f1 | floor 0.9 |  | inconclusive | it was scored by accuracy, and the"
                    + " objective is on macro-f1 |"),
        paper(papers, "handover"));
    assertFalse(paper(papers, "annex-iv").contains("0.5000"), paper(papers, "annex-iv"));
    assertEquals(
        List.of("model.floor_verdict"),
        floor.judged(opened, Hashes.of(opened.model()), accuracy).stream().map(Fact::key).toList());
  }

  /// What a person reads in each output.
  private Map<String, String> told(Evaluation evaluation, Quality quality) throws Exception {
    var told = new LinkedHashMap<String, String>();
    OpenedProject opened = stating(quality);
    ShipReport report = ShipReport.of(with(opened, evaluation));
    told.put("ship", shipped(Json.text(report.asTree()), quality));
    told.put(
        "report",
        found(
            "<td>quality\\.%s \\w+ %s</td><td class=\"\\w+\">([a-z ]+)</td>"
                .formatted(quality.metric(), number(quality)),
            workbench.report().html(report)));
    Map<String, String> papers = papers(evaluation, quality);
    told.put(
        "model card", found("\\*\\*(met|not met|inconclusive)\\b", paper(papers, "model-card")));
    told.put("annex IV", found("\\*\\*(met|not met|inconclusive)\\b", paper(papers, "annex-iv")));
    told.put(
        "handover",
        found(
            "\\| %s \\| \\w+ %s \\|[^|]*\\| ([a-z ]+) \\|"
                .formatted(quality.metric(), number(quality)),
            paper(papers, "handover")));
    told.put("checklist", ticked(opened, evaluation, quality));
    return told;
  }

  private static String shipped(String json, Quality quality) throws Exception {
    for (var objective : Json.tree(json).path("objectives")) {
      if (objective.path("name").asText().equals("quality." + quality.metric())) {
        return objective.at("/verdict/type").asText().replace('-', ' ');
      }
    }
    return "nothing";
  }

  private Map<String, String> papers(Evaluation evaluation, Quality quality) throws Exception {
    BundleInput input = Voyager.input();
    BundleInput judged =
        AlteredInput.of(Voyager.with(input, stating(input.project(), quality)))
            .evaluation(Optional.of(evaluation))
            .input();
    var papers = new HashMap<String, String>();
    renderer
        .render(judged, List.of("model-card", "handover", "annex-iv"))
        .forEach(file -> {
          if (file.path().startsWith("docs/")) {
            papers.put(file.path(), new String(file.content().bytes(), UTF_8));
          }
        });
    return papers;
  }

  private String ticked(OpenedProject opened, Evaluation evaluation, Quality quality)
      throws Exception {
    Sha256 model = Hashes.of(opened.model());
    var origin =
        new Fact.Origin("wine", opened.release(model), "a test", "a test", NOW, "slipway evaluate");
    var hashes = new TreeMap<String, String>();
    List<Ledger.Entry> entries = new ArrayList<>();
    for (Fact fact : floor.judged(opened, model, evaluation)) {
      hashes.putAll(fact.inputs());
      entries.add(
          new Ledger.Entry(entries.size() + 1L, fact.evidence(origin), "c".repeat(64), true));
    }
    var settings = new TreeMap<>(Map.of("charter.model_floor", String.valueOf(quality.floor())));
    return ChecklistEvaluator.evaluate(
            catalogue,
            entries,
            List.of(),
            new ChecklistContext(
                "wine", opened.release(model), hashes, new TreeSet<>(), settings, NOW))
        .line("pipe-floor")
        .map(line ->
            switch (line.state()) {
              case PASS -> "met";
              case FAIL -> "not met";
              default -> line.state().name().toLowerCase(java.util.Locale.ROOT);
            })
        .orElse("nothing");
  }

  private static String paper(Map<String, String> papers, String name) {
    return papers.getOrDefault("docs/" + name + ".md", "");
  }

  private static String number(Quality quality) {
    return Pattern.quote(String.valueOf(quality.floor()));
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : "nothing";
  }

  /// Beyond the interval on both sides, at its ends, and within.
  private static List<Double> limits(Interval score) {
    double far = score.high() - score.low() + 0.01;
    return List.of(
        score.low() - far, score.low(), score.value() + far / 8, score.high(), score.high() + far);
  }

  private static Evaluation evaluation(Metric metric, int rows) {
    double reach = 0.2 / Math.sqrt(rows);
    return of(metric, rows, new Interval(0.7, 0.7 - reach, 0.7 + reach, 0.95));
  }

  private static Evaluation of(Metric metric, int rows, Interval score) {
    return new Evaluation(
        metric.text(),
        score,
        metric.higherIsBetter(),
        rows,
        new TreeMap<>(Map.of(metric.text(), score.value())),
        0.5,
        List.of(),
        new TreeMap<>(),
        Optional.empty(),
        Sha256.of(new byte[] {1}));
  }

  private OpenedProject stating(Quality quality) {
    return sample.with(stating(sample.project(), quality));
  }

  private static Project stating(Project project, Quality quality) {
    Objectives stated = project.objectives();
    return Altered.of(project, "objectives", Altered.of(stated, "quality", Optional.of(quality)));
  }

  private Voyage with(OpenedProject opened, Evaluation evaluation) {
    return Altered.of(
        voyage,
        "project",
        opened,
        "evaluation",
        Optional.of(new Recorded<>(evaluation, NOW, Optional.empty(), "slipway evaluate")));
  }
}
