// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.WorkEvent;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Latencies.Bin;
import dev.slipway.measure.load.LoadSoFar;
import dev.slipway.verify.service.ServiceSoFar;
import dev.slipway.workbench.ExportBundle;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What users see of work while it runs, and after it.
final class VerifyJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1200, 800);
  }

  @Test
  void goesFromTheOverviewAlongALinkAndBack(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    assertTrue(robot.lookup("#overview-hero").tryQuery().isPresent(), "a bundle is to be written");

    robot.interact(() -> robot.lookup("#next-1").queryButton().fire());
    Screen led = window().session().screenProperty().get();
    press(robot, "#nav-overview");

    assertFalse(led == Screen.OVERVIEW, "the link leads somewhere");
    assertTrue(robot.lookup("#next-1").tryQuery().isPresent());
  }

  /// As a run in a pipeline: a step each, its log on a click, and what a cancel left.
  @Test
  void watchesTheStepsOfAVerificationAndReadsALog(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp()));
    window().go(Screen.VERIFY);
    var told = new CountDownLatch(1);
    begin(
        robot,
        Screen.VERIFY,
        (opened, progress) -> {
          progress.tell(new WorkEvent.Planned(List.of("YAML", "golden answers", "log")));
          progress.tell(new WorkEvent.Began("YAML"));
          progress.tell(new WorkEvent.Logged("YAML", "passed: YAML parses, 18 files"));
          progress.tell(new WorkEvent.Logged("YAML", "passed: no tabs"));
          progress.tell(new WorkEvent.Began("golden answers"));
          progress.tell(service());
          told.countDown();
          new CountDownLatch(1).await();
        });
    told.await();
    TestWindow.await(() -> robot.lookup(".step-row").queryAll().size() == 3);

    robot.interact(() -> robot.lookup(".step-row").<ToggleButton>query().fire());
    String running = TestWindow.said(robot, "#verify");
    // Five lines, and beside the names of p50 and p99 how each is drawn.
    TestWindow.await(() -> robot.lookup("#live-service .curve").queryAll().size() == 7);
    cancel(robot, Screen.VERIFY);

    assertTrue(running.contains("passed: YAML parses, 18 files\npassed: no tabs"), running);
    assertTrue(robot.lookup("#verify-cancelled").tryQuery().isPresent());
    assertEquals(3, robot.lookup(".step-row").queryAll().size(), "what there was stays");
    String service = TestWindow.said(robot, "#live-service");
    assertTrue(service.contains("120/s"), service);
    assertTrue(service.contains("p50 2 ms\np99 none"), service);
  }

  /// Its p99 is known in the middle only.
  private static ServiceSoFar service() {
    return new ServiceSoFar(
        List.of(
            reading(1, 40, Optional.empty()),
            reading(2, 80, Optional.of(Duration.ofMillis(5))),
            reading(3, 120, Optional.empty())));
  }

  private static ServiceSoFar.Reading reading(int seconds, double rate, Optional<Duration> p99) {
    return new ServiceSoFar.Reading(
        Duration.ofSeconds(seconds),
        new Rate(rate),
        Optional.of(Duration.ofMillis(2)),
        p99,
        1,
        Optional.of(Bytes.mebibytes(180)));
  }

  @Test
  void watchesAProfileAndSeesWhatACancelLeft(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp()));
    window().go(Screen.PROFILE);
    var told = new CountDownLatch(1);
    begin(
        robot,
        Screen.PROFILE,
        (opened, progress) -> {
          progress.tell(
              new WorkEvent.Planned(List.of("loading the model", "warming up", "users at random")));
          progress.tell(new WorkEvent.Began("loading the model"));
          progress.tell(new WorkEvent.Began("warming up"));
          progress.tell(load());
          progress.report(0.4, "users at 120/s");
          told.countDown();
          new CountDownLatch(1).await();
        });
    told.await();
    TestWindow.await(() -> robot.lookup("#profile #live-load .bar").queryAll().size() == 3);

    cancel(robot, Screen.PROFILE);
    String kept = TestWindow.said(robot, "#cancelled");

    assertTrue(kept.contains("1 of 3 steps had ended"), kept);
    assertTrue(robot.lookup("#cancelled #live-load").tryQuery().isPresent());
    press(robot, "#cancelled-close");
    assertTrue(robot.lookup("#cancelled").tryQuery().isEmpty());
  }

  /// Who looks at the result already needs no notice.
  @Test
  void isToldOfWorkThatEndsWhileAnotherScreenIsShown(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp()));
    window().go(Screen.DATA);
    begin(robot, Screen.DATA, (opened, progress) -> {});
    window().idle();
    assertTrue(robot.lookup("#notice .title").tryQuery().isEmpty());

    window().go(Screen.OVERVIEW);
    var taken = new AtomicInteger();
    robot
        .lookup("#overview")
        .query()
        .sceneProperty()
        .subscribe((was, now) -> taken.incrementAndGet());
    begin(robot, Screen.DATA, (opened, progress) -> {});
    window().idle();
    TestWindow.await(() -> robot.lookup("#notice .title").tryQuery().isPresent());

    assertEquals(0, taken.get(), "what is shown stays where it is");
  }

  @Test
  @Tag("nightly")
  void whatWasExportedCanBeVerifiedAtOnce(FxRobot robot) throws Exception {
    Path project = window().openRecorded(temp());
    window().go(Screen.VERIFY);
    assertTrue(run(robot).isDisabled(), "there is no bundle yet");

    export();
    reload(robot);
    assertFalse(run(robot).isDisabled());

    Files.delete(project.resolve("bundle/bundle.json"));
    reload(robot);
    assertTrue(run(robot).isDisabled());
  }

  private static Button run(FxRobot robot) {
    WaitForAsyncUtils.waitForFxEvents();
    return robot.lookup("#verify-run").queryButton();
  }

  private void export() throws Exception {
    OpenedProject opened = window().session().project().orElseThrow();
    window()
        .workbench()
        .export()
        .export(
            opened,
            new ExportBundle.Request(Optional.empty(), List.of("runbook"), true),
            Progress.NONE);
  }

  private static LoadSoFar load() {
    return new LoadSoFar(
        new Arrival.Poisson(new Rate(120), 1),
        Duration.ofSeconds(4),
        480,
        new Rate(120),
        List.of(bin(200, 60), bin(240, 380), bin(280, 40)));
  }

  private static Bin bin(long micros, long count) {
    return new Bin(Duration.ofNanos(micros * 1000), Duration.ofNanos((micros + 40) * 1000), count);
  }

  private void begin(FxRobot robot, Screen screen, Session.Work work) {
    robot.interact(() ->
        window()
            .session()
            .work(screen, new Session.Measuring("Measuring", "slipway", "notice.tried"), work));
  }

  private void cancel(FxRobot robot, Screen screen) throws Exception {
    robot.interact(() -> window().session().works().of(screen).get().ifPresent(Job::cancel));
    window().idle();
  }
}
