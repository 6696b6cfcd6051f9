// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.Optional;

/// One figure.
///
/// @param context what it is compared with, and on how much it rests
/// @param verdict one word; empty where there is no objective
/// @param stale why it no longer holds; empty while it does
public record Figure(
    String title,
    String number,
    String unit,
    String context,
    String verdict,
    Tone tone,
    Optional<String> stale) {}
