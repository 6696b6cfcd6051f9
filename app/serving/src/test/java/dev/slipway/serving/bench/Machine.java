// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What the kernel says of CPU and memory, in its ticks of 10 ms.
final class Machine {

  static final double TICK_MICROS = 10_000;

  /// Ticks so far.
  ///
  /// @param busy of all processors, with what other guests of the host took
  /// @param all busy and idle
  record Ticks(long busy, long all) {}

  private Machine() {}

  static Ticks ticks() throws IOException {
    String first = Files.readAllLines(Path.of("/proc/stat")).getFirst();
    String[] fields = first.substring(5).trim().split(" +");
    long all = 0;
    // The last two, of guests, are part of the first two.
    for (int i = 0; i < 8; i++) {
      all += Long.parseLong(fields[i]);
    }
    long idle = Long.parseLong(fields[3]) + Long.parseLong(fields[4]);
    return new Ticks(all - idle, all);
  }

  /// CPU of a process so far; 0 when it has ended.
  static long ticksOf(long pid) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }

  /// CPU of this process so far.
  static long ownTicks() throws IOException {
    return ticksOf(ProcessHandle.current().pid());
  }

  /// Resident memory of a process.
  static long residentMegabytes(long pid) throws IOException {
    String statm = Files.readString(Path.of("/proc", Long.toString(pid), "statm"));
    return (Long.parseLong(statm.split(" ")[1]) * 4096) >> 20;
  }
}
