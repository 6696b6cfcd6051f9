// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.session.Screen;
import java.util.Optional;

/// One stated objective with what was found.
///
/// @param value what was found last, though it may be stale; empty where nothing was
/// @param stated the limit, such as `≤ 25 ms`; empty where none is stated
/// @param word the verdict, or why there is none, such as `not measured yet`
/// @param conditions on what it rests, or what keeps it open; may be empty
/// @param because the verdict's reason at length
/// @param screen where it is found
public record Tile(
    String title,
    Optional<Formats.Quantity> value,
    String stated,
    String word,
    Tone tone,
    String conditions,
    String because,
    Optional<Gauge> gauge,
    Screen screen) {

  /// A value against its limit, in the same unit.
  public record Gauge(double value, double limit, boolean lessIsBetter) {}
}
