// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import dev.slipway.measure.load.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The window answers while long work goes on, however large the model is.
final class WatchdogTest extends Journey {

  private static final int MEGABYTES = 92;
  private static final Duration MOST = Duration.ofMillis(100);

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1000, 600);
  }

  @Test
  @Tag("nightly")
  void noLongWorkHoldsTheWindow(FxRobot robot) throws Exception {
    Path small = window().openRecorded(temp());
    everyScreen();
    Duration drawing = drawing();

    Path large = LargeModel.into(temp().resolve("large"), MEGABYTES);
    assertFree(drawing, "opening " + MEGABYTES + " MB", () -> window().open(large));
    assertFree(drawing, "opening the sample again", () -> window().open(small));
    assertFree(drawing, "a profile", () -> profiledForAMoment(robot));
    window().go(Screen.EXPORT);
    window().idle();
    for (int i = 0; i < 4; i++) {
      press(robot, "#export-next");
    }
    assertFree(drawing, "writing a bundle", () -> press(robot, "#export-write"));
    assertFree(
        drawing,
        "verifying it",
        () -> {
          robot.interact(() -> window().session().verify());
          robot.interact(() -> window().session().jobs().running().getFirst().cancel());
          window().idle();
        });
  }

  @Test
  void itTellsWhatHeldTheWindow() throws Exception {
    try (WindowWatch watch = WindowWatch.begin()) {
      WaitForAsyncUtils.waitForFxEvents();
      var done = new CountDownLatch(1);
      Platform.runLater(() -> {
        busyFor(Duration.ofMillis(300));
        done.countDown();
      });
      done.await();
      WaitForAsyncUtils.waitForFxEvents();
      TestWindow.await(() -> watch.longest().cpu().compareTo(MOST) > 0);

      assertTrue(watch.longest().cpu().compareTo(Duration.ofMillis(250)) > 0);
      assertTrue(watch.longest().where().contains("busyFor"), watch.longest()::toString);
    }
  }

  /// No user takes one.
  @Test
  void aPictureIsNotTheWindowsWork() throws Exception {
    try (WindowWatch watch = WindowWatch.begin()) {
      WaitForAsyncUtils.waitForFxEvents();
      Picture.of(
          new Pane() {
            @Override
            protected void layoutChildren() {
              busyFor(Duration.ofMillis(300));
            }
          });
      WaitForAsyncUtils.waitForFxEvents();

      assertTrue(
          watch.longest().cpu().compareTo(Duration.ofMillis(250)) < 0, watch.longest()::toString);
    }
  }

  /// Computes for a time of the processor.
  private static void busyFor(Duration cpu) {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + cpu.toNanos();
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  private void everyScreen() throws Exception {
    new Views(window()).each(root -> java.util.List.of());
    window().go(Screen.OVERVIEW);
  }

  private void profiledForAMoment(FxRobot robot) throws Exception {
    robot.interact(() -> window().session().profile(Tier.QUICK));
    TestWindow.await(() ->
        window()
            .session()
            .measuringProperty()
            .get()
            .map(job -> job.fractionProperty().get() > 0.02)
            .orElse(false));
    robot.interact(() -> window().session().measuringProperty().get().orElseThrow().cancel());
    window().idle();
  }

  @FunctionalInterface
  private interface Doing {
    void run() throws Exception;
  }

  /// What the headless window takes to copy a whole picture, which a real one leaves to the
  /// graphics card.
  private Duration drawing() throws Exception {
    try (WindowWatch watch = WindowWatch.begin()) {
      for (double opacity : new double[] {0.99, 0.98, 1}) {
        Views.on(() -> {
          window().shell().setOpacity(opacity);
          return opacity;
        });
        WaitForAsyncUtils.waitForFxEvents();
      }
      return watch.longest().cpu();
    }
  }

  private void assertFree(Duration drawing, String what, Doing doing) throws Exception {
    try (WindowWatch watch = WindowWatch.begin()) {
      WaitForAsyncUtils.waitForFxEvents();
      doing.run();
      WaitForAsyncUtils.waitForFxEvents();
      WindowWatch.Busy longest = watch.longest();
      System.out.println(what + ": " + longest);
      assertEquals(Optional.empty(), window().session().problemProperty().get());
      assertTrue(longest.cpu().compareTo(MOST.plus(drawing)) < 0, () -> what + " took " + longest);
    }
  }
}
