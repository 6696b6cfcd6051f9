// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Verdict;
import java.util.List;

/// One stated objective and whether it is met.
///
/// @param name as in `slipway.yaml`, such as `latency.p99`
/// @param title for a person, such as `latency p99`
/// @param stated the limit in the user's units, such as `≤ 20 ms`
/// @param measured what was found, with its unit and interval; empty where nothing was
/// @param lines the measurements that it rests on, of which some decide; empty where it rests on
///   one alone
public record JudgedObjective(
    String name, String title, String stated, String measured, Verdict verdict, List<Line> lines) {

  public JudgedObjective {
    lines = List.copyOf(lines);
  }

  /// What one measurement says.
  ///
  /// @param place `model alone`, `served here` or `on the target`
  /// @param measured with its unit and interval; empty where nothing was
  /// @param conditions load, tier and place; empty where nothing was measured
  public record Line(String place, String measured, String conditions, Verdict verdict) {}
}
