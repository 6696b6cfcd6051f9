// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

/// Reads how much CPU time was used, by us and by others.
public interface CpuMeter {

  Reading read();

  /// Processors that this process may use.
  int processors();

  /// Why the machine as it is now must not be measured on, such as a battery; empty when it may.
  java.util.Optional<String> objection();

  /// Counters of a moment; only differences mean anything.
  ///
  /// @param process CPU nanoseconds of this process
  /// @param machine CPU nanoseconds of the whole machine; -1 where it cannot be told
  /// @param processors of the whole machine
  /// @param throttled how often the system held this process or its processor back
  record Reading(long process, long machine, int processors, long throttled) {

    /// Share of the machine that others used since an earlier reading, 0 to 1.
    public double foreignSince(Reading before, long wallNanos) {
      if (machine < 0 || before.machine < 0 || wallNanos <= 0) {
        return 0;
      }
      double others = machine - before.machine - (process - before.process);
      return Math.clamp(others / ((double) wallNanos * processors), 0, 1);
    }
  }
}
