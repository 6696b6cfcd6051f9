// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import dev.slipway.base.Bytes;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Resident memory of this process, native memory included.
public final class ProcessMemory {

  private static final Pattern KIB = Pattern.compile("(\\d{1,15}) kB");

  private final KernelFiles files;

  public ProcessMemory(KernelFiles files) {
    this.files = files;
  }

  public Bytes resident() {
    return of("VmRSS");
  }

  /// The most that was ever resident.
  public Bytes peak() {
    return of("VmHWM");
  }

  /// Elsewhere than on Linux, what the JVM itself knows to have: without the model's native memory.
  private Bytes of(String key) {
    return files
        .value("/proc/self/status", key)
        .map(KIB::matcher)
        .filter(Matcher::matches)
        .map(match -> new Bytes(Long.parseLong(match.group(1)) * 1024))
        .orElseGet(ProcessMemory::managed);
  }

  private static Bytes managed() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    return new Bytes(
        memory.getHeapMemoryUsage().getCommitted() + memory.getNonHeapMemoryUsage().getCommitted());
  }
}
