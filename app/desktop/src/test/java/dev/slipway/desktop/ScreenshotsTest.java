// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.cost.Scope.Region;
import dev.slipway.desktop.cost.CostViewModel.Chosen;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.shell.Theme;
import dev.slipway.workbench.ExportBundle;
import dev.slipway.workbench.project.OpenedProject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Draws every screen, and fails where a picture in `docs/screenshots` is not what is drawn now:
/// [PictureIndex] knows what each shows. They show the sample with what was recorded of it on a
/// quiet machine, so that another machine draws the same.
///
/// `-Dscreenshots.write=REGEX` takes the pictures anew whose names fit.
@ExtendWith(ApplicationExtension.class)
@Tag("nightly")
final class ScreenshotsTest {

  private static final int WIDTH = 1440;
  private static final int HEIGHT = 900;

  /// Not compared: it shows a paper that names Slipway's version, which only a build with jars
  /// knows. The pages before and after it show the same controls.
  private static final String OF_THE_BUILD = "6-export-options";

  private static final String WRITE = System.getProperty("screenshots.write", "");
  private static final int FEWEST_COLOURS = 200;

  /// After what was recorded, so that nothing ages.
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final List<String> faults = new ArrayList<>();
  private final PassingClock clock = new PassingClock(NOW);

  @TempDir private Path temp;
  private final String userHome = System.getProperty("user.home");
  private @Nullable TestWindow opened; // TestFX makes it in @Start

  @Start
  void start(Stage stage) throws Exception {
    System.setProperty("user.home", temp.toString()); // so that pictures say ~ and no path of here
    opened =
        new TestWindow(
            temp.resolve(".local/share/slipway"), new TestWindow.Surroundings(Map.of(), clock));
    opened.show(stage, WIDTH, HEIGHT);
  }

  @BeforeEach
  void openTheRecordedSample(FxRobot robot) throws Exception {
    robot.moveTo(WIDTH - 460, HEIGHT + 60); // nothing lies below the mouse
    Path project = SampleProject.copyInto(temp);
    window().remember(project);
    OpenedProject opened = window().workbench().open().open(project);
    window().workbench().evaluate().evaluate(opened, Progress.NONE);
    var export = new ExportBundle.Request(Optional.empty(), List.of(), false);
    window().workbench().export().export(opened, export, Progress.NONE);
    window().open(project);
  }

  private TestWindow window() {
    return Objects.requireNonNull(opened);
  }

  @AfterEach
  void close() {
    window().close();
  }

  @AfterEach
  void restoreHome() {
    System.setProperty("user.home", userHome);
  }

  @Test
  void everyScreenIsWorthShowing() throws Exception {
    everyScreen(Theme.LIGHT);
  }

  @Test
  void everyScreenIsWorthShowingInTheDark() throws Exception {
    everyScreen(Theme.DARK);
  }

  private void everyScreen(Theme theme) throws Exception {
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> window().wear(theme));
    for (Screen screen : Screen.values()) {
      window().go(screen);
      window().idle();
      take(number(screen) + "-" + screen.name().toLowerCase(Locale.ROOT), theme);
    }
    assertEquals("", String.join("\n", faults));
  }

  /// Pictures keep their names when a screen comes between others.
  private static int number(Screen screen) {
    return switch (screen) {
      case OVERVIEW -> 1;
      case MODEL, OBJECTIVES -> 2;
      case DATA, QUALITY -> 3;
      case PROFILE -> 4;
      case COST -> 5;
      case EXPORT -> 6;
      case VERIFY -> 7;
      case CHECKLIST -> 8;
      case SETTINGS -> 11;
      case HISTORY -> 10;
    };
  }

  @Test
  void everythingOverAndBetweenTheScreensIsWorthShowing(FxRobot robot) throws Exception {
    everythingElse(robot, Theme.LIGHT);
  }

  @Test
  void everythingOverAndBetweenTheScreensIsWorthShowingInTheDark(FxRobot robot) throws Exception {
    everythingElse(robot, Theme.DARK);
  }

  private void everythingElse(FxRobot robot, Theme theme) throws Exception {
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> window().wear(theme));
    window().go(Screen.MODEL);
    TabPane model = robot.lookup("#model-tabs").queryAs(TabPane.class);
    robot.interact(() -> model.getSelectionModel().select(1));
    take("2-inspection", theme);
    robot.interact(() -> model.getSelectionModel().select(2));
    press(robot, "#play-ask");
    window().idle();
    take("2-playground", theme);
    robot.interact(() -> model.getSelectionModel().select(0));
    window().go(Screen.PROFILE);
    TabPane ways = robot.lookup("#profile-tabs").queryAs(TabPane.class);
    robot.interact(() -> ways.getSelectionModel().select(1));
    take("4-search", theme);
    robot.interact(() -> ways.getSelectionModel().select(2));
    take("4-variants", theme);
    robot.interact(() -> ways.getSelectionModel().select(0));
    costs(robot, theme);
    window().go(Screen.EXPORT);
    exporting(robot, theme);
    verified(robot, theme);
    history(robot, theme);
    window().go(Screen.OVERVIEW);
    robot.interact(() -> window().shell().showPalette());
    take("9-palette", theme);
    robot.push(KeyCode.ESCAPE);
    Path bare = Files.createDirectories(temp.resolve("churn")).resolve("model.onnx");
    Files.copy(
        temp.resolve("penguin-species/model.onnx"), bare, StandardCopyOption.REPLACE_EXISTING);
    robot.interact(() -> window().session().open(bare));
    window().idle();
    take("0-look", theme);
    press(robot, "#bare-begin");
    take("0-begin", theme);
    robot.interact(() -> window().session().opening().putAway());
    runs(robot, theme);
    assertEquals("", String.join("\n", faults));
  }

  /// Last, since all other pictures are of the first run.
  private void runs(FxRobot robot, Theme theme) throws Exception {
    TwoRuns.keepSlower(window().tracker(), "penguin-species");
    window().open(temp.resolve("penguin-species"));
    window().go(Screen.PROFILE);
    window().idle();
    TabPane ways = robot.lookup("#profile-tabs").queryAs(TabPane.class);
    robot.interact(() -> ways.getSelectionModel().select(3));
    take("4-runs", theme);
  }

  private void costs(FxRobot robot, Theme theme) throws Exception {
    window().go(Screen.COST);
    window().idle();
    TabPane tabs = robot.lookup("#cost-tabs").queryAs(TabPane.class);
    robot.interact(() -> tabs.getSelectionModel().select(1));
    take("5-reasons", theme);
    robot.interact(() -> tabs.getSelectionModel().select(2));
    take("5-plan", theme);
    TableView<Chosen> choices = robot.lookup("#choices").queryTableView();
    robot.interact(() -> {
      choices
          .getItems()
          .filtered(row -> row.key().name().equals("replicas.min"))
          .forEach(choices.getSelectionModel()::select);
      choices.scrollTo(choices.getSelectionModel().getSelectedIndex());
    });
    TestWindow.set(robot, "#by-hand-value", "4");
    TestWindow.set(robot, "#by-hand-note", "Ana: the night batch is not in the traffic");
    take("5-plan-editor", theme);
    robot.interact(() -> tabs.getSelectionModel().select(3));
    ComboBox<Region> where = robot.lookup("#elsewhere-where").queryComboBox();
    robot.interact(() -> where.setValue(new Region("gcp", "europe-west1")));
    window().idle();
    take("5-elsewhere", theme);
  }

  /// With a file that a person changed where the bundle goes.
  private void exporting(FxRobot robot, Theme theme) throws Exception {
    Path bundle = window().session().project().orElseThrow().bundleFolder();
    Path network = bundle.resolve("deploy/base/network.yaml");
    String generated = Files.readString(network);
    Files.writeString(network, "# Ours, for the platform team.\n" + generated);
    press(robot, "#export-next");
    TestWindow.set(robot, "#option-kubernetes-namespace", "birds");
    window().idle();
    take("6-export-options", theme);
    press(robot, "#export-next");
    show(robot, "deploy/base/deployment.yaml");
    ask(robot, 79);
    take("6-export-preview", theme);
    show(robot, "deploy/base/network.yaml");
    press(robot, "#show-difference");
    take("6-export-difference", theme);
    press(robot, "#show-content");
    press(robot, "#export-next");
    window().idle();
    take("6-export-checks", theme);
    press(robot, "#export-next");
    press(robot, "#export-write");
    window().idle();
    take("6-export-write", theme);
    press(robot, "#leave-edited");
    Files.writeString(network, generated);
    for (int i = 0; i < 4; i++) {
      press(robot, "#export-back");
    }
    window().idle();
  }

  /// What stays of a run: its steps, and the service as it told of itself.
  private void verified(FxRobot robot, Theme theme) throws Exception {
    RecordedRehearsal rehearsal = RecordedRehearsal.read();
    window().go(Screen.VERIFY);
    robot.interact(() ->
        window()
            .session()
            .work(
                Screen.VERIFY,
                new Session.Measuring("Verifying", "slipway verify", "notice.verified"),
                (project, progress) -> rehearsal.replay(progress, clock::pass)));
    window().idle();
    take("7-verify-service", theme);
  }

  private void history(FxRobot robot, Theme theme) throws Exception {
    window().go(Screen.HISTORY);
    window().idle();
    TabPane tabs = robot.lookup("#history-tabs").queryAs(TabPane.class);
    List<String> others = List.of("compare", "trends");
    for (String name : others) {
      robot.interact(() -> tabs.getSelectionModel().select(1 + others.indexOf(name)));
      take("10-history-" + name, theme);
    }
    robot.interact(() -> tabs.getSelectionModel().select(0));
  }

  /// Fires a button; the screen of a picture is larger than the headless one can click on.
  private static void press(FxRobot robot, String button) {
    robot.interact(() -> robot.lookup(button).<ButtonBase>queryAs(ButtonBase.class).fire());
  }

  private static void show(FxRobot robot, String path) {
    robot.interact(() -> {
      TreeView<?> tree = robot.lookup("#file-tree").queryAs(TreeView.class);
      for (int i = 0; i < tree.getExpandedItemCount(); i++) {
        if (path.endsWith("/" + tree.getTreeItem(i).getValue())) {
          tree.getSelectionModel().select(i);
          return;
        }
      }
    });
  }

  /// Goes to a line of the file that is shown, by the keyboard.
  private static void ask(FxRobot robot, int line) {
    robot.interact(() -> {
      CodeArea code = robot.lookup(".code-area").queryAs(CodeArea.class);
      code.moveTo(line - 1, 0);
      code.requestFollowCaret();
      code.fireEvent(
          new KeyEvent(KeyEvent.KEY_RELEASED, "", "", KeyCode.DOWN, false, false, false, false));
    });
  }

  private void take(String name, Theme theme) throws IOException, ProblemException {
    String file = name + "-" + theme.styleClass() + ".png";
    BufferedImage picture = Picture.of(window().shell());
    assertTrue(colours(picture) >= FEWEST_COLOURS, file + " shows next to nothing");
    String shown = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> Shown.of(window().shell()));
    if (file.matches(WRITE)) {
      Picture.write(picture, PictureIndex.FOLDER.resolve(file));
      PictureIndex.note(file, shown);
    }
    Optional<String> fault =
        name.equals(OF_THE_BUILD) ? Optional.empty() : PictureIndex.fault(file, shown);
    if (fault.isPresent()) {
      faults.add(fault.get());
      look(file, picture, shown);
    }
  }

  /// For whoever wants to see what is drawn now.
  private static void look(String file, BufferedImage picture, String shown) throws IOException {
    Path folder = SampleProject.ROOT.resolve("app/desktop/target/screenshots");
    Picture.write(picture, folder.resolve(file));
    Files.writeString(folder.resolve(file + ".txt"), shown);
  }

  private static int colours(BufferedImage picture) {
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < picture.getWidth(); x += 2) {
      for (int y = 0; y < picture.getHeight(); y += 2) {
        colours.add(picture.getRGB(x, y));
      }
    }
    return colours.size();
  }
}
