// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.desktop.session.Appearance.ThemeChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// How the window stood when it was last seen.
///
/// @param last the project that it showed
/// @param recent projects that were open, the newest first
/// @param bounds where it was while it was not maximised
/// @param textSize one of [Appearance#TEXT_SIZES]
/// @param still whether nothing moves by itself; empty where that is as the system says
public record WindowState(
    Optional<Path> last,
    List<Path> recent,
    Optional<Bounds> bounds,
    boolean maximised,
    ThemeChoice theme,
    int textSize,
    Optional<Boolean> still) {

  /// A place on the screens.
  public record Bounds(double x, double y, double width, double height) {}

  /// At the first start.
  public static final WindowState FIRST =
      new WindowState(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          false,
          ThemeChoice.SYSTEM,
          100,
          Optional.empty());

  public WindowState {
    recent = List.copyOf(recent);
  }

  WindowState withProjects(Optional<Path> nowLast, List<Path> nowRecent) {
    return new WindowState(nowLast, nowRecent, bounds, maximised, theme, textSize, still);
  }

  WindowState without(Predicate<Path> which) {
    return withProjects(
        last.filter(which.negate()), recent.stream().filter(which.negate()).toList());
  }

  WindowState withBounds(Bounds now) {
    return new WindowState(last, recent, Optional.of(now), maximised, theme, textSize, still);
  }

  WindowState withMaximised(boolean now) {
    return new WindowState(last, recent, bounds, now, theme, textSize, still);
  }

  WindowState withLook(ThemeChoice nowTheme, int nowTextSize) {
    return new WindowState(last, recent, bounds, maximised, nowTheme, nowTextSize, still);
  }

  WindowState withStill(boolean now) {
    return new WindowState(last, recent, bounds, maximised, theme, textSize, Optional.of(now));
  }
}
