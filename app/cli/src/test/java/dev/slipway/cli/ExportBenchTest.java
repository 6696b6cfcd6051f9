// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.profile.host.Profiler;
import dev.slipway.workbench.ExportBundle;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long the export of every target takes, files on disk and evidence in the ledger; for a quiet
/// machine.
@Tag("bench")
final class ExportBenchTest {

  private static final int COLD_RUNS = 7;
  private static final int WARM_RUNS = 25;
  private static final int WARM_UP = 10;

  @TempDir Path folder;
  private Sample sample;
  private Path home;
  private List<String> targets = List.of();

  @BeforeEach
  void measureTheModel() throws Exception {
    sample = Sample.copyInto(folder);
    home = folder.resolve("home");
    targets =
        TargetCatalogue.builtIn().targets().stream()
            .filter(target -> target.needs().isEmpty())
            .map(Target::id)
            .toList();
    Slipway slipway = new Slipway(home);
    assertEquals(0, slipway.run("data", sample.folder(), "--baseline").code());
    assertEquals(0, slipway.run("evaluate", sample.folder()).code());
    assertEquals(0, slipway.run("profile", sample.folder(), "--tier", "quick").code());
  }

  @Test
  void aFreshProcessExportsEveryTargetWithinOneAndAHalfSeconds() throws Exception {
    // Builds it where it is older than its sources.
    assertEquals(0, slipway("--version").onExit().get().exitValue());
    List<Duration> runs = new ArrayList<>();
    for (int i = 0; i < COLD_RUNS; i++) {
      Path out = folder.resolve("cold-" + i);
      long from = System.nanoTime();
      Process process = start(out);
      String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0, said);
      runs.add(Duration.ofNanos(System.nanoTime() - from));
      Sample.delete(out);
    }
    judge("cold: a process of its own, from its start to its end", runs, 1500);
  }

  /// As the desktop does: the catalogue is read, the project is opened anew.
  @Test
  void aWarmProcessExportsEveryTargetWithinThreeHundredMilliseconds() throws Exception {
    List<Duration> runs = new ArrayList<>();
    try (OpenBench bench =
        OpenBench.at(
            Homes.choose(home, List.of(), Map.of()),
            new SlipwayCommand.Outside(Clock.systemUTC(), Map.of(), new Profiler()))) {
      for (int i = 0; i < WARM_UP + WARM_RUNS; i++) {
        Path out = folder.resolve("warm-" + i);
        long from = System.nanoTime();
        OpenedProject opened = bench.workbench().open().open(sample.folder());
        Bundle bundle =
            bench
                .workbench()
                .export()
                .export(
                    opened,
                    new ExportBundle.Request(Optional.of(out), targets, false),
                    Progress.NONE);
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        assertTrue(bundle.files().size() > 80, bundle.files().keySet().toString());
        Sample.delete(out);
        if (i >= WARM_UP) {
          runs.add(took);
        }
      }
    }
    judge("warm: in a process that exported before, into a new folder", runs, 300);
  }

  private void judge(String what, List<Duration> runs, long bar) {
    List<Duration> sorted = runs.stream().sorted().toList();
    long median = sorted.get(sorted.size() / 2).toMillis();
    String line =
        "export of %d targets, %s: %d ms, median of %d runs from %d to %d ms (bar %d)"
            .formatted(
                targets.size(),
                what,
                median,
                sorted.size(),
                sorted.getFirst().toMillis(),
                sorted.getLast().toMillis(),
                bar);
    System.out.println(line);
    assertTrue(median <= bar, line);
  }

  /// As a user starts it.
  private Process start(Path out) throws Exception {
    return slipway(
        "export",
        sample.folder().toString(),
        "--target",
        String.join(",", targets),
        "--out",
        out.toString(),
        "--home",
        home.toString());
  }

  private static Process slipway(String... arguments) throws Exception {
    Path script = Path.of(System.getProperty("slipway.root"), "packaging", "dev", "slipway");
    return new ProcessBuilder(
            Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
