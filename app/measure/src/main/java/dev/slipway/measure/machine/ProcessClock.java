// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// Processor time of this process, exact to the microsecond on Linux; the JVM's own count goes in
/// steps of 10 ms, which is a twentieth of a short block.
public final class ProcessClock {

  private static final int PROCESS_CPU = 2;
  private static final long SECOND = 1_000_000_000;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final MemorySegment time = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);
  private final Optional<MethodHandle> exact =
      System.getProperty("os.name").equals("Linux") ? kernelClock() : Optional.empty();

  /// Nanoseconds.
  public synchronized long read() {
    return exact.map(this::exactly).orElseGet(system::getProcessCpuTime);
  }

  private long exactly(MethodHandle clock) {
    try {
      if ((int) clock.invokeExact(PROCESS_CPU, time) != 0) {
        return system.getProcessCpuTime();
      }
    } catch (Throwable e) {
      throw new IllegalStateException("the C library's clock cannot be called", e);
    }
    return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * SECOND
        + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
  }

  @SuppressWarnings("restricted") // calls the C library; native access is needed for the model too
  private static Optional<MethodHandle> kernelClock() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("clock_gettime")
        .map(function ->
            linker.downcallHandle(
                function,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
  }
}
