// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What users do in the window, from the first click to the last.
final class JourneysTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1200, 800);
  }

  @Test
  void dropsTheSampleOnTheWindowAndSeesItsOverview(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());

    WaitForAsyncUtils.waitForAsyncFx(
        5000, () -> window().shell().dropped(List.of(project.toFile())));
    TestWindow.await(() -> window().session().project().isPresent());
    window().idle();

    assertTrue(robot.lookup("penguin-species").tryQuery().isPresent());
    assertEquals("Draft", robot.lookup("#level").<Labeled>queryAs(Labeled.class).getText());
    assertTrue(robot.lookup("#overview").tryQuery().isPresent());
  }

  @Test
  void closesAProblemByKeysAndIsToldAgain(FxRobot robot) throws Exception {
    Path model = Files.writeString(temp().resolve("notes.onnx"), "This is no model.");
    robot.interact(() -> robot.lookup("#header-open").query().requestFocus());

    for (KeyCode key : List.of(KeyCode.ENTER, KeyCode.ESCAPE)) {
      drop(model);
      assertEquals("problem-close", focused());
      robot.push(key);
      TestWindow.await(() -> robot.lookup("#problem").tryQuery().isEmpty());
      assertEquals("header-open", focused());
    }
  }

  @Test
  void goesThroughTheScreensByArrowKeys(FxRobot robot) throws Exception {
    window().openRecorded(temp());

    TestWindow.click(robot, "#nav-model").push(KeyCode.DOWN);
    WaitForAsyncUtils.waitForFxEvents();

    assertEquals(Screen.OBJECTIVES, window().session().screenProperty().get());
    assertEquals("nav-objectives", focused());
  }

  private void drop(Path file) throws Exception {
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> window().shell().dropped(List.of(file.toFile())));
    window().idle();
  }

  private String focused() throws Exception {
    WaitForAsyncUtils.waitForFxEvents();
    return WaitForAsyncUtils.waitForAsyncFx(
        5000, () -> window().shell().getScene().getFocusOwner().getId());
  }

  @Test
  void runsAProfileAndCancelsIt(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp()));
    TestWindow.click(robot, "#nav-profile");

    TestWindow.click(robot, "#profile-run");
    TestWindow.await(() ->
        window()
            .session()
            .measuringProperty()
            .get()
            .map(job -> job.fractionProperty().get() > 0)
            .orElse(false));
    TestWindow.click(robot, "#profile-cancel");
    TestWindow.await(() -> window().session().measuringProperty().get().isEmpty());

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertFalse(robot.lookup("#profile-run").<Button>queryAs(Button.class).isDisabled());
  }

  @Test
  void showsWhatACancelledMeasurementHasKept(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());
    window().open(project);
    var kept = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    robot.interact(() ->
        window()
            .session()
            .measure(
                new Session.Measuring("Measuring", "", "notice.tried"),
                (opened, progress) -> {
                  renamed(project);
                  kept.countDown();
                  never.await();
                }));
    kept.await();

    robot.interact(() -> window().session().measuringProperty().get().orElseThrow().cancel());
    window().idle();

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertEquals("shown", window().session().project().orElseThrow().project().name());
  }

  private static void renamed(Path project) throws ProblemException {
    Path file = project.resolve("slipway.yaml");
    try {
      Files.writeString(
          file, Files.readString(file).replace("name: penguin-species", "name: shown"));
    } catch (IOException e) {
      throw Problem.input("test.unwritable", file + " cannot be written", "", "Look why.")
          .asException();
    }
  }

  @Test
  void writesTheReportBesideTheProject(FxRobot robot) throws Exception {
    Path project = window().openRecorded(temp());
    TestWindow.click(robot, "#overview-report");
    window().idle();

    Path report = project.resolve("slipway-report.html");
    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(Files.readString(report).contains("<title>penguin-species"));
    assertEquals(
        Optional.of("Report written"),
        window().session().noticeProperty().get().map(Session.Notice::title));
    window().picture("journey-report");
    Region notice = robot.lookup("#notice").queryAs(Region.class);
    TestWindow.picture("journey-notice", notice);
    assertNotNull(notice.getBackground(), "the notice can be read over whatever lies below it");
  }

  @Test
  void walksTheWizardAndWritesABundle(FxRobot robot) throws Exception {
    Path project = window().openRecorded(temp());
    TestWindow.click(robot, "#header-export");
    window().idle();

    robot.interact(
        () -> robot.lookup("#export-single").queryAs(TitledPane.class).setExpanded(true));
    press(robot, "#target-compose");
    TestWindow.click(robot, "#export-next");
    TestWindow.set(robot, "#option-kubernetes-namespace", "Not A Name");
    assertTrue(robot.lookup("#export-next").<Button>queryAs(Button.class).isDisabled());
    TestWindow.set(robot, "#option-kubernetes-namespace", "birds");
    robot.interact(
        () -> robot.lookup("#advanced-kubernetes").queryAs(TitledPane.class).setExpanded(true));
    TestWindow.set(robot, "#option-kubernetes-monitoring-namespace", "Not A Name");
    assertTrue(robot.lookup("#export-next").<Button>queryAs(Button.class).isDisabled());
    assertEquals(2, complaints(robot));
    TestWindow.set(robot, "#option-kubernetes-monitoring-namespace", "watch");
    assertEquals(0, complaints(robot));
    TestWindow.click(robot, "#export-next");
    TestWindow.click(robot, "#export-next");
    window().idle();
    assertTrue(robot.lookup("#checks-banner").tryQuery().isPresent());
    TestWindow.click(robot, "#export-next");
    String promised = robot.lookup("#export-write").<Button>queryAs(Button.class).getText();
    TestWindow.click(robot, "#export-write");
    TestWindow.await(() -> robot.lookup("#export-done").tryQuery().isPresent());
    String written = TestWindow.said(robot, "#export-done");
    assertEquals(promised, "Write " + written.substring(0, written.indexOf(" written")));
    window().go(Screen.HISTORY);
    window().idle();
    assertTrue(TestWindow.said(robot, "#history").contains("Bundle exported"));

    Path bundle = project.resolve("bundle");
    assertTrue(Files.exists(bundle.resolve("bundle.json")));
    assertFalse(Files.exists(bundle.resolve("compose/compose.yaml")));
    window().go(Screen.VERIFY);
    assertFalse(
        robot.lookup("#verify-run").<Button>queryAs(Button.class).isDisabled(),
        "the first bundle can be verified at once");
    assertTrue(
        Files.readString(bundle.resolve("deploy/envs/production/kustomization.yaml"))
            .contains("birds"));
  }

  @Test
  void findsWhyANumberIsWhatItIs(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    TestWindow.click(robot, "#nav-cost");
    TestWindow.click(robot, "The plan, every choice with its reason");
    TestWindow.set(robot, "#choice-filter", "replicas.min");
    assertEquals(1, robot.lookup("#choices").queryTableView().getItems().size());

    TestWindow.click(robot, ".why");
    WaitForAsyncUtils.waitForFxEvents();

    assertTrue(
        robot.lookup(".mono").queryAll().stream()
            .anyMatch(n ->
                n instanceof Labeled l && l.getText().startsWith("slipway explain replicas.min")));
  }

  @Test
  void filtersTheChecklist(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    TestWindow.click(robot, "#nav-checklist");
    int all = items(robot);

    TestWindow.click(robot, "#gate-staging");
    int staging = items(robot);
    TestWindow.set(robot, "#item-filter", "no such words");

    assertTrue(staging > 1 && staging < all, staging + " of " + all);
    assertEquals(0, items(robot));
  }

  @Test
  void attestsAnItemOfTheChecklist(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    TestWindow.click(robot, "#nav-checklist");
    TestWindow.set(robot, "#item-filter", "label origin");
    robot.interact(() -> robot.lookup("#signing-attest").queryAs(ToggleButton.class).fire());
    TestWindow.set(robot, "#signing-field-by", "Ada");
    TestWindow.set(robot, "#signing-field-note", "two vets agreed");

    robot.interact(() -> robot.lookup("#say").queryAs(Button.class).fire());
    window().idle();

    String told = TestWindow.said(robot, "#item-details");
    assertTrue(told.contains("attested by Ada on "), told);
  }

  @Test
  void goesToAScreenByThePalette(FxRobot robot) throws Exception {
    window().openRecorded(temp());

    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.write("chkl");
    robot.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();

    assertEquals(Screen.CHECKLIST, window().session().screenProperty().get());
    TestWindow.await(() -> robot.lookup("#palette-query").tryQuery().isEmpty());
  }

  @Test
  void searchesAndTriesVariantsByThePalette(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());
    window().open(project);

    assertEquals(
        "slipway search " + project + " --for cpu --budget 120s",
        begunByThePalette(robot, "settings for cpu", "#search-tab"));
    assertEquals(
        "slipway variants " + project, begunByThePalette(robot, "try variants", "#variants-tab"));
  }

  /// Begins work, ends it at once, and says which command does the same.
  private String begunByThePalette(FxRobot robot, String words, String tab) throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.write(words);
    robot.push(KeyCode.ENTER);
    TestWindow.await(() -> window().session().measuringProperty().get().isPresent());
    Job job = window().session().measuringProperty().get().orElseThrow();
    robot.interact(job::cancel);
    window().idle();

    TabPane tabs = robot.lookup("#profile-tabs").queryAs(TabPane.class);
    assertEquals(tab, "#" + tabs.getSelectionModel().getSelectedItem().getId());
    assertEquals(Screen.PROFILE, window().session().screenProperty().get());
    return job.command();
  }

  /// Beside the fields of the options, and beside the way on.
  private static long complaints(FxRobot robot) {
    WaitForAsyncUtils.waitForFxEvents();
    return robot.lookup(".invalid").queryAll().stream()
        .filter(
            node -> node instanceof Label label && label.isVisible() && !label.getText().isEmpty())
        .count();
  }

  private static int items(FxRobot robot) {
    WaitForAsyncUtils.waitForFxEvents();
    return robot.lookup("#items").queryListView().getItems().size();
  }
}
