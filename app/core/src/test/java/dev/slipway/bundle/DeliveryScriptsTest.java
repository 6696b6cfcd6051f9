// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Interval;
import dev.slipway.base.Json;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.objective.JudgedEvaluation;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The scripts that pipelines call, run for real: the evaluation gates, and the check of a service.
@Tag("tools")
final class DeliveryScriptsTest {

  private static final String GOLDEN =
      """
      {"cases": [{"id": "one",
        "request": {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1, 2], "data": [1, 2]}]},
        "response": {"outputs": [{"name": "y", "datatype": "FP32", "shape": [1, 2], "data": [1, %s]}]}}]}
      """;

  @TempDir Path temp;
  private Path bundle = Path.of("");

  @BeforeEach
  void export() throws Exception {
    bundle = Exported.in(temp, Voyager.input(), "github");
  }

  private Path evaluation(String name, double score, double slice, int holdout) throws Exception {
    return Files.writeString(temp.resolve(name), Json.text(judged(scored(score, slice, holdout))));
  }

  private static Evaluation scored(double score, double slice, int holdout) {
    return new Evaluation(
        "accuracy",
        new Interval(score, score - 0.01, score + 0.01, 0.95),
        true,
        1000,
        new TreeMap<>(),
        0.5,
        List.of(
            new Evaluation.Slice(
                "type", "red\n", 90, new Interval(slice, slice - 0.03, slice + 0.03, 0.95))),
        new TreeMap<>(),
        Optional.empty(),
        Sha256.of(new byte[] {(byte) holdout}));
  }

  /// As `slipway evaluate --json` prints it, with the verdicts on the project's floor.
  private static JudgedEvaluation judged(Evaluation evaluation) {
    return JudgedEvaluation.of(evaluation, Voyager.input().project().objectives().quality());
  }

  @Test
  void aJudgedEvaluationIsTheEvaluationWithItsVerdicts() throws Exception {
    Evaluation evaluation = scored(0.95, 0.94, 1);
    JsonNode plain = Json.tree(Json.text(evaluation));
    String text = Json.text(judged(evaluation));
    ObjectNode judged = (ObjectNode) Json.tree(text);

    assertEquals(text.indexOf("\"slices\""), text.lastIndexOf("\"slices\""), text);
    assertEquals("met", judged.remove("verdict").path("type").asText());
    ObjectNode slice = (ObjectNode) judged.path("slices").path(0);
    assertEquals("inconclusive", slice.remove("verdict").path("type").asText());
    assertEquals(plain, judged);
  }

  private Tool gates(Path evaluation) throws Exception {
    return Tool.run(bundle, "pipelines/gates", "judge", evaluation.toString());
  }

  /// As `slipway evaluate --champion --json` prints it.
  private Path beside(JudgedEvaluation evaluation, Object champion) throws Exception {
    return Files.writeString(
        temp.resolve("both.json"),
        Json.text(Map.of("evaluation", evaluation, "champion", champion)));
  }

  private static ChampionComparison compared(Verdict verdict) {
    return new ChampionComparison(
        "accuracy",
        1000,
        0.95,
        0.96,
        new Interval(-0.01, -0.02, 0.001, 0.95),
        0.005,
        ChampionComparison.Outcome.INCONCLUSIVE,
        verdict,
        Sha256.of(new byte[] {3}),
        Sha256.of(new byte[] {1}));
  }

  @ParameterizedTest
  @CsvSource({
    // score, slice, exit code
    "0.95, 0.94, 0",
    "0.95, 0.90, 0", // the group's interval reaches the floor
    "0.90, 0.94, 1", // below the floor of 0.92
    "0.925, 0.94, 1", // the interval holds the floor: that it is met is not shown
    "0.95, 0.80, 1", // a group is surely below it
  })
  void gatesJudgeFloorAndGroups(double score, double slice, int exit) throws Exception {
    Tool run = gates(evaluation("evaluation.json", score, slice, 1));

    assertEquals(exit, run.exit(), run.output());
    assertEquals(3, run.output().lines().count(), run.output());
    assertEquals(
        exit == 1,
        run.output().contains("REFUTED: ") || run.output().contains("UNDECIDED: "),
        run.output());
    assertTrue(
        run.output().stripTrailing().endsWith("there is no champion to compare with"),
        run.output());
  }

  /// The verdict is that of `slipway evaluate --champion`, whatever the two scores are.
  @Test
  void gatesStopByTheVerdictOnTheChampion() throws Exception {
    JudgedEvaluation good = judged(scored(0.95, 0.94, 1));

    Tool met = gates(beside(good, compared(new Verdict.Met("row by row"))));
    Tool worse = gates(beside(good, compared(new Verdict.NotMet("row by row"))));
    Tool open = gates(beside(good, compared(new Verdict.Inconclusive("row by row", 9))));
    Tool older = gates(beside(good, Map.of("outcome", "NOT_WORSE")));

    assertEquals(0, met.exit(), met.output());
    assertTrue(met.output().stripTrailing().endsWith("passed: champion: row by row"), met.output());
    assertEquals(1, worse.exit(), worse.output());
    assertTrue(worse.output().contains("REFUTED: champion: row by row"), worse.output());
    assertEquals(1, open.exit(), open.output());
    assertTrue(open.output().contains("UNDECIDED: champion: row by row"), open.output());
    assertEquals(2, older.exit(), older.output());
    assertTrue(older.output().contains("evaluate again"), older.output());
  }

  @Test
  void gatesRefuseWhatIsNoEvaluation() throws Exception {
    Path broken = Files.writeString(temp.resolve("evaluation.json"), "{}");
    Path empty = Files.createFile(temp.resolve("empty.json"));
    ObjectNode older = (ObjectNode) Json.tree(Json.text(judged(scored(0.5, 0.5, 1))));
    older.remove("verdict");
    Path old = Files.writeString(temp.resolve("old.json"), Json.text(older));

    for (Path none : List.of(broken, empty, old)) {
      Tool run = gates(none);
      assertEquals(2, run.exit(), run.output());
      assertTrue(run.output().contains("evaluate again"), run.output());
    }
    assertEquals(2, Tool.run(bundle, "pipelines/gates", "judge", "missing.json").exit());
  }

  /// A program `slipway` that says how it was called, and of the data that it breaks the contract.
  private Tool allGates(BundleInput input, int data) throws Exception {
    return allGates(input, data, evaluation("evaluation.json", 0.95, 0.94, 1), 0);
  }

  /// @param evaluation what `slipway evaluate` prints
  /// @param evaluated its exit code
  private Tool allGates(BundleInput input, int data, Path evaluation, int evaluated)
      throws Exception {
    bundle = Exported.in(temp.resolve("all"), input, "github", "data-contract");
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path slipway =
        Files.writeString(
            bin.resolve("slipway"),
            """
            #!/bin/sh
            [ "$1" != --version ] || exit 0
            echo "$@" >>"$CALLS"
            case $1 in
              data) echo "what breaks the contract" >&2; [ $# -eq 3 ] || [ -f "$4" ] && exit %d ;;
              evaluate) cat "$EVALUATION"; exit %d ;;
            esac
            """
                .formatted(data, evaluated));
    assertTrue(slipway.toFile().setExecutable(true));
    return Tool.run(
        Files.createDirectories(temp.resolve("work")),
        "env",
        "PATH=" + bin + ":" + System.getenv("PATH"),
        "CALLS=" + temp.resolve("calls"),
        "EVALUATION=" + evaluation,
        bundle.resolve("pipelines/gates").toString(),
        "project");
  }

  private List<String> calls() throws Exception {
    return Files.readAllLines(temp.resolve("calls")).stream()
        .map(line -> line.replace(bundle.toString(), "BUNDLE"))
        .toList();
  }

  @Test
  void oneScriptRunsAllGatesHereAsInThePipeline() throws Exception {
    Tool run = allGates(Voyager.input(), 0);

    assertEquals(0, run.exit(), run.output());
    assertEquals(
        List.of(
            "inspect project --json",
            "data project --contract BUNDLE/data/contract.odcs.yaml --json",
            "evaluate project --json",
            "checklist project --gate staging",
            "evidence export project evidence/gates.json"),
        calls());
  }

  @Test
  void theModelInProductionIsComparedWhereTheProjectKeepsIt() throws Exception {
    Path project = Files.createDirectories(temp.resolve("work/project"));
    Files.writeString(project.resolve("champion.onnx"), "a model");

    allGates(Voyager.input(), 0);

    assertTrue(
        calls()
            .contains(
                "evaluate project --json --champion project/champion.onnx --allowed-regression 0"),
        calls().toString());

    Files.writeString(project.resolve("champion.onnx.data"), "its weights");
    Files.delete(temp.resolve("calls"));
    Tool weights = allGates(Voyager.input(), 0);

    assertEquals(0, weights.exit(), weights.output());
    assertTrue(
        calls()
            .contains(
                "evaluate project --json --champion project/champion.onnx --allowed-regression 0"),
        calls().toString());

    Files.writeString(project.resolve("champion.ubj"), "another model");
    Tool two = allGates(Voyager.input(), 0);

    assertEquals(2, two.exit(), two.output());
    assertTrue(two.output().contains("keep one"), two.output());
  }

  /// Bundles of before kept an evaluation there, which slipway would read as a model of XGBoost.
  @Test
  void anEvaluationInTheChampionsPlaceIsNamed() throws Exception {
    Path project = Files.createDirectories(temp.resolve("work/project"));
    Files.writeString(project.resolve("champion.json"), Json.text(judged(scored(0.95, 0.94, 1))));

    Tool run = allGates(Voyager.input(), 0);

    assertEquals(2, run.exit(), run.output());
    assertTrue(run.output().contains("champion.json is an evaluation"), run.output());
  }

  @Test
  void dataThatBreaksTheContractStopsThePipelineAndItsEvidenceIsKept() throws Exception {
    Tool run = allGates(Voyager.input(), 1);

    assertEquals(1, run.exit(), run.output());
    assertEquals(
        List.of(
            "inspect project --json",
            "data project --contract BUNDLE/data/contract.odcs.yaml --json",
            "evidence export project evidence/gates.json"),
        calls());
    assertEquals(
        "what breaks the contract\n",
        Files.readString(temp.resolve("work/evidence/data-contract.log")));
  }

  /// A project before anybody looked at the data that it names.
  private static BundleInput withoutData() {
    return AlteredInput.of(Voyager.input()).data(Optional.empty()).input();
  }

  /// The contract of such an export says what the model takes, which no file could keep to.
  @Test
  void dataThatNobodyHadLookedAtIsNotHeldAgainstTheContract() throws Exception {
    Tool run = allGates(withoutData(), 0);

    assertEquals(0, run.exit(), run.output());
    assertTrue(calls().contains("data project --json"), calls().toString());
  }

  /// The exit code of `java` where the machine has too little memory for it: nothing was evaluated.
  @Test
  void anEvaluationThatNeverRanIsNoPassedGate() throws Exception {
    Tool run = allGates(Voyager.input(), 0, Files.createFile(temp.resolve("nothing.json")), 1);

    assertEquals(2, run.exit(), run.output());
    assertTrue(run.output().contains("evaluate again"), run.output());
  }

  @Test
  void pipelinesShareTheOneScript() throws Exception {
    Path all = Exported.in(temp.resolve("three"), Voyager.input(), "github", "gitlab", "jenkins");

    for (String file :
        List.of(
            "pipelines/github/.github/workflows/deliver-model.yml",
            "pipelines/gitlab/.gitlab-ci.yml",
            "pipelines/jenkins/Jenkinsfile")) {
      assertTrue(
          Files.readString(all.resolve(file)).contains("\"$BUNDLE/pipelines/gates\" \"$PROJECT\""),
          file);
    }
    assertTrue(Files.isExecutable(all.resolve("pipelines/gates")));
  }

  private Tool check(String second) throws Exception {
    Files.writeString(bundle.resolve("docker/app/model/golden.json"), GOLDEN.formatted(second));
    Path model = Files.write(temp.resolve("tiny.onnx"), TinyModel.bytes());
    Map<String, String> settings =
        Map.of("model.name", "wine-quality", "metrics.latency-buckets", "0.01,0.05,60");
    try (ServingServer server = ServingServer.start(ServingConfig.inProcess(model, settings))) {
      return Tool.run(
          bundle,
          "deploy/check",
          "http://127.0.0.1:" + server.port(),
          "http://127.0.0.1:" + server.managementPort());
    }
  }

  @Test
  void aGoodServicePassesItsCheck() throws Exception {
    Path script = bundle.resolve("deploy/check");
    // A limit that this machine keeps however busy it is.
    Files.writeString(script, Files.readString(script).replace("SLOW=0.05", "SLOW=60"));

    Tool run = check("2.0001");

    assertEquals(0, run.exit(), run.output());
    List<String> lines = run.output().lines().toList();
    assertEquals("passed: ready", lines.get(0));
    assertEquals("passed: golden request one", lines.get(1));
    assertEquals("passed: 500 of 500 requests under load were answered", lines.get(2));
    assertTrue(
        lines.get(3).startsWith("passed: 500 of 500 were answered within 60 s"), lines.get(3));
  }

  @Test
  void aServiceThatAnswersOtherwiseIsRefused() throws Exception {
    Tool run = check("3");

    assertEquals(1, run.exit(), run.output());
    assertTrue(run.output().contains("FAILED: golden request one"), run.output());
  }

  @Test
  void aServiceThatIsTooSlowIsRefused() throws Exception {
    Path script = bundle.resolve("deploy/check");
    // No request is answered within the limit that the histogram does not even have.
    Files.writeString(script, Files.readString(script).replace("SLOW=0.05", "SLOW=0.0001"));

    Tool run = check("2");

    assertEquals(1, run.exit(), run.output());
    assertTrue(run.output().contains("FAILED: 0 of 500 were answered within"), run.output());
  }

  @Test
  void aServiceThatCannotBeReachedIsRefusedAndWrongUsageSaysTheUsage() throws Exception {
    Files.writeString(bundle.resolve("docker/app/model/golden.json"), GOLDEN.formatted("2"));
    Path script = bundle.resolve("deploy/check");
    Files.writeString(script, Files.readString(script).replace("--retry 10", "--retry 0"));

    Tool run = Tool.run(bundle, "deploy/check", "http://127.0.0.1:9", "http://127.0.0.1:9");
    assertEquals(1, run.exit(), run.output());

    Tool usage = Tool.run(bundle, "deploy/check", "elsewhere");
    assertEquals(2, usage.exit());
    assertTrue(usage.output().startsWith("Usage: deploy/check"), usage.output());
  }
}
