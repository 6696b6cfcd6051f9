// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Verdict;

/// One stated objective and whether it is met.
///
/// @param name as in `slipway.yaml`, such as `latency.p99`
/// @param title for a person, such as `latency p99`
/// @param stated the limit in the user's units, such as `≤ 20 ms`
/// @param measured what was found, with its unit and interval; empty where nothing was
public record JudgedObjective(
    String name, String title, String stated, String measured, Verdict verdict) {}
