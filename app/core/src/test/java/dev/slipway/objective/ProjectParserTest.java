// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Money;
import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.data.SplitTerms;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives.Kpi;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.objective.Objectives.Risk;
import dev.slipway.objective.Objectives.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProjectParserTest {

  private static final String HEAD =
      """
      apiVersion: slipway.dev/v1
      name: wine
      model: {file: model.onnx}
      """;

  private static final String FULL =
      """
      apiVersion: slipway.dev/v1
      name: wine-quality
      version: 1.10
      owners: {data-scientist: a@x.org, engineer: b@x.org}
      model: {file: model.onnx, golden: golden.json}
      data:
        reference: data/train.csv
        holdout: data/holdout.csv
        label: quality
        columns: {email: {class: personal}}
      objectives:
        decision: >-
          Which bottles
          to taste.
        kpi: {name: tastings, baseline: 40, target: 25 a day}
        risk: high
        latency: {p99: 50 ms, p95: 20ms, p99.9: 1.5 s}
        traffic: {average: 1200/min, peak: 120/s, shape: office-hours}
        availability: 99.9 %
        quality: {metric: accuracy, floor: 0.92, slices: [type]}
        budget: 400 USD/month
        image: 250 MB
      release:
        registry: registry.example.org:5000/pricing
        targets: [docker, kubernetes]
        options: {kubernetes: {namespace: pricing, replicas: 3, spread: true}}
      """;

  @Test
  void readsBurstsWithTheirRampAndAnyRate() throws Exception {
    Project project =
        ProjectParser.parse(
            """
            apiVersion: slipway.dev/v1
            name: bursts
            version: 1.0.0
            model: {file: model.onnx}
            objectives:
              traffic: {average: 333.3333333333333/s, peak: 20000/s, shape: bursty, ramp: 30 s}
            """,
            "slipway.yaml");

    assertEquals(
        Optional.of(
            new Traffic(
                new Rate(333.3333333333333),
                new Rate(20_000),
                LoadShape.BURSTY,
                Optional.of(Duration.ofSeconds(30)))),
        project.objectives().traffic());
  }

  @Test
  void readsEveryKey() throws ProblemException {
    assertEquals(
        new Project(
            "wine-quality",
            "1.10",
            new TreeMap<>(Map.of("data-scientist", "a@x.org", "engineer", "b@x.org")),
            PlainProject.model(Optional.of("golden.json")),
            Optional.of(PlainProject.data("quality", new TreeMap<>(Map.of("email", "personal")))),
            new Objectives(
                Optional.of("Which bottles to taste."),
                Optional.of(new Kpi("tastings", "40", "25 a day")),
                Optional.of(Risk.HIGH),
                List.of(
                    new LatencyLimit(new Percentile(95), Duration.ofMillis(20)),
                    new LatencyLimit(new Percentile(99), Duration.ofMillis(50)),
                    new LatencyLimit(new Percentile(99.9), Duration.ofMillis(1500))),
                Optional.of(new Traffic(new Rate(20), new Rate(120), LoadShape.OFFICE_HOURS)),
                Optional.of(0.999),
                Optional.of(new Quality("accuracy", 0.92, List.of("type"))),
                Optional.of(Money.usd("400")),
                Optional.of(new Bytes(250_000_000)),
                Optional.empty(),
                Optional.empty()),
            PlainProject.RUNNING,
            new Project.Release(
                Optional.of("registry.example.org:5000/pricing"),
                List.of("docker", "kubernetes"),
                Map.of(
                    "kubernetes",
                    new TreeMap<>(
                        Map.of("namespace", "pricing", "replicas", 3L, "spread", true))))),
        ProjectParser.parse(FULL, "slipway.yaml"));
  }

  @Test
  void readsWhereItRuns() throws ProblemException {
    String where =
        "where: {cloud: aws, regions: [eu-west-1], existing-cluster: true, commitment: 1 year}";

    assertEquals(
        new Project.Where(Optional.of("aws"), List.of("eu-west-1"), true, Optional.of("1 year")),
        ProjectParser.parse(HEAD + "release:\n  " + where + "\n", "slipway.yaml")
            .release()
            .where());
    assertEquals(
        Project.Where.UNSTATED,
        ProjectParser.parse(HEAD + "release:\n  where: {commitment: none}\n", "slipway.yaml")
            .release()
            .where());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{regions: [eu-west-1]} | the key 'cloud' is missing: regions are those of a cloud",
        "{cloud: aws, region: x} | there is no key 'region'; did you mean 'regions'?",
        "{cloud: aws, existing-cluster: maybe} | true or false is expected here",
        "{cloud: aws, commitment: 2 years} | '2 years' is none of none, 1 year, 3 years",
      })
  void tellsWhatIsWrongWithWhereItRuns(String where, String message) {
    List<ProjectError> errors = ProjectParser.errorsIn(HEAD + "release:\n  where: " + where + "\n");

    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.getFirst().message().contains(message), errors.getFirst().message());
  }

  @Test
  void leavesOutWhatTheUserLeftOut() throws ProblemException {
    assertEquals(
        new Project(
            "wine",
            "0.1.0",
            new TreeMap<>(),
            PlainProject.model(Optional.empty()),
            Optional.empty(),
            new Objectives(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            PlainProject.RUNNING,
            new Project.Release(Optional.empty(), List.of(), Map.of())),
        ProjectParser.parse(HEAD, "slipway.yaml"));
  }

  @Test
  void readsTheSamples() throws Exception {
    Path samples = Path.of(System.getProperty("slipway.root")).resolve("sample-projects");
    for (String name : List.of("penguin-species", "seattle-tomorrow")) {
      String yaml = Files.readString(samples.resolve(name).resolve("slipway.yaml"));
      assertEquals(name, ProjectParser.parse(yaml, "slipway.yaml").name());
    }
  }

  @Test
  void tellsAnUnknownKeyWithItsPlaceAndTheNearestKnownOne() {
    Problem problem = refusal(HEAD + "objectives:\n  latancy: {p95: 20 ms}\n");

    assertEquals(
        Problem.input(
            "project.unknown-key",
            "slipway.yaml:5:3: there is no key 'latancy'; did you mean 'latency'?",
            "In objectives.latancy.",
            "Correct line 5 of slipway.yaml."),
        problem);
  }

  @Test
  void tellsAllErrorsAtOnceInTheirOrder() {
    Problem problem =
        refusal(
            """
            apiVersion: slipway.dev/v2
            name: Wine Quality
            model: {file: /home/me/model.onnx, fille: x}
            objectives:
              budget: -400 USD/month
              risk: hihg
              latency: {p95: 20 parsecs, p99: -3 ms, q: 1 s}
              quality: {metric: accuracy}
            """);

    assertEquals("slipway.yaml has 10 errors", problem.what());
    assertEquals(
        """
        slipway.yaml:1:1: apiVersion: this version of Slipway reads apiVersion slipway.dev/v1 only
        slipway.yaml:2:1: name: 'Wine Quality' is no DNS label: lower-case letters, digits and \
        hyphens, from a letter on, 45 at most, so that names made from it fit too
        slipway.yaml:3:9: model.file: '/home/me/model.onnx' is on this machine only; name files \
        relative to slipway.yaml
        slipway.yaml:3:36: model.fille: there is no key 'fille'; did you mean 'file'?
        slipway.yaml:5:3: objectives.budget: '-400 USD/month': a budget is not negative
        slipway.yaml:6:3: objectives.risk: 'hihg' is none of minimal, limited, high; did you mean \
        'high'?
        slipway.yaml:7:13: objectives.latency.p95: '20 parsecs': 'parsecs' is not a unit of time; use \
        us, ms, s or min
        slipway.yaml:7:30: objectives.latency.p99: '-3 ms': a duration is not negative
        slipway.yaml:7:42: objectives.latency.q: there is no key 'q'; did you mean 'p50'?
        slipway.yaml:8:3: objectives.quality.floor: the key 'floor' is missing\
        """,
        problem.why().replaceAll("'q'; .*", "'q'; did you mean 'p50'?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "latency: {p95: 50 ms, p99: 20 ms} | p99 may not be shorter than p95",
        "traffic: {average: 20/s, peak: 5/s} | the peak (5/s) is below the average (20/s)",
        "traffic: {average: 20, peak: 5/s} | has no unit; use /s, /min, /h or /day",
        "traffic: {average: 20/s} | the key 'peak' is missing",
        "traffic: {average: 0/s, peak: 0/s} | a service without requests needs no objectives",
        "availability: 100 % | leaves no room for a single failure",
        "availability: 0.999 | is not a percentage; write it as 99.9 %",
        "budget: 400 | is not a budget; write it as 400 USD/month",
        "budget: 400 USD | does not say for how long",
        "budget: 300 EUR/month | a budget is in USD, as all prices are",
        "budget: 400 usd/month | such as 400 USD/month",
        "budget: 400 XYZ/month | a budget is in USD, as all prices are",
        "image: 250 | has no unit",
        "image: 250 Mo | 'Mo' is not a unit of size",
        "latency: {p95: 0 ms} | no request takes no time",
        "latency: {p95: 2000 min} | longer than an hour",
        "latency: {p95: soon} | 'soon' is not a duration; write it as 20 ms or 1.5 s",
        "latency: {p0: 1 s} | is not a percentile",
        "latency: | there is no value",
        "latency: fast | keys with values are expected here",
        "decision: [a] | one text is expected here",
        "quality: {metric: accuracy, floor: 92} | accuracy is at most 1; write 92 % as 0.92",
        "quality: {metric: acuracy, floor: 1} | did you mean 'accuracy'?",
        "quality: {metric: auc, floor: 1} | mae, r2; did you mean 'roc-auc'?",
        "quality: {metric: r2, floor: high} | a number is expected here",
        "quality: {metric: rmse, floor: -1} | rmse is never below 0",
        "quality: {metric: r2, floor: 1, slices: x} | a list is expected here",
        "quality: {metric: r2, floor: 1, slices: [x, x]} | a value is here twice",
      })
  void tellsWhatIsWrongWithAnObjective(String line, String message) {
    List<ProjectError> errors = ProjectParser.errorsIn(HEAD + "objectives:\n  " + line + "\n");

    assertEquals(1, errors.size(), errors.toString());
    assertEquals(5, errors.getFirst().line());
    assertTrue(errors.getFirst().message().contains(message), errors.getFirst().message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [",
        "a: b: c",
        "\t- x",
        "a: 1\na: 2\n",
        "? [x]\n: y\n",
        "- a\n- b\n",
        "just text",
        "",
        "a: *nowhere",
        "\u0000",
        "a: &x [*x]",
        "--- a\n--- b\n"
      })
  void tellsWhatIsNoProjectFile(String yaml) {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> ProjectParser.parse(yaml, "slipway.yaml"));
    assertTrue(refused.problem().code().id().startsWith("project."));
  }

  @Test
  void refusesAliasesThatGrowWithoutEnd() {
    var yaml = new StringBuilder(HEAD).append("release:\n  options:\n    a0: &a0 {x: y}\n");
    for (int i = 1; i < 25; i++) {
      yaml.append("    a%d: &a%d {l: *a%d , r: *a%d }\n".formatted(i, i, i - 1, i - 1));
    }

    assertEquals("project.too-large", refusal(yaml.toString()).code().id());
  }

  @Test
  void neverFailsOtherwiseOnAFileWithTypos() {
    var random = new Random(11);
    int accepted = 0;
    for (int i = 0; i < 500; i++) {
      var yaml = new StringBuilder(FULL);
      for (int typos = random.nextInt(3); typos >= 0; typos--) {
        int at = random.nextInt(yaml.length());
        switch (random.nextInt(3)) {
          case 0 -> yaml.deleteCharAt(at);
          case 1 -> yaml.insert(at, (char) (32 + random.nextInt(95)));
          default -> yaml.setCharAt(at, (char) (32 + random.nextInt(95)));
        }
      }
      List<ProjectError> errors = ProjectParser.errorsIn(yaml.toString());
      for (ProjectError error : errors) {
        assertTrue(error.line() >= 1 && error.column() >= 1 && !error.message().isBlank());
      }
      accepted += errors.isEmpty() ? 1 : 0;
    }
    assertTrue(accepted > 0 && accepted < 400, "accepted " + accepted + " of 500");
  }

  private static Problem refusal(String yaml) {
    return assertThrows(ProblemException.class, () -> ProjectParser.parse(yaml, "slipway.yaml"))
        .problem();
  }

  @Test
  void readsHowRowsWereDividedAndWhatClassesAreCalled() throws ProblemException {
    Project project =
        ProjectParser.parse(
            """
            apiVersion: slipway.dev/v1
            name: wine
            model: {file: model.json, labels: [B, M]}
            data:
              holdout: h.csv
              label: y
              entity: patient
              time: none
              equal-rows: separate
              columns: {odour: {known: at-prediction}, email: {class: personal}}
            """,
            "slipway.yaml");

    assertEquals(List.of("B", "M"), project.model().labels());
    assertEquals(
        new SplitTerms(
            Optional.of("patient"), Optional.of("none"), true, new TreeSet<>(List.of("odour"))),
        project.data().orElseThrow().split());
    assertEquals(
        SplitTerms.UNSTATED,
        ProjectParser.parse(HEAD + "data: {holdout: h.csv, label: y}\n", "slipway.yaml")
            .data()
            .orElseThrow()
            .split());
  }

  @Test
  void refusesOneClassAndWhatASplitCannotBe() {
    for (String wrong :
        List.of(
            "model: {file: m.onnx, labels: [B]}",
            "model: {file: m.onnx, labels: [B, B]}",
            "data: {holdout: h.csv, label: y, equal-rows: copies}",
            "data: {holdout: h.csv, label: y, columns: {x: {known: yes}}}")) {
      String yaml = "apiVersion: slipway.dev/v1\nname: wine\n" + wrong + "\n";
      assertEquals(
          1, ProjectParser.errorsIn(wrong.startsWith("model") ? yaml : HEAD + wrong).size());
    }
  }
}
