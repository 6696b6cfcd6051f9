// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A small script in the place of a tool's program: it says what it is as the real one does, and
/// takes what is known to be good; the test says what it does else.
public final class StandIn {

  /// What the real programs say that they are; `%s` is the version.
  private static final Map<String, String> IDENTITIES =
      Map.of(
          "kubectl", "Client Version: v%s\nKustomize Version: v5.5.0",
          "kustomize", "v%s",
          "docker", "Docker Compose version v%s",
          "docker-compose", "Docker Compose version v%s",
          "promtool", "promtool, version %s (branch: HEAD, revision: 1)",
          "amtool", "amtool, version %s (branch: HEAD, revision: 1)",
          "helm", "version.BuildInfo{Version:\"v%s\", GitCommit:\"1\"}",
          "actionlint", "%s\ninstalled by downloading from release page\nbuilt with go1.25.1",
          "cfn-lint", "cfn-lint %s",
          "shellcheck", "ShellCheck - shell script analysis tool\nversion: %s");

  private static final String NEW = "99.1.2";

  private StandIn() {}

  /// A program that takes all that it is given.
  public static Path accepting(Path folder, Tool.Invocation invocation) throws IOException {
    return working(folder, invocation, "exit 0");
  }

  /// @param work shell script for whatever is not its control
  public static Path working(Path folder, Tool.Invocation invocation, String work)
      throws IOException {
    return identified(
        folder, invocation, NEW, "case $PWD in */slipway-tool*) exit 0 ;; esac\n" + work);
  }

  /// @param then shell script for the control, and for the work
  public static Path identified(
      Path folder, Tool.Invocation invocation, String version, String then) throws IOException {
    String identity =
        Optional.ofNullable(IDENTITIES.get(invocation.program()))
            .orElseThrow(
                () -> new IllegalStateException(invocation.program() + " has no stand-in"));
    return script(
        folder,
        invocation,
        "if [ \"$*\" = '%s' ]; then\ncat <<'END'\n%s\nEND\nexit 0\nfi\n%s"
            .formatted(String.join(" ", invocation.probe()), identity.formatted(version), then));
  }

  /// @param text shell script for all that it is asked
  public static Path script(Path folder, Tool.Invocation invocation, String text)
      throws IOException {
    Path file = Files.createDirectories(folder).resolve(invocation.program());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    return file;
  }

  /// Looks through these folders alone.
  public static ToolRunner tools(Path... folders) {
    return new ToolRunner(List.of(folders), Duration.ofMinutes(1));
  }
}
