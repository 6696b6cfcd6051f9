// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real programs are known by what they say, and others of their names are not.
final class ToolIdentityTest {

  private static Tool tool(String program) {
    return ToolCatalogue.ALL.stream()
        .filter(tool ->
            tool.invocations().stream()
                .anyMatch(invocation -> invocation.program().equals(program)))
        .findFirst()
        .orElseThrow();
  }

  private static Tool.Invocation invocation(String program) {
    return tool(program).invocations().stream()
        .filter(invocation -> invocation.program().equals(program))
        .findFirst()
        .orElseThrow();
  }

  private static ToolProbe probe(Path bin, String program, String says) throws Exception {
    StandIn.script(
        bin, invocation(program), "cat <<'END'\n" + says.replace("\\n", "\n") + "\nEND\nexit 0");
    return StandIn.tools(bin).probe(tool(program));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          kubectl        | Client Version: v1.32.3\\nKustomize Version: v5.5.0 | 1.32.3
          kubectl        | Client Version: version.Info{Major:"1", Minor:"24", GitVersion:"v1.24.17", GitCommit:"2"} | 1.24.17
          kustomize      | v5.4.1 | 5.4.1
          kustomize      | {Version:kustomize/v4.5.7 GitCommit:56d82 BuildDate:2022-08-02T16:35:54Z} | 4.5.7
          docker         | Docker Compose version v2.39.1 | 2.39.1
          docker-compose | Docker Compose version 2.26.1-4 | 2.26.1
          promtool       | promtool, version 2.53.3+ds1 (branch: debian/sid, revision: 2.53.3+ds1-2) | 2.53.3
          amtool         | amtool, version 0.28.1+ds (branch: debian/sid, revision: 0.28.1+ds-1) | 0.28.1
          helm           | version.BuildInfo{Version:"v3.17.2", GitCommit:"cc0bbbd", GoVersion:"go1.23.7"} | 3.17.2
          helm           | version.BuildInfo{Version:"v4.1.4", GitCommit:"05fa379", KubeClientVersion:"v1.35"} | 4.1.4
          actionlint     | 1.7.7\\ninstalled by downloading from release page\\nbuilt with go1.23.4 compiler for linux/amd64 | 1.7.7
          actionlint     | v1.6.9\\nbuilt from source | 1.6.9
          actionlint     | unknown\\ninstalled by building from source\\nbuilt with go1.24.1 compiler for linux/arm64 | ~~
          cfn-lint       | cfn-lint 1.38.2 | 1.38.2
          shellcheck     | ShellCheck - shell script analysis tool\\nversion: 0.10.0\\nlicense: GNU General Public License, version 3 | 0.10.0
          """)
  void aProgramIsKnownByItsOwnWords(String program, String says, String version, @TempDir Path bin)
      throws Exception {
    assertEquals(
        new ToolProbe.Usable(invocation(program), bin.resolve(program), version),
        probe(bin, program, says));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          docker-compose | docker-compose version 1.29.2, build 5becea4c | is version 1.29.2; needed is 2.0 or newer
          docker-compose | podman-compose version: 1.0.6\\npodman --version | is another program of this name
          kubectl        | Client Version: v1.13.1 | is version 1.13.1; needed is 1.21 or newer
          helm           | Client: &version.Version{SemVer:"v2.17.0", GitCommit:"a690ba"} | is version 2.17.0; needed is 3.0 or newer
          helm           | Helm 0.9.0 polyphonic synthesizer | is another program of this name
          cfn-lint       | cfn-lint 0.87.1 | is version 0.87.1; needed is 1.0 or newer
          """)
  void oldAndOtherProgramsAreNotTaken(
      String program, String says, String because, @TempDir Path bin) throws Exception {
    ToolProbe found = probe(bin, program, says);

    assertTrue(
        found instanceof ToolProbe.Unusable(String reason)
            && reason.startsWith(bin.resolve(program) + " " + because),
        found::toString);
  }

  @Test
  void oneFileBehindSeveralLinksIsAskedOnce(@TempDir Path folder) throws Exception {
    Path bin = folder.resolve("bin");
    Path asked = folder.resolve("asked");
    StandIn.script(bin, invocation("helm"), "echo asked >>" + asked + "; exit 3");
    Path links = Files.createSymbolicLink(folder.resolve("links"), bin);

    var _ = StandIn.tools(bin, links).probe(ToolCatalogue.HELM);

    assertEquals(List.of("asked"), Files.readAllLines(asked));
  }

  @Test
  void aChildThatOutlivesTheProgramHoldsNobodyUp(@TempDir Path bin) throws Exception {
    StandIn.script(
        bin, invocation("helm"), "sleep 600 & echo $! >" + bin.resolve("child") + "; exit 0");
    ToolRunner tools = new ToolRunner(List.of(bin), Duration.ofMillis(300));

    ToolProbe found = tools.probe(ToolCatalogue.HELM);
    ProcessHandle.of(Long.parseLong(Files.readString(bin.resolve("child")).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);

    // Java may drain and close the output of a program that has ended before we read it: then
    // nobody sees the child.
    assertTrue(
        found instanceof ToolProbe.Unusable(String reason)
            && (reason.contains("left a process that did not end within 300 ms")
                || reason.contains("is another program of this name")),
        found::toString);
  }

  @Test
  void nothingOfAProbeIsLeft(@TempDir Path bin) throws Exception {
    Path place = bin.resolve("place");
    StandIn.identified(bin, invocation("helm"), "3.1.0", "echo $PWD >" + place + "; exit 0");

    ToolProbe found = StandIn.tools(bin).probe(ToolCatalogue.HELM);

    assertEquals(new ToolProbe.Usable(invocation("helm"), bin.resolve("helm"), "3.1.0"), found);
    assertTrue(Files.notExists(Path.of(Files.readString(place).strip())));
  }

  @Test
  void everyToolIsInTheCatalogueOnce() throws Exception {
    List<Object> constants = new java.util.ArrayList<>();
    for (var field : ToolCatalogue.class.getFields()) {
      if (field.getType() == Tool.class) {
        constants.add(Objects.requireNonNull(field.get(null)));
      }
    }

    assertEquals(constants.size(), ToolCatalogue.ALL.size());
    assertEquals(new HashSet<>(constants), Set.copyOf(ToolCatalogue.ALL));
  }

  @ParameterizedTest
  @Tag("tools")
  @CsvSource({"kubectl", "promtool", "amtool", "shellcheck", "helm3", "helm4"})
  void theRealProgramCanBeUsed(String name) throws Exception {
    ToolProbe found = real(name).probe(tool(name.replaceFirst("[34]$", "")));

    assertTrue(
        found instanceof ToolProbe.Usable usable && !usable.version().isEmpty(), found::toString);
  }

  private static ToolRunner real(String name) throws IOException {
    if (name.startsWith("helm")) {
      String node =
          Objects.requireNonNull(System.getenv("SLIPWAY_NODE_TOOLS"), "packaging/dev/test");
      return StandIn.tools(Path.of(node, name));
    }
    return StandIn.tools(
        Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
            .map(Path::of)
            .toArray(Path[]::new));
  }
}
