// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import java.util.List;
import java.util.Optional;

/// The real machine: Linux tells all of it in its kernel's files, other systems the process alone.
public final class SystemCpu implements CpuMeter {

  /// Linux counts CPU time in hundredths of a second, whatever the kernel's own tick.
  private static final long JIFFY_NANOS = 10_000_000;

  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int STEAL = 7;

  private final KernelFiles files;
  private final ProcessClock clock = new ProcessClock();

  public SystemCpu(KernelFiles files) {
    this.files = files;
  }

  @Override
  public Reading read() {
    List<String> stat = files.lines("/proc/stat");
    int processors = (int) stat.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
    return new Reading(
        clock.read(), busy(stat), processors == 0 ? processors() : processors, throttled());
  }

  @Override
  public int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public Optional<String> objection() {
    return files.power().equals(KernelFiles.BATTERY)
        ? Optional.of("the machine runs on its battery")
        : Optional.empty();
  }

  private static long busy(List<String> stat) {
    Optional<String> all = stat.stream().filter(line -> line.startsWith("cpu ")).findFirst();
    if (all.isEmpty()) {
      return -1;
    }
    String[] fields = all.get().substring(4).trim().split(" +");
    long jiffies = 0;
    for (int i = 0; i <= STEAL && i < fields.length; i++) {
      jiffies += i == IDLE || i == WAITING ? 0 : Long.parseLong(fields[i]);
    }
    return jiffies * JIFFY_NANOS;
  }

  private long throttled() {
    long periods =
        files.lines("/sys/fs/cgroup/cpu.stat").stream()
            .filter(line -> line.startsWith("nr_throttled "))
            .mapToLong(line -> Long.parseLong(line.substring(13).trim()))
            .sum();
    long older =
        files.lines("/sys/fs/cgroup/cpu/cpu.stat").stream()
            .filter(line -> line.startsWith("nr_throttled "))
            .mapToLong(line -> Long.parseLong(line.substring(13).trim()))
            .sum();
    return periods
        + older
        + files.number("/sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count");
  }
}
