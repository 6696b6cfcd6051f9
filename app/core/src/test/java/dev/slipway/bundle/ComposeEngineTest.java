// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The exported Compose file before Docker Compose, and the service that it starts. Prometheus and
/// Grafana are read but not started: their images are not part of the test's engine.
@Tag("engine")
final class ComposeEngineTest {

  private static final String PROJECT = "slipway-compose-" + ProcessHandle.current().pid();

  @TempDir Path temp;

  @BeforeEach
  void export() throws Exception {
    BuiltImage.export(temp);
  }

  private Path file() {
    return temp.resolve("bundle/compose/compose.yaml");
  }

  private Tool compose(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("docker", "compose", "-p", PROJECT, "-f", file().toString()));
    command.addAll(List.of(arguments));
    return Tool.run(temp, command.toArray(String[]::new));
  }

  @Test
  void composeAcceptsTheServiceAloneAndWithMonitoring() throws Exception {
    Tool alone = compose("config", "--services");
    Tool all = compose("--profile", "monitoring", "config", "--services");

    assertEquals(new Tool(0, "model"), alone);
    assertEquals(List.of("grafana", "model", "prometheus"), all.output().lines().sorted().toList());
    assertEquals(0, compose("--profile", "monitoring", "config", "-q").exit());
  }

  @Test
  void everyFileThatIsMountedIsInTheBundle() throws Exception {
    List<Path> mounted =
        Files.readAllLines(file()).stream()
            .map(String::strip)
            .filter(line -> line.matches("- \\.{1,2}/.*:ro"))
            .map(line -> file().resolveSibling(line.substring(2).split(":")[0]).normalize())
            .toList();

    assertEquals(5, mounted.size());
    assertEquals(List.of(), mounted.stream().filter(path -> !Files.isRegularFile(path)).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read_only: true         | read_only: yes please",
        "stop_grace_period: 30s  | stop_grace_period: a while",
        "depends_on: [prometheus] | depends_on: [prometheuz]",
        "healthcheck:            | health_check:",
        "memory: 256M            | memory: 256 elephants",
        "127.0.0.1:8080:8080     | 127.0.0.1:8080:80800",
        "grafana-data: {}        | grafana-dat: {}"
      })
  void composeRefusesABrokenFile(String good, String bad) throws Exception {
    Exported.replace(file(), good, bad);

    Tool config = compose("--profile", "monitoring", "config", "-q");

    assertNotEquals(0, config.exit(), bad);
  }

  @Test
  void theServiceAloneComesUpHealthyWithinItsLimits() throws Exception {
    Exported.replace(file(), "127.0.0.1:8080:8080", "127.0.0.1::8080");
    Exported.replace(file(), "registry.example.org/pricing/wine-quality:1.4.0", PROJECT + ":test");
    // Else the engine asks for the first time after half a minute.
    Exported.replace(file(), "interval: 30s", "interval: 2s");
    try {
      Tool up = compose("up", "-d", "--build", "--wait", "--pull", "never");
      assertEquals(0, up.exit(), up.output());

      String container = compose("ps", "-q", "model").output().lines().toList().getLast();
      assertEquals(
          "healthy 65532:65532 true 268435456 1000000000",
          Tool.need(
              temp,
              "docker",
              "inspect",
              "--format",
              "{{.State.Health.Status}} {{.Config.User}} {{.HostConfig.ReadonlyRootfs}}"
                  + " {{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}",
              container));
    } finally {
      Tool down = compose("down", "--volumes", "--rmi", "all", "--timeout", "5");
      assertEquals(0, down.exit(), down.output());
    }
  }
}
