// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.desktop.jobs.WindowThread;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;

/// A window's first frame: what would delay it waits until it is drawn. All on the window's thread.
final class FirstFrame extends AnimationTimer {

  private final List<Runnable> waiting = new ArrayList<>();
  private boolean laidOut;
  private boolean drawn;

  /// Runs it once the frame is drawn, at once where it is.
  void then(Runnable work) {
    if (drawn) {
      work.run();
    } else {
      waiting.add(work);
    }
  }

  /// Called before each frame is laid out.
  @Override
  public void handle(long now) {
    if (!laidOut) {
      laidOut = true;
      return;
    }
    stop();
    // Not within the frame that follows, which would be late.
    new WindowThread()
        .execute(() -> {
          drawn = true;
          waiting.forEach(Runnable::run);
          waiting.clear();
        });
  }
}
