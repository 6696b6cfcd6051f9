// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.desktop.look.Layout;
import dev.slipway.desktop.profile.SearchViewModel.MeasuredPoint;
import dev.slipway.desktop.session.Screen;
import dev.slipway.plan.PlanKeys;
import dev.slipway.profile.search.SearchGoal;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.workbench.SearchSettings;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.Voyage;
import java.awt.geom.Rectangle2D;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.shape.Polyline;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/// How users find better settings and a better form of their model, and ship them.
final class TuningJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1440, 900);
  }

  @Test
  void beginsASearchAndCancelsIt(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp()));
    tab(robot, Screen.PROFILE, 1);
    ToggleButton goal = robot.lookup("#search-for-throughput").queryAs(ToggleButton.class);
    robot.interact(goal::fire);
    assertTrue(goal.isSelected(), "a click on what is selected changes nothing");
    robot.interact(() -> robot.lookup("#search-run").queryButton().fire());

    assertTrue(robot.lookup("#search-run").queryButton().isDisabled());
    robot.interact(() -> robot.lookup("#search-cancel").queryButton().fire());
    TestWindow.await(() -> window().session().measuringProperty().get().isEmpty());
    window().idle();

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertFalse(robot.lookup("#search-run").queryButton().isDisabled());
  }

  @Test
  void statesHowLargeRequestsAreAndTakesItBack(FxRobot robot) throws Exception {
    Path project = TokenModel.project(temp().resolve("texts"), "tokens");
    String before = Files.readString(project.resolve("slipway.yaml"));
    window().open(project);
    tab(robot, Screen.PROFILE, 0);
    TestWindow.set(robot, "#size-of-tokens", "1x16x3");
    boolean wrong = robot.lookup("#sizes-state").queryButton().isDisabled();
    window().picture("journey-sizes-wrong");
    TestWindow.set(robot, "#size-of-tokens", "1x16,16,128");
    press(robot, "#sizes-state");
    String stated = Files.readString(project.resolve("slipway.yaml"));
    window().picture("journey-sizes");
    List<String> faults = Views.on(() -> Layout.faults(window().shell()));
    press(robot, "#sizes-undo");

    assertTrue(wrong, "it does not fit the model");
    assertEquals(List.of(), faults);
    assertTrue(stated.contains("inputs: {tokens: {shape: [1, [16, 16, 128]]}}"), stated);
    assertEquals(before, Files.readString(project.resolve("slipway.yaml")));
    assertEquals(Optional.empty(), window().session().problemProperty().get());
  }

  @Test
  @Tag("nightly")
  void looksAtTheFrontUsesAPointAndTakesItBack(FxRobot robot) throws Exception {
    Path project = window().openRecorded(temp());
    String before = Files.readString(project.resolve("slipway.yaml"));
    searched(project);
    tab(robot, Screen.PROFILE, 1);
    TableView<MeasuredPoint> points = robot.lookup("#points").queryTableView();
    robot.interact(() -> points.getSelectionModel().select(points.getItems().size() - 1));
    SearchSpace.Point point = points.getItems().getLast().point();
    window().picture("journey-search");
    String front = robot.lookup("#front .plot").query().getAccessibleText();
    noWordLiesOnTheLine(robot);
    press(robot, "#search-use");
    String used = Files.readString(project.resolve("slipway.yaml"));
    Optional<String> stale = voyage().profile().orElseThrow().stale();
    TableView<MeasuredPoint> after = robot.lookup("#points").queryTableView();
    SearchSpace.Point still = after.getSelectionModel().getSelectedItem().point();
    // the choice must not have jumped, and Undo must not forget what was before
    press(robot, "#search-use");
    String again = Files.readString(project.resolve("slipway.yaml"));
    press(robot, "#search-undo");

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(front.contains("ways to run the model"), front);
    String level = point.level().toLowerCase(Locale.ROOT);
    assertTrue(used.contains("optimisation: " + level), used);
    boolean asProfiled = level.equals("all") && point.batch() == 1;
    assertEquals(asProfiled, stale.isEmpty(), () -> point + " " + stale);
    assertEquals(point, still);
    assertEquals(used, again);
    assertEquals(before, Files.readString(project.resolve("slipway.yaml")));
    assertTrue(robot.lookup("#search-undo").queryButton().isDisabled());
  }

  private static void noWordLiesOnTheLine(FxRobot robot) {
    List<Double> corners = robot.lookup("#front .curve").<Polyline>query().getPoints();
    for (Node word : robot.lookup("#front .marker-text").queryAll()) {
      Bounds around = word.getBoundsInParent();
      var box =
          new Rectangle2D.Double(
              around.getMinX(), around.getMinY(), around.getWidth(), around.getHeight());
      for (int i = 0; i + 3 < corners.size(); i += 2) {
        assertFalse(
            box.intersectsLine(
                corners.get(i), corners.get(i + 1), corners.get(i + 2), corners.get(i + 3)),
            word + " " + around + " " + corners);
      }
    }
  }

  @Test
  @Tag("nightly")
  void choosesAnOfferedVariantAndTheBundleHoldsIt(FxRobot robot) throws Exception {
    Path project = window().openRecorded(temp());
    OfferedVariant offered = OfferedVariant.of(window().tracker(), project);
    reload(robot);
    tab(robot, Screen.PROFILE, 2);
    assertTrue(robot.lookup("#choose-extended").queryButton().isDisabled());
    press(robot, "#choose-int8");
    window().picture("journey-variants");

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(TestWindow.said(robot, "#variant-int8").contains("ships"));
    assertEquals(Optional.empty(), voyage().plan());
    assertEquals(
        Optional.of("it is of release 1.0.0+" + Sha256.of(project.resolve("model.onnx")).brief()),
        voyage().profile().orElseThrow().stale());

    offered.profiled(window().tracker());
    reload(robot);
    assertEquals("int8", voyage().plan().orElseThrow().value(PlanKeys.MODEL_VARIANT));
    window().go(Screen.EXPORT);
    for (int i = 0; i < 4; i++) {
      press(robot, "#export-next");
    }
    press(robot, "#export-write");

    Path bundle = project.resolve("bundle");
    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertArrayEquals(
        Files.readAllBytes(offered.file()),
        Files.readAllBytes(bundle.resolve("docker/app/model/model.onnx")));
    assertTrue(
        Files.readString(bundle.resolve("docs/model-card.md"))
            .contains(
                "The service runs the form int8 of the model, not the model as it was trained."));
    aLaterEditEndsTheUndo(robot, project);
  }

  private void aLaterEditEndsTheUndo(FxRobot robot, Path project) throws Exception {
    tab(robot, Screen.PROFILE, 2);
    assertFalse(robot.lookup("#variants-undo").queryButton().isDisabled());
    Path yaml = project.resolve("slipway.yaml");
    Files.writeString(yaml, Files.readString(yaml) + "# edited\n");
    reload(robot);

    assertTrue(robot.lookup("#variants-undo").queryButton().isDisabled());
  }

  private Voyage voyage() {
    return window().session().voyage().orElseThrow();
  }

  /// As if somebody had searched at the command line.
  private void searched(Path project) throws Exception {
    OpenedProject sample = window().workbench().open().open(project);
    window()
        .workbench()
        .search()
        .search(
            sample,
            new SearchSettings.Request(
                SearchGoal.Most.THROUGHPUT,
                Optional.empty(),
                Duration.ofSeconds(4),
                List.of(1),
                List.of(1, 8)),
            Progress.NONE);
    window().open(project);
  }
}
