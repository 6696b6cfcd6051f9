// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.history;

import java.time.Instant;
import java.util.OptionalDouble;

/// A value that was found of a release.
///
/// @param text with its unit, for a person
/// @param number empty where it is none
public record Found(
    String key, String release, Instant at, String text, String unit, OptionalDouble number) {}
