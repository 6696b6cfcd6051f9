// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.cost.Scope.Region;
import dev.slipway.desktop.cost.CostViewModel.Chosen;
import dev.slipway.desktop.cost.ElsewhereViewModel.Row;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.profile.ArrivalChoice.Kind;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.measure.load.Samples;
import dev.slipway.measure.load.Samples.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// How users find out what more traffic would cost, why this machine, and whether a run was slower.
final class CostJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1098, 700);
  }

  @Test
  void movesTheSliderByKeysAndAsksWhy(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    window().go(Screen.COST);
    window().idle();
    Slider slider = robot.lookup("#traffic-slider").queryAs(Slider.class);
    String stated = TestWindow.said(robot, "#traffic");

    robot.interact(slider::requestFocus);
    for (int i = 0; i < 20; i++) {
      robot.push(KeyCode.RIGHT);
    }
    String more = TestWindow.said(robot, "#traffic");
    window().picture("journey-traffic");
    assertEquals(
        traffic(
            "20/s on average, 120/s at the peak",
            "2 replicas · 223 USD (186 to 297) a month",
            "the same"),
        stated);
    assertEquals(
        traffic(
            "356/s on average, 2,130/s at the peak",
            "2 replicas · 287 USD (243 to 375) a month",
            "aws us-east-1 c6a.large · 2 replicas · 233 USD (188 to 320) a month"),
        more);

    // Of 44 places, the one right of the middle.
    Node track = robot.from(slider).lookup(".track").query();
    robot.clickOn(robot.offset(track, Pos.CENTER, 2, 0));
    assertEquals(22, slider.getValue());
    assertEquals(
        traffic(
            "47.4/s on average, 285/s at the peak",
            "2 replicas · 224 USD (186 to 299) a month",
            "the same"),
        TestWindow.said(robot, "#traffic"));

    press(robot, "#cost-why");
    TabPane tabs = robot.lookup("#cost-tabs").queryAs(TabPane.class);
    assertEquals(1, tabs.getSelectionModel().getSelectedIndex());
    assertTabsAreScrolledTo(robot);
    assertTrue(TestWindow.said(robot, "#reasons-excluded").contains("negotiated discounts"));
    window().picture("journey-reasons");
  }

  private static String traffic(String here, String chosen, String cheapest) {
    return String.join(
        "\n",
        here,
        "The chosen offer",
        chosen,
        "What would be chosen there",
        cheapest,
        "From about 167/s on average aws us-east-1 c6a.large is the better offer: it costs less by"
            + " more than a tenth, or the chosen one will not do.");
  }

  /// By keys alone, from the table to the file and back.
  @Test
  void setsAValueOfThePlanByHandAndTakesItBack(FxRobot robot) throws Exception {
    Path project = window().openRecorded(temp());
    String before = Files.readString(project.resolve("slipway.yaml"));
    costTab(robot, 2);
    TableView<Chosen> table = robot.lookup("#choices").queryTableView();
    robot.interact(() -> {
      table.requestFocus();
      table
          .getItems()
          .filtered(row -> row.key().name().equals("replicas.min"))
          .forEach(table.getSelectionModel()::select);
    });

    assertSeenAsAWhole(robot, "#plan-editor");
    robot.push(KeyCode.ENTER);
    robot.write("9");
    robot.push(KeyCode.TAB);
    robot.write("Ana: the night batch");
    window().picture("journey-by-hand-typed");
    robot.push(KeyCode.ENTER);
    window().idle();

    window().picture("journey-by-hand");
    String yaml = Files.readString(project.resolve("slipway.yaml"));
    assertTrue(yaml.contains("replicas.min: {value: 9, note: 'Ana: the night batch'}"), yaml);
    assertEquals("9", value(table, "replicas.min"));
    assertEquals("2", value(table, "availability.max-unavailable"));
    String cost = TestWindow.said(robot, "#cost");
    assertTrue(cost.contains("Priced with what is set by hand: at least 9 replicas."), cost);
    assertTrue(cost.contains("set by hand"), cost);

    press(robot, "#by-hand-reset");
    assertEquals(before.strip(), Files.readString(project.resolve("slipway.yaml")).strip());
    press(robot, "#by-hand-undo");
    assertEquals(yaml, Files.readString(project.resolve("slipway.yaml")));
  }

  @Test
  void isToldWhyAValueCannotWorkAndWhereAnotherIsChanged(FxRobot robot) throws Exception {
    Path project = window().openRecorded(temp());
    String before = Files.readString(project.resolve("slipway.yaml"));
    costTab(robot, 2);
    select(robot, "runtime.threads");
    String elsewhere = TestWindow.said(robot, "#plan-editor");
    assertTrue(elsewhere.contains("Change runtime.threads in slipway.yaml"), elsewhere);

    select(robot, "termination.grace");
    TestWindow.set(robot, "#by-hand-value", "3");
    TestWindow.set(robot, "#by-hand-note", "quick");
    press(robot, "#by-hand-set");

    assertEquals(
        Optional.of("plan.set-by-hand"),
        window().session().problemProperty().get().map(problem -> problem.code().id()));
    assertEquals(before, Files.readString(project.resolve("slipway.yaml")));
  }

  /// The plan has some 60 values: three lines of it would be too few to find one.
  @Test
  void seesThePlanAndItsEditorAtOnce(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    costTab(robot, 2);
    select(robot, "replicas.min");
    window().idle();

    Bounds editor = inScene(robot.lookup("#plan-editor").query());
    Bounds table = inScene(robot.lookup("#choices").query());
    long whole =
        robot.lookup("#choices .table-row-cell").queryAll().stream()
            .map(CostJourneyTest::inScene)
            .filter(row -> row.getMinY() > table.getMinY() && row.getMaxY() <= table.getMaxY())
            .count();
    window().picture("journey-plan");
    assertTrue(editor.getMaxY() < 670, "the editor is out of sight: " + editor);
    assertTrue(whole >= 6, "only %d lines in %s".formatted(whole, table));
  }

  /// The bill above them is nearly as high as the window.
  private static void assertTabsAreScrolledTo(FxRobot robot) {
    WaitForAsyncUtils.waitForFxEvents();
    Bounds place = inScene(robot.lookup("#cost-tabs").query());
    assertTrue(place.getMaxY() < 670, "they are scrolled to: " + place);
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  @Test
  void asksWhatItWouldCostInAnotherCloud(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    costTab(robot, 3);
    assertTabsAreScrolledTo(robot);
    ComboBox<Region> where = robot.lookup("#elsewhere-where").queryComboBox();

    robot.interact(() -> where.setValue(new Region("gcp", "europe-west1")));
    window().idle();

    window().picture("journey-elsewhere");
    String said = TestWindow.said(robot, "#elsewhere-difference");
    assertTrue(
        said.matches("In gcp europe-west1 a month is likely to cost .* (more|less)\\."), said);
    String command =
        robot.lookup("#elsewhere .command-line").<CommandLine>queryAs(CommandLine.class).command();
    assertTrue(command.endsWith("--cloud gcp --region europe-west1"), command);
    TableView<Row> rows = robot.lookup("#elsewhere-table").queryTableView();
    assertEquals(8, rows.getItems().size());
    assertEquals(
        new Row("A month, low to high", "186 to 297 USD", "120 to 157 USD"),
        rows.getItems().get(3));
    assertSeenAsAWhole(robot, "#elsewhere");
    assertTrue(
        rows.getItems().getLast().there().startsWith("prices of "), rows.getItems().toString());
  }

  private void costTab(FxRobot robot, int index) throws Exception {
    window().go(Screen.COST);
    window().idle();
    robot.interact(
        () -> robot.lookup("#cost-tabs").queryAs(TabPane.class).getSelectionModel().select(index));
  }

  /// Within its tab: the page is what scrolls.
  private static void assertSeenAsAWhole(FxRobot robot, String part) {
    WaitForAsyncUtils.waitForFxEvents();
    Node node = robot.lookup(part).query();
    while (!(node instanceof ScrollPane)) {
      node = node.getParent();
    }
    var tab = (ScrollPane) node;
    assertEquals(
        tab.getViewportBounds().getHeight(), tab.getContent().getLayoutBounds().getHeight(), 1);
  }

  private static void select(FxRobot robot, String key) {
    TableView<Chosen> table = robot.lookup("#choices").queryTableView();
    robot.interact(() ->
        table
            .getItems()
            .filtered(row -> row.key().name().equals(key))
            .forEach(table.getSelectionModel()::select));
  }

  private static String value(TableView<Chosen> table, String key) {
    return table.getItems().filtered(row -> row.key().name().equals(key)).getFirst().value();
  }

  @Test
  void laysTwoRunsSideBySide(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    TwoRuns.keepSlower(window().tracker(), "penguin-species");
    tab(robot, Screen.PROFILE, 3);
    reload(robot);

    assertTrue(robot.lookup("#runs-run").queryButton().isDisabled());
    String said = TestWindow.said(robot, "#runs-table");
    assertTrue(said.contains("more, × 3.00"), said);
    window().picture("journey-runs");
  }

  @Test
  void choosesHowRequestsCome(FxRobot robot) throws Exception {
    Path project = window().openRecorded(temp());
    tab(robot, Screen.PROFILE, 0);
    ComboBox<Kind> arrival = robot.lookup("#arrival").queryComboBox();
    Button run = robot.lookup("#profile-run").queryButton();

    robot.interact(() -> arrival.setValue(Kind.BURST));
    TestWindow.set(robot, "#arrival-on", "500ms");
    String command =
        robot.lookup("#profile .command-line").<CommandLine>queryAs(CommandLine.class).command();
    assertEquals("slipway profile " + project + " --tier quick --arrival burst:500ms/8s", command);
    assertFalse(robot.lookup("#arrival-none").query().isVisible());
    TestWindow.set(robot, "#arrival-on", "soon");
    assertTrue(run.isDisabled());
    assertTrue(robot.lookup("#arrival-none").query().isVisible());
    window().willChoose(temp().resolve("access.csv"));
    robot.interact(() -> arrival.setValue(Kind.TRACE));
    assertTrue(run.isDisabled());
    press(robot, "#arrival-trace-browse");
    assertFalse(run.isDisabled());
  }

  @Test
  void writesTheTimesOfRequestsWhereTheyAre(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    window().willChoose(temp().resolve("times.csv"));
    tab(robot, Screen.PROFILE, 0);

    press(robot, "#samples-write");
    assertEquals(
        Optional.of("profile.no-samples"),
        window().session().problemProperty().get().map(problem -> problem.code().id()));
    robot.interact(() -> window().session().problemProperty().set(Optional.empty()));
    Path run = temp().resolve("home/runs/penguin-species-profile-recorded");
    Files.createDirectories(run);
    Samples.write(run.resolve("open.csv.gz"), List.of(new Sample(5, 7, 6)));
    press(robot, "#samples-write");

    assertEquals(
        "block,intended_ns,response_ns,service_ns\nopen,5,7,6\n",
        Files.readString(temp().resolve("times.csv")));
    assertEquals(
        Optional.of("1 request of run penguin-species-profile-recorded written"),
        window().session().noticeProperty().get().map(Session.Notice::title));
  }
}
