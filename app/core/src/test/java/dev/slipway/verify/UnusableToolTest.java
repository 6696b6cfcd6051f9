// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.tool.StandIn;
import dev.slipway.verify.tool.Tool;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolProbe;
import dev.slipway.verify.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every tool that Slipway knows, in every way to be of no use: what it would have judged is not
/// run, and nothing fails by it; what it refuses fails.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnusableToolTest {

  private BundleFolder bundle;
  private List<Set<String>> withoutTools = List.of();
  private final Map<String, Judged> judged = new HashMap<>();

  /// What a program decides.
  ///
  /// @param check number of the check that asks it
  /// @param titles what passes with the program and is not run without
  private record Judged(int check, Set<String> titles) {}

  /// How it can be of no use.
  ///
  /// @param reason what the finding says of it
  private record Defect(String name, String reason, boolean hangs, Made made) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Puts a program of no use into a folder.
  private interface Made {
    void in(Path folder, Tool.Invocation invocation) throws IOException;
  }

  private static Defect script(String name, String reason, String text) {
    return new Defect(
        name,
        reason,
        text.startsWith("sleep"),
        (folder, invocation) -> StandIn.script(folder, invocation, text));
  }

  private static Defect working(String name, String reason, String text) {
    return new Defect(
        name,
        reason,
        text.startsWith("sleep"),
        (folder, invocation) -> StandIn.working(folder, invocation, text));
  }

  private static final List<Defect> DEFECTS =
      List.of(
          new Defect("absent", " installed", false, (folder, invocation) -> {}),
          new Defect(
              "not executable",
              "may not be executed",
              false,
              (folder, invocation) -> {
                Path file = StandIn.accepting(folder, invocation);
                assertTrue(file.toFile().setExecutable(false));
              }),
          new Defect(
              "without its interpreter",
              "cannot be started",
              false,
              (folder, invocation) ->
                  Files.writeString(
                      StandIn.accepting(folder, invocation), "#!/nowhere/interpreter\nexit 0\n")),
          new Defect(
              "of another machine",
              "may not be executed (exit code 126)|ended with exit code|lacks a program|cannot be"
                  + " started",
              false,
              (folder, invocation) ->
                  Files.write(
                      StandIn.accepting(folder, invocation),
                      new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 0})),
          script("refused by the system", "may not be executed (exit code 126)", "exit 126"),
          script(
              "without a library",
              "lacks a program or library that it needs (exit code 127): error while loading",
              "echo 'error while loading shared libraries: libx.so.1' >&2; exit 127"),
          script("crashing when asked", "was ended by signal 11", "kill -SEGV $$"),
          script("silent when asked", "did not end within 300 ms", "sleep 600"),
          script(
              "without the plugin",
              "ended with exit code 125: unknown shorthand flag: 'f' in -f",
              "echo \"unknown shorthand flag: 'f' in -f\" >&2; exit 125"),
          script("another program", "is another program of this name", "echo 'synthesizer 1.0'"),
          script("a program that says nothing", "is another program of this name", "exit 0"),
          new Defect(
              "too old",
              "is version 0.0.1; needed is ",
              false,
              (folder, invocation) -> StandIn.identified(folder, invocation, "0.0.1", "exit 0")),
          new Defect(
              "not allowed to read",
              "does not take a file that is known to be good: it ended with exit code 1: open:"
                  + " permission denied",
              false,
              (folder, invocation) ->
                  StandIn.identified(
                      folder, invocation, "99.1", "echo 'open: permission denied' >&2; exit 1")),
          working("crashing at work", "was ended by signal 11", "kill -SEGV $$"),
          working("ended by the system at work", "was ended by signal 9", "kill -KILL $$"),
          working("hanging at work", "did not end within 300 ms", "sleep 600"),
          working(
              "lacking a program at work", "(exit code 127): sh: git", "echo sh: git; exit 127"),
          working(
              "with an error of its own", "ended with exit code 70: panic", "echo panic; exit 70"));

  @BeforeAll
  void export(@TempDir Path folder) throws Exception {
    Path exported =
        SampleBundle.write(folder.resolve("bundle"), "alertmanager", "ecs", "github", "helm");
    bundle = BundleFolder.open(exported);
    withoutTools = new ArrayList<>();
    for (int i = 0; i < BundleVerifier.checks(StandIn.tools()).size(); i++) {
      Report report = look(i, StandIn.tools());
      assertEquals(List.of(), failed(report));
      withoutTools.add(passed(report));
    }
    List<Integer> asking = asking(folder.resolve("all"));
    for (Tool tool : ToolCatalogue.ALL) {
      for (Tool.Invocation invocation : tool.invocations()) {
        judged.put(
            invocation.program(),
            judgedBy(invocation, asking, folder.resolve(invocation.program())));
      }
    }
  }

  /// Numbers of the checks that pass more where every program is there.
  private List<Integer> asking(Path bin) throws Exception {
    for (Tool tool : ToolCatalogue.ALL) {
      for (Tool.Invocation invocation : tool.invocations()) {
        StandIn.accepting(bin, invocation);
      }
    }
    List<Integer> asking = new ArrayList<>();
    for (int i = 0; i < withoutTools.size(); i++) {
      if (!passed(look(i, StandIn.tools(bin))).equals(withoutTools.get(i))) {
        asking.add(i);
      }
    }
    return asking;
  }

  private Judged judgedBy(Tool.Invocation invocation, List<Integer> asking, Path bin)
      throws Exception {
    StandIn.accepting(bin, invocation);
    ToolRunner tools = StandIn.tools(bin);
    List<Judged> all = new ArrayList<>();
    for (int i : asking) {
      Report report = look(i, tools);
      assertEquals(List.of(), failed(report));
      Set<String> titles = passed(report);
      titles.removeAll(withoutTools.get(i));
      if (!titles.isEmpty()) {
        all.add(new Judged(i, titles));
      }
    }
    assertEquals(1, all.size(), () -> invocation.program() + " is asked by one check: " + all);
    return all.getFirst();
  }

  private Judged judgedBy(String program) {
    return Objects.requireNonNull(judged.get(program));
  }

  static List<Arguments> invocations() {
    return ToolCatalogue.ALL.stream()
        .flatMap(tool ->
            tool.invocations().stream()
                .map(invocation -> Arguments.of(tool.name(), invocation.program())))
        .toList();
  }

  /// Every defect and every program a few times: no tool is asked in a way of its own.
  static List<Arguments> someDefects() {
    List<Arguments> all = defects();
    int step = DEFECTS.size() / 3;
    return IntStream.range(0, all.size())
        .filter(i -> (i % DEFECTS.size() + i / DEFECTS.size()) % step == 0)
        .mapToObj(all::get)
        .toList();
  }

  static List<Arguments> defects() {
    List<Arguments> all = new ArrayList<>();
    for (Arguments invocation : invocations()) {
      DEFECTS.forEach(
          defect -> all.add(Arguments.of(invocation.get()[0], invocation.get()[1], defect)));
    }
    return all;
  }

  private static Tool tool(String name) {
    return ToolCatalogue.ALL.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static Tool.Invocation invocation(Tool tool, String program) {
    return tool.invocations().stream()
        .filter(w -> w.program().equals(program))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @MethodSource("someDefects")
  void whatAToolOfNoUseWouldJudgeIsNotRun(
      String name, String program, Object defect, @TempDir Path folder) throws Exception {
    isNotRunWith(name, program, defect, folder);
  }

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @MethodSource("defects")
  @Tag("nightly")
  void whatAnyToolOfAnyDefectWouldJudgeIsNotRun(
      String name, String program, Object defect, @TempDir Path folder) throws Exception {
    isNotRunWith(name, program, defect, folder);
  }

  private void isNotRunWith(String name, String program, Object defect, Path folder)
      throws Exception {
    Tool tool = tool(name);
    Tool.Invocation invocation = invocation(tool, program);
    Defect given = (Defect) defect;
    Judged judges = judgedBy(program);
    Path bad = Files.createDirectories(folder.resolve("bad"));
    given.made.in(bad, invocation);
    Duration limit = given.hangs ? Duration.ofMillis(300) : Duration.ofMinutes(1);

    Report report = look(judges.check, new ToolRunner(List.of(bad), limit));

    assertEquals(List.of(), failed(report));
    assertEquals(withoutTools.get(judges.check), passed(report));
    List<String> reasons = notRun(report, judges.titles);
    assertFalse(reasons.isEmpty());
    for (String reason : reasons) {
      assertTrue(
          Stream.of(given.reason.split("\\|")).anyMatch(reason::contains),
          reason + "\n should say " + given.reason);
      assertTrue(reason.endsWith(". " + tool.remedy()), reason);
      assertTrue(given.name.equals("absent") || reason.contains(program), reason);
    }
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("invocations")
  void whatAToolRefusesFails(String name, String program, @TempDir Path folder) throws Exception {
    Tool.Invocation invocation = invocation(tool(name), program);
    Judged judges = judgedBy(program);
    for (int code : invocation.refusals()) {
      Path bin = folder.resolve("refusing-" + code);
      StandIn.working(bin, invocation, "echo 'line 3 is wrong'; exit " + code);

      Report report = look(judges.check, StandIn.tools(bin));

      assertEquals(judges.titles, new TreeSet<>(failed(report)), "exit code " + code);
    }
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("invocations")
  void theRightProgramIsFoundBehindAnotherOfItsName(
      String name, String program, @TempDir Path folder) throws Exception {
    Tool tool = tool(name);
    Tool.Invocation invocation = invocation(tool, program);
    Path other = folder.resolve("other");
    StandIn.script(other, invocation, "echo 'synthesizer 1.0'");
    Path bin = folder.resolve("good");
    Path good = StandIn.accepting(bin, invocation);

    ToolProbe found = StandIn.tools(other, bin).probe(tool);

    assertEquals(new ToolProbe.Usable(invocation, good, "99.1.2"), found);
  }

  @Test
  void aDockerWithoutItsPluginLeavesTheWorkToDockerCompose(@TempDir Path bin) throws Exception {
    Tool.Invocation plugin = invocation(ToolCatalogue.COMPOSE, "docker");
    Tool.Invocation alone = invocation(ToolCatalogue.COMPOSE, "docker-compose");
    StandIn.script(bin, plugin, "echo \"unknown shorthand flag: 'f' in -f\" >&2; exit 125");
    Path compose = StandIn.accepting(bin, alone);

    ToolProbe found = StandIn.tools(bin).probe(ToolCatalogue.COMPOSE);

    assertEquals(new ToolProbe.Usable(alone, compose, "99.1.2"), found);
  }

  private Report look(int check, ToolRunner tools) throws Exception {
    Report report = new Report();
    BundleVerifier.checks(tools).get(check).look(bundle, report);
    return report;
  }

  private static Set<String> passed(Report report) {
    Set<String> titles = new TreeSet<>();
    for (Finding finding : report.findings()) {
      if (finding instanceof Finding.Passed passed) {
        titles.add(passed.check());
      }
    }
    return titles;
  }

  private static List<String> failed(Report report) {
    return report.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).check())
        .toList();
  }

  private static List<String> notRun(Report report, Set<String> checks) {
    List<String> reasons = new ArrayList<>();
    Set<String> titles = new TreeSet<>();
    for (Finding finding : report.findings()) {
      if (finding instanceof Finding.NotRun(String check, String because)
          && checks.contains(check)) {
        titles.add(check);
        reasons.add(because);
      }
    }
    assertEquals(checks, titles);
    return reasons;
  }
}
