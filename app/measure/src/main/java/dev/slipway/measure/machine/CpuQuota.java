// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;

/// Holds a process of this machine to a part of its processors, as a container's limit does: in a
/// control group of its own, in periods of 100 ms, which Docker and Kubernetes use. Closing it lets
/// the process go and removes the group; what a killed program left behind is removed by the next.
public final class CpuQuota implements AutoCloseable {

  private static final long PERIOD_MICROS = 100_000;

  /// With the process's number a group's name.
  private static final String PREFIX = "slipway-";

  private static final String MEMBERS = "cgroup.procs";

  private final ControlGroups place;
  private final Path group;
  private final long process;

  /// Why this machine lets nobody do that here.
  public static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1;

    Unavailable(String why) {
      super(why);
    }

    public String why() {
      return String.valueOf(getMessage());
    }
  }

  private CpuQuota(ControlGroups place, long process) {
    this.place = place;
    this.group = place.parent().resolve(PREFIX + process);
    this.process = process;
  }

  /// A group for a process, which has no limit yet.
  public static CpuQuota of(long process) throws Unavailable {
    return of(process, ControlGroups.find(files()));
  }

  static CpuQuota of(long process, ControlGroups place) throws Unavailable {
    sweep(place.parent());
    var quota = new CpuQuota(place, process);
    try {
      Files.createDirectory(quota.group);
      quota.write(MEMBERS, String.valueOf(process));
      return quota;
    } catch (IOException refused) {
      quota.close();
      throw new Unavailable("the kernel refused a control group in " + place.parent());
    }
  }

  /// Removes the groups of processes that have ended.
  public static void sweep() {
    try {
      sweep(ControlGroups.find(files()).parent());
    } catch (Unavailable neverMade) {
      // then there is nothing to remove
    }
  }

  private static void sweep(Path parent) {
    try (Stream<Path> each = Files.list(parent)) {
      each.filter(CpuQuota::ended).toList().forEach(CpuQuota::remove);
    } catch (IOException unreadable) {
      // they are empty, and take nothing
    }
  }

  private static boolean ended(Path group) {
    String name = group.getFileName().toString();
    return name.matches(PREFIX + "\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length()))).isEmpty();
  }

  private static void remove(Path group) {
    try {
      Files.deleteIfExists(group);
    } catch (IOException inUse) {
      // a process is in it: the next sweep finds it
    }
  }

  /// From now on.
  ///
  /// @param cores 1 of `--cpus 1`, 0.5 of 500 millicores
  public void limit(double cores) throws Unavailable {
    long micros = Math.round(cores * PERIOD_MICROS);
    try {
      if (place.version() == 2) {
        write("cpu.max", micros + " " + PERIOD_MICROS);
      } else {
        write("cpu.cfs_period_us", String.valueOf(PERIOD_MICROS));
        write("cpu.cfs_quota_us", String.valueOf(micros));
      }
    } catch (IOException refused) {
      throw new Unavailable(
          String.format(Locale.ROOT, "the kernel refused a limit of %s cores", cores));
    }
  }

  /// Periods in which the process was stopped because it had used up its share.
  public long stopped() {
    try {
      return Files.readAllLines(group.resolve("cpu.stat")).stream()
          .filter(line -> line.startsWith("nr_throttled "))
          .mapToLong(line -> Long.parseLong(line.substring(13).strip()))
          .sum();
    } catch (IOException unreadable) {
      return 0;
    }
  }

  private void write(String file, String value) throws IOException {
    Files.writeString(group.resolve(file), value, StandardOpenOption.WRITE);
  }

  /// Lets the process run on without a limit, if it is still there.
  @Override
  public void close() {
    try {
      Path back = place.own().resolve(MEMBERS);
      Files.writeString(back, String.valueOf(process), StandardOpenOption.WRITE);
    } catch (IOException gone) {
      // it has ended, or was never in
    }
    remove(group);
  }

  private static KernelFiles files() {
    return new KernelFiles(Path.of("/"));
  }
}
