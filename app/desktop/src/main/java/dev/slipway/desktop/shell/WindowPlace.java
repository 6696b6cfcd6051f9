// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.session.Remembered;
import dev.slipway.desktop.session.WindowState;
import dev.slipway.desktop.session.WindowState.Bounds;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Where the window opens: where it was, as far as that can still be seen.
public final class WindowPlace {

  private static final double USUAL_WIDTH = 1440;
  private static final double USUAL_HEIGHT = 900;
  private static final double LEAST_WIDTH = 1098;
  private static final double LEAST_HEIGHT = 700;

  /// So much of the window must be seen that it can be dragged.
  private static final double GRIP = 80;

  private WindowPlace() {}

  /// Puts a window that is not shown yet where it was.
  public static void restore(Stage stage, WindowState state) {
    List<Rectangle2D> screens = Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
    Bounds place = of(state.bounds(), screens);
    stage.setMinWidth(Math.min(LEAST_WIDTH, place.width()));
    stage.setMinHeight(Math.min(LEAST_HEIGHT, place.height()));
    stage.setX(place.x());
    stage.setY(place.y());
    stage.setWidth(place.width());
    stage.setHeight(place.height());
    stage.setMaximized(state.maximised());
  }

  /// Keeps each place of the window, and apart from that whether it is maximised.
  public static void follow(Stage stage, Remembered remembered) {
    stage.maximizedProperty().subscribe((before, now) -> remembered.maximised(now));
    Runnable moved =
        () -> {
          var now = new Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
          if (!stage.isMaximized()
              && !stage.isIconified()
              && !stage.isFullScreen()
              && isPlace(now)) {
            remembered.placed(now);
          }
        };
    List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())
        .forEach(side -> side.subscribe(moved));
  }

  /// A window that is being maximised has its size before it says so.
  private static boolean isPlace(Bounds bounds) {
    return Double.isFinite(bounds.x() + bounds.y() + bounds.width() + bounds.height())
        && Screen.getScreens().stream()
            .map(Screen::getVisualBounds)
            .noneMatch(screen ->
                bounds.width() >= screen.getWidth() && bounds.height() >= screen.getHeight());
  }

  /// @param before where it was, if it was ever
  /// @param screens what may be used of each, the main one first
  static Bounds of(Optional<Bounds> before, List<Rectangle2D> screens) {
    Rectangle2D main = screens.getFirst();
    return before
        .flatMap(was ->
            screens.stream()
                .filter(screen -> isSeen(was, screen))
                .findFirst()
                .map(screen -> within(was, screen)))
        .orElseGet(() -> centred(before, main));
  }

  private static boolean isSeen(Bounds was, Rectangle2D screen) {
    return Math.min(was.x() + was.width(), screen.getMaxX()) - Math.max(was.x(), screen.getMinX())
            >= GRIP
        && was.y() + GRIP <= screen.getMaxY()
        && was.y() + GRIP >= screen.getMinY();
  }

  private static Bounds within(Bounds was, Rectangle2D screen) {
    double width = Math.min(was.width(), screen.getWidth());
    double height = Math.min(was.height(), screen.getHeight());
    return new Bounds(
        Math.clamp(was.x(), screen.getMinX(), screen.getMaxX() - width),
        Math.clamp(was.y(), screen.getMinY(), screen.getMaxY() - height),
        width,
        height);
  }

  private static Bounds centred(Optional<Bounds> before, Rectangle2D screen) {
    double width = Math.min(before.map(Bounds::width).orElse(USUAL_WIDTH), screen.getWidth());
    double height = Math.min(before.map(Bounds::height).orElse(USUAL_HEIGHT), screen.getHeight());
    return new Bounds(
        screen.getMinX() + (screen.getWidth() - width) / 2,
        screen.getMinY() + (screen.getHeight() - height) / 2,
        width,
        height);
  }
}
