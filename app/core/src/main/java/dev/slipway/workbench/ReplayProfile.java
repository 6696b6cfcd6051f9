// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.measure.machine.Environment;
import dev.slipway.profile.Profile;
import dev.slipway.profile.child.RunStore;
import dev.slipway.profile.host.Profiler;
import dev.slipway.workbench.project.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Makes a stored measurement again, and says what was different about the machine. Keeps no
/// evidence: a repetition shows whether a number holds, it is not another one.
public final class ReplayProfile {

  private final Profiler profiler;
  private final Home home;
  private final InstantSource clock;

  ReplayProfile(Profiler profiler, Home home, InstantSource clock) {
    this.profiler = profiler;
    this.home = home;
    this.clock = clock;
  }

  /// @param run the name of a run, or its folder
  public Replay replay(String run, Progress progress)
      throws ProblemException, InterruptedException {
    Path folder = folder(home, run);
    Profile before = stored(folder);
    String name = folder.getFileName() + "-replay-" + clock.instant().getEpochSecond();
    Profile now = profiler.replay(folder, home.runs().resolve(name), progress);
    return new Replay(name, before, now, differences(before.environment(), now.environment()));
  }

  static Path folder(Home home, String run) {
    Path ofHome = home.runs().resolve(run);
    return Files.isDirectory(ofHome) ? ofHome : Path.of(run).toAbsolutePath().normalize();
  }

  static Profile stored(Path folder) throws ProblemException {
    try {
      return new RunStore(folder).read();
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "profile.no-run",
              "There is no finished run in " + folder,
              String.valueOf(e.getMessage()),
              "Name a run as slipway profile named it when it ended, or its folder"),
          e);
    }
  }

  static List<Replay.Difference> differences(Environment before, Environment now) {
    List<Replay.Difference> found = new ArrayList<>();
    add(found, "operating system", Environment::os, before, now);
    add(found, "architecture", Environment::architecture, before, now);
    add(found, "processor", Environment::cpu, before, now);
    add(found, "processor features", e -> String.join(" ", e.features()), before, now);
    add(found, "processors", e -> Integer.toString(e.cores()), before, now);
    add(found, "CPU limit", Environment::cpuLimit, before, now);
    add(found, "memory limit", Environment::memoryLimit, before, now);
    add(found, "frequency governor", Environment::governor, before, now);
    add(found, "power", Environment::power, before, now);
    add(found, "Java", Environment::java, before, now);
    add(found, "runtime", Environment::runtime, before, now);
    return found;
  }

  private static void add(
      List<Replay.Difference> found,
      String what,
      Function<Environment, String> of,
      Environment before,
      Environment now) {
    if (!of.apply(before).equals(of.apply(now))) {
      found.add(new Replay.Difference(what, of.apply(before), of.apply(now)));
    }
  }
}
