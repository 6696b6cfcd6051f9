// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.objective.Project;
import dev.slipway.plan.PlanKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Argo's production before kubectl, ECS' template before AWS' validator, and broken ones.
@Tag("tools")
final class PlatformToolsTest {

  @TempDir Path temp;

  @Test
  void kubectlBuildsProductionWithARolloutThatTheAutoscalerScales() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "argo");

    String built = Tool.need(folder, "kubectl", "kustomize", "argo/production");

    assertEquals(1, built.split("\nkind: Rollout\n", -1).length - 1, built);
    assertEquals(1, built.split("\nkind: AnalysisTemplate\n", -1).length - 1, built);
    assertTrue(
        built.contains(
            """
              scaleTargetRef:
                apiVersion: argoproj.io/v1alpha1
                kind: Rollout
                name: wine-quality
            """),
        built);
  }

  @Test
  void whatIsBuiltPassesOurRulesForManifests() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "argo");
    String built = Tool.need(folder, "kubectl", "kustomize", "argo/production");

    assertEquals(List.of(), OurRules.failed(temp, built));
  }

  @Test
  void kubectlRefusesABrokenProduction() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "argo");
    Exported.replace(
        folder.resolve("argo/production/kustomization.yaml"), "scaleTargetRef/kind", "target/kind");

    assertNotEquals(0, Tool.run(folder, "kubectl", "kustomize", "argo/production").exit());
  }

  @Test
  void prometheusTakesTheQueriesOfTheAnalysisAndRefusesABrokenOne() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "argo");
    // The queries as rules: promtool reads expressions only there.
    String analysis =
        Files.readString(folder.resolve("argo/production/analysis.yaml"))
            .replace("{{args.hash}}", "5d9c");
    StringBuilder rules = new StringBuilder("groups:\n  - name: analysis\n    rules:\n");
    String[] queries = analysis.split("          query: \\|\n");
    assertEquals(3, queries.length);
    for (int i = 1; i < queries.length; i++) {
      String query = queries[i].split("\n    (?=#)")[0];
      rules.append("      - record: query").append(i).append("\n        expr: |\n");
      rules.append(query).append('\n');
    }
    Path file = Files.writeString(temp.resolve("rules.yaml"), rules);

    Tool.need(temp, "promtool", "check", "rules", file.toString());

    Exported.replace(file, "sum(rate(", "sum(rates(");
    assertNotEquals(0, Tool.run(temp, "promtool", "check", "rules", file.toString()).exit());
  }

  /// What AWS' own validator finds in each template that is worse than a hint: a line for each
  /// finding, and how many findings there are in all. One process for all of them, for it starts
  /// slowly.
  private List<String> cloudformation(List<Path> templates) throws Exception {
    Path script =
        Files.writeString(
            temp.resolve("validate.cjs"),
            """
            const { RegoEngine, TemplateFile } = require(process.argv[2]);
            const engine = new RegoEngine();
            for (const template of process.argv.slice(3)) {
              const report = engine.validateStandard(new TemplateFile(template));
              const bad = report.diagnostics.filter(d => d.severity !== "INFO");
              for (const d of bad) console.log(d.severity + " " + d.ruleId + ": " + d.message);
              console.log(report.diagnostics.length + " in all");
              console.log("----");
            }
            engine.free();
            """);
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(NodeTools.ONCE);
    command.add(script.toString());
    command.add(NodeTools.program("node_modules/@aws/cloudformation-validate").toString());
    templates.forEach(template -> command.add(template.toString()));
    String said = Tool.need(temp, command.toArray(String[]::new));
    List<String> each = List.of(said.split("----\n?"));
    assertEquals(templates.size(), each.size(), said);
    return each;
  }

  private Path template(String folder, BundleInput input) throws Exception {
    return Exported.in(Files.createDirectory(temp.resolve(folder)), input, "ecs")
        .resolve("ecs/service.yaml");
  }

  @Test
  void awsTakesTheTemplates() throws Exception {
    List<Path> templates = new ArrayList<>();
    for (String architecture : List.of("ARM64", "X86_64")) {
      templates.add(
          template(
              architecture,
              Voyager.with(
                  Voyager.input(),
                  Voyager.project(
                      Voyager.TEXT, Map.of("ecs", Map.of("architecture", architecture))))));
    }
    templates.add(template("bare", Voyager.bare()));
    templates.add(
        template(
            "guarded",
            Voyager.with(
                Voyager.input(), SamplePlan.of("chosen for the tests", SamplePlan.GUARDED))));
    templates.add(template("registry", withRegistryOnAPort()));

    for (String said : cloudformation(templates)) {
      // It looked at the resources: each gets a hint at least.
      assertTrue(said.matches("\\d\\d+ in all\n"), said);
      assertTrue(Integer.parseInt(said.split(" ")[0]) > 20, said);
    }
  }

  @Test
  void awsRefusesBrokenTemplates() throws Exception {
    Map<String, String> defects =
        Map.of(
            "Cpu: \"1024\"", "Cpu: \"256\"", // with 8192 of memory no size of Fargate
            "NetworkMode: awsvpc", "NetworkMode: bridge",
            "DeploymentCircuitBreaker:", "DeploymentBreaker:",
            "{Ref: AlarmTopic}", "{Ref: Alarms}",
            "RetentionInDays: 30", "RetentionInDays: 31");
    List<String> broken = List.copyOf(defects.keySet());
    List<Path> templates = new ArrayList<>();
    for (String good : broken) {
      Path template = template("broken-" + templates.size(), Voyager.input());
      Exported.replace(template, good, defects.getOrDefault(good, ""));
      if (good.startsWith("Cpu")) {
        Exported.replace(template, "Memory: \"2048\"", "Memory: \"8192\"");
      }
      templates.add(template);
    }

    List<String> said = cloudformation(templates);

    for (int i = 0; i < broken.size(); i++) {
      assertTrue(said.get(i).lines().count() > 1, broken.get(i) + " was taken: " + said.get(i));
    }
  }

  @Test
  void awsTakesTheTasksThatScoreInBatchAndRefusesBrokenOnes() throws Exception {
    List<String> faults =
        List.of("NetworkMode: awsvpc", "ScheduleExpression:", "EFSVolumeConfiguration:");
    List<Path> templates = new ArrayList<>();
    for (int i = 0; i <= faults.size(); i++) {
      Path folder = Files.createDirectory(temp.resolve("batch-" + i));
      Path template =
          Exported.in(folder, BatchBundle.untouched(), "batch", "ecs")
              .resolve("batch/ecs/tasks.yaml");
      if (i > 0) {
        String good = faults.get(i - 1);
        Exported.replace(template, good, good.replace("awsvpc", "bridge").replace("E", "Q"));
      }
      templates.add(template);
    }

    List<String> said = cloudformation(templates);

    assertTrue(said.getFirst().matches("[1-9]\\d* in all\n"), said.getFirst());
    for (int i = 1; i <= faults.size(); i++) {
      assertTrue(said.get(i).lines().count() > 1, faults.get(i - 1) + ": " + said.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 256, 1024, 2048",
    "250, 256, 256, 512",
    "250, 600, 256, 1024",
    "251, 256, 512, 1024",
    "2000, 5000, 2048, 5120",
    "8000, 17000, 8192, 20480",
    "16000, 100000, 16384, 106496"
  })
  void theSmallestSizeOfFargateThatHoldsThePlanIsTaken(
      int millis, int mebibytes, String cpu, String memory) throws Exception {
    Path folder =
        Exported.in(
            temp,
            Voyager.with(
                Voyager.input(),
                Voyager.plan(
                    Voyager.TEXT,
                    Map.of(PlanKeys.CPU_LIMIT, millis, PlanKeys.MEMORY_LIMIT, mebibytes))),
            "ecs");

    String template = Files.readString(folder.resolve("ecs/service.yaml"));
    assertTrue(
        template.contains("      Cpu: \"" + cpu + "\"\n      Memory: \"" + memory + "\"\n"),
        template);
  }

  /// AWS refuses them when the stack is made: its validator does not know these bounds.
  @Test
  void timesOfTheTaskAreWithinWhatEcsTakes() throws Exception {
    Path folder =
        Exported.in(
            temp,
            Voyager.with(
                Voyager.input(),
                Voyager.plan(
                    Voyager.TEXT,
                    Map.of(
                        PlanKeys.PROBE_TIMEOUT, 1,
                        PlanKeys.STARTUP_PERIOD, 1,
                        PlanKeys.STARTUP_FAILURES, 900,
                        PlanKeys.LIVENESS_PERIOD, 4,
                        PlanKeys.LIVENESS_FAILURES, 12,
                        PlanKeys.GRACE, 200))),
            "ecs");

    String template = Files.readString(folder.resolve("ecs/service.yaml"));
    assertTrue(template.contains("StopTimeout: 120\n"), template);
    assertTrue(template.contains("HealthCheckGracePeriodSeconds: 900\n"), template);
  }

  @Test
  void whatStartsATaskReachesTheRegistryAndTheServiceNothingElse() throws Exception {
    String template = Files.readString(template("registry", withRegistryOnAPort()));

    assertEquals(2, template.split("Description: registry and logs", -1).length - 1, template);
    assertTrue(template.contains("FromPort: 5000, ToPort: 5000, CidrIp"), template);
  }

  private static BundleInput withRegistryOnAPort() {
    BundleInput input = Voyager.input();
    Optional<String> registry = Optional.of("registry.example.org:5000/wine");
    return Voyager.with(
        input, input.project().released(new Project.Release(registry, List.of(), Map.of())));
  }

  @Test
  void aPlanThatNoSizeOfFargateHoldsIsSaid() {
    BundleInput input =
        Voyager.with(
            Voyager.input(), Voyager.plan(Voyager.TEXT, Map.of(PlanKeys.CPU_LIMIT, 16_001)));

    ProblemException problem =
        assertThrows(ProblemException.class, () -> Exported.in(temp, input, "ecs"));

    assertTrue(
        problem.problem().why().contains("no size of Fargate holds"), problem.problem().why());
  }
}
