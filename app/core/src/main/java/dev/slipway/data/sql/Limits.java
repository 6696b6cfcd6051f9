// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import com.sun.management.OperatingSystemMXBean;
import dev.slipway.base.Bytes;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// The limits of memory and disk for reading data.
///
/// @param memory beyond it, data goes to disk
/// @param disk most that goes there; empty for what is free
public record Limits(int threads, Bytes memory, Optional<Bytes> disk) {

  private static final long MOST_MEMORY = 3L << 30;

  public Limits(int threads, Bytes memory) {
    this(threads, memory, Optional.empty());
  }

  /// Every processor, and a quarter of the memory, at most 3 GB.
  public static Limits ofMachine() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Limits(
        Runtime.getRuntime().availableProcessors(),
        new Bytes(Math.min(MOST_MEMORY, system.getTotalMemorySize() / 4)));
  }
}
