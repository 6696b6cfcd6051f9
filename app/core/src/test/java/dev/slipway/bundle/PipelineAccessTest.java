// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What opens a cluster or a registry is of one environment, readable for the job alone, and gone
/// when the job ends, however it ends.
final class PipelineAccessTest {

  private static final String KUBECONFIG = "apiVersion: v1\nkind: Config\n";
  private static final String GITHUB = "pipelines/github/.github/workflows/";
  private static final String GITLAB = "pipelines/gitlab/.gitlab-ci.yml";

  @TempDir Path temp;
  private Path scratch = Path.of("");
  private Path log = Path.of("");

  @BeforeEach
  void standIns() throws Exception {
    scratch = Files.createDirectory(temp.resolve("scratch"));
    log = Files.writeString(temp.resolve("log"), "");
    standIn("kubectl", "stat -c %a \"$KUBECONFIG\" >>$LOG; cat \"$KUBECONFIG\" >>$LOG; exit 7");
    standIn("docker", "echo \"docker $1 ${2:-}\" >>$LOG; [[ $1 != push ]]");
    standIn("slipway", "exit 0");
    standIn("curl", "echo \"asked $*\" >>$LOG; echo '{\"value\": \"a token\"}'");
  }

  private void standIn(String name, String script) throws IOException {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path file = Files.writeString(bin.resolve(name), "#!/usr/bin/env bash\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private static BundleInput input(String identity, String setup) {
    Map<String, Object> options = Map.of("cluster-identity", identity, "setup", setup);
    return Voyager.with(
        Voyager.input(),
        Voyager.project(Voyager.TEXT, Map.of("github", options, "gitlab", options)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sts.example.org"})
  void gitlabsJobThatFailsLeavesNothingBehind(String identity) throws Exception {
    Path bundle = Exported.in(temp, input(identity, "true"), "gitlab");
    Path access = Files.writeString(temp.resolve("file-variable"), KUBECONFIG);
    Files.createDirectories(temp.resolve("evidence"));
    Files.writeString(temp.resolve("evidence/staging-release.yaml"), "");

    Tool run =
        bash(
            String.join("\n", gitlab(bundle, "staging")),
            Map.of("STAGING_CLUSTER_ACCESS", access.toString(), "CLUSTER_ID_TOKEN", "a token"));

    assertEquals(7, run.exit(), run.output());
    assertEquals("600\n" + KUBECONFIG, Files.readString(log));
    assertEquals(List.of(), left());
  }

  @Test
  void gitlabSaysWhoseAccessIsMissing() throws Exception {
    Path bundle = Exported.in(temp, input("", "true"), "gitlab");
    List<String> script = gitlab(bundle, "production");
    int access =
        script.indexOf(
            script.stream().filter(line -> line.contains("mktemp")).findFirst().orElseThrow());

    Tool run =
        bash(
            String.join("\n", script.subList(access, access + 2)),
            Map.of("STAGING_CLUSTER_ACCESS", "/of/another/environment"));

    assertEquals(1, run.exit(), run.output());
    assertTrue(run.output().contains("PRODUCTION_CLUSTER_ACCESS"), run.output());
    assertEquals(List.of(), left());
  }

  @Test
  void gitlabLogsOutOfTheRegistryWhenAPushFails() throws Exception {
    Path bundle = Exported.in(temp, input("", "true"), "gitlab");
    standIn("trivy", "exit 0");
    standIn("syft", "exit 0");

    Tool run =
        bash(
            String.join("\n", gitlab(bundle, "build-image")),
            Map.of(
                "IMAGE", "registry.example.org/wines",
                "REGISTRY_USER", "somebody",
                "REGISTRY_PASSWORD", "secret"));

    assertEquals(1, run.exit(), run.output());
    assertEquals(
        List.of(
            "docker build --tag",
            "docker login registry.example.org",
            "docker push",
            "docker logout"),
        Files.readAllLines(log).stream()
            .map(line -> line.replaceFirst("(push|logout) .*", "$1"))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sts.example.org"})
  void githubsJobLeavesNothingBehind(String identity) throws Exception {
    Path bundle = Exported.in(temp, input(identity, "true"), "github");
    List<Map<?, ?>> steps = steps(bundle, "deliver-model.yml", "staging");
    Path environment = Files.writeString(temp.resolve("environment"), "");
    Map<String, String> given =
        new HashMap<>(
            Map.of(
                "RUNNER_TEMP",
                scratch.toString(),
                "GITHUB_ENV",
                environment.toString(),
                "CLUSTER_ACCESS",
                KUBECONFIG,
                "AUDIENCE",
                identity,
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                "asker",
                "ACTIONS_ID_TOKEN_REQUEST_URL",
                "https://example.org?v=1"));

    assertEquals(0, bash(script(steps, "Make room for the access to the cluster"), given).exit());
    for (String line : Files.readAllLines(environment)) {
      given.put(line.replaceFirst("=.*", ""), line.replaceFirst("[^=]*=", ""));
    }
    assertEquals(0, bash(script(steps, "Reach the cluster"), given).exit());
    assertEquals(7, bash("kubectl version", given).exit());
    assertEquals(identity.isEmpty() ? 1 : 2, left().size());
    assertTrue(Files.readString(log).endsWith("600\n" + KUBECONFIG), Files.readString(log));
    assertEquals(
        !identity.isEmpty(),
        Files.readString(log).contains("https://example.org?v=1&audience=" + identity + "\n"));

    assertEquals(0, bash(script(steps, "Leave the cluster"), given).exit());
    assertEquals(List.of(), left());
  }

  @Test
  void eachOfGithubsJobsHasItsOwnAccessAndAlwaysTakesItBack() throws Exception {
    Path bundle = Exported.in(temp, input("", "true"), "github", "policy");
    Map<String, String> secrets = new HashMap<>();
    for (String job : List.of("staging", "check")) {
      secrets.put(job, secret(steps(bundle, "deliver-model.yml", job)));
    }
    for (String job : List.of("production", "release-record")) {
      secrets.put(job, secret(steps(bundle, "deploy-model.yml", job)));
    }

    assertEquals(
        Map.of(
            "staging", "${{ secrets.STAGING_KUBECONFIG }}",
            "check", "${{ secrets.STAGING_KUBECONFIG }}",
            "production", "${{ secrets.PRODUCTION_KUBECONFIG }}",
            "release-record", "${{ secrets.RECORD_KUBECONFIG }}"),
        secrets);
    assertEquals(
        "always()",
        step(steps(bundle, "deliver-model.yml", "image"), "Log out of the registry").get("if"));
  }

  private static String secret(List<Map<?, ?>> steps) {
    assertEquals("always() && env.KUBECONFIG != ''", step(steps, "Leave the cluster").get("if"));
    Object environment = step(steps, "Reach the cluster").get("env");
    return String.valueOf(((Map<?, ?>) Objects.requireNonNull(environment)).get("CLUSTER_ACCESS"));
  }

  /// Its record is proposed with the release, before production's own file changes, and applied
  /// before the image.
  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "jenkins"})
  void thePolicysRecordIsPartOfAPromotion(String platform) throws Exception {
    String with = text(Exported.in(temp.resolve("with"), Voyager.input(), platform, "policy"));
    String without = text(Exported.in(temp.resolve("without"), Voyager.input(), platform));

    assertTrue(!without.contains("policy/release"), without);
    List<String> order =
        List.of(
            "--statements evidence",
            "\"$BUNDLE/policy/release\" \"$",
            "kubectl apply -f \"$BUNDLE/policy/release.yaml\"",
            "kubectl apply -k \"$BUNDLE/deploy/envs/production\"");
    List<Integer> places = order.stream().map(with::indexOf).toList();
    assertTrue(!places.contains(-1), places.toString());
    assertTrue(places.get(2) < places.get(3), places.toString());
    int copied =
        Math.max(
            with.indexOf("envs/{staging,production}/release.yaml\n", places.get(1)),
            with.indexOf("/deploy/envs/production/release.yaml", places.get(1)));
    assertTrue(places.get(1) < copied, with);
  }

  private static String text(Path bundle) throws IOException {
    try (Stream<Path> walk = Files.walk(bundle.resolve("pipelines"))) {
      List<Path> files =
          walk.filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(".md"))
              .sorted((a, b) -> order(a) - order(b))
              .toList();
      var text = new StringBuilder();
      for (Path file : files) {
        text.append(Files.readString(file));
      }
      return text.toString();
    }
  }

  /// As a release goes.
  private static int order(Path file) {
    return List.of("deliver-model.yml", "promote-model.yml", "deploy-model.yml")
        .indexOf(String.valueOf(file.getFileName()));
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      return files.toList();
    }
  }

  private static List<String> gitlab(Path bundle, String job) throws IOException {
    Map<?, ?> pipeline = (Map<?, ?>) yaml(bundle.resolve(GITLAB));
    Map<?, ?> found = (Map<?, ?>) Objects.requireNonNull(pipeline.get(job));
    List<String> lines = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(found.get("script")))
        .forEach(line -> lines.add(String.valueOf(line)));
    return lines;
  }

  private static List<Map<?, ?>> steps(Path bundle, String file, String job) throws IOException {
    Map<?, ?> workflow = (Map<?, ?>) yaml(bundle.resolve(GITHUB + file));
    Map<?, ?> jobs = (Map<?, ?>) Objects.requireNonNull(workflow.get("jobs"));
    Map<?, ?> found = (Map<?, ?>) Objects.requireNonNull(jobs.get(job));
    List<Map<?, ?>> steps = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(found.get("steps")))
        .forEach(step -> steps.add((Map<?, ?>) step));
    return steps;
  }

  private static Map<?, ?> step(List<Map<?, ?>> steps, String name) {
    return steps.stream().filter(step -> name.equals(step.get("name"))).findFirst().orElseThrow();
  }

  private static String script(List<Map<?, ?>> steps, String name) {
    return String.valueOf(step(steps, name).get("run"));
  }

  private static Object yaml(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  private Tool bash(String script, Map<String, String> environment) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "PATH=" + temp.resolve("bin") + ":" + System.getenv("PATH"),
                "LOG=" + log,
                "TMPDIR=" + scratch,
                "BUNDLE=bundle",
                "PROJECT=.",
                "VERSION=1",
                "STAGING=s",
                "NAME=n",
                "CI_COMMIT_SHA=0123456789abcdef"));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of("bash", "-eo", "pipefail", "-c", script));
    return Tool.run(temp, command.toArray(String[]::new));
  }
}
