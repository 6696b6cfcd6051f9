// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A script of the bundle, on a machine that lacks a program that it needs or has another of that
/// name, says so and ends with 3: nothing was judged.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScriptsWithoutProgramsTest {

  private static final List<String> OF_EVERY_SYSTEM =
      List.of("bash", "sh", "env", "sed", "dirname", "mktemp", "rm", "mkdir", "cat", "tee");

  private static final List<String> SCRIPTS_PROGRAMS =
      List.of("curl", "jq", "kubectl", "amtool", "docker", "slipway");

  private Path bundle = Path.of("");

  @BeforeAll
  void export(@TempDir Path folder) throws Exception {
    bundle =
        Exported.in(
            folder, Voyager.input(), "kubernetes", "alertmanager", "compose", "profile", "github");
    Files.writeString(bundle.resolve("docker/app/model/golden.json"), "{\"cases\": []}");
  }

  @ParameterizedTest(name = "{0} without {2}")
  @CsvSource({
    "deploy/check, http://127.0.0.1:9 http://127.0.0.1:9, curl, curl --version",
    "deploy/check, http://127.0.0.1:9 http://127.0.0.1:9, jq, jq --version",
    "deploy/check, staging, kubectl, kubectl version --client",
    "alertmanager/test-routes, '', amtool, amtool --version",
    "docker/pin-base-images, '', docker, docker buildx version",
    "profile/run, compose, docker, docker compose version",
    "profile/run, production, kubectl, kubectl version --client",
    "pipelines/gates, project, slipway, slipway --version",
    "pipelines/gates, project, jq, jq --version",
    "pipelines/gates, judge bundle.json, jq, jq --version"
  })
  void nothingIsJudgedWithoutTheProgram(
      String script, String arguments, String program, String asked, @TempDir Path folder)
      throws Exception {
    Path bin = programs(folder.resolve("bin"));
    List<String> words = Stream.of(arguments.split(" ")).filter(w -> !w.isEmpty()).toList();

    Files.delete(bin.resolve(program));
    isNotRun(run(bin, script, words), asked, "not found");

    standIn(bin.resolve(program), "echo 'unknown command' >&2; exit 125");
    isNotRun(run(bin, script, words), asked, "unknown command");

    Files.delete(bin.resolve(program));
    Files.writeString(bin.resolve(program), "");
    isNotRun(run(bin, script, words), asked, "");
  }

  private static void isNotRun(Tool run, String asked, String because) {
    assertEquals(3, run.exit(), run.output());
    assertTrue(
        run.output().lines().anyMatch(line -> line.startsWith("not run: '" + asked + "' "))
            && run.output().contains(because),
        run.output());
  }

  private Tool run(Path bin, String script, List<String> arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "PATH=" + bin,
                bin.resolve("bash").toString(),
                bundle.resolve(script).toString()));
    command.addAll(arguments);
    return Tool.run(bundle, command.toArray(String[]::new));
  }

  /// A folder with what every system has, and with stand-ins of the others.
  private static Path programs(Path bin) throws IOException {
    Files.createDirectories(bin);
    for (String name : OF_EVERY_SYSTEM) {
      standIn(bin.resolve(name), "exec " + onPath(name) + " \"$@\"");
    }
    for (String name : SCRIPTS_PROGRAMS) {
      standIn(bin.resolve(name), "exit 0");
    }
    return bin;
  }

  private static Path onPath(String name) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void standIn(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }
}
