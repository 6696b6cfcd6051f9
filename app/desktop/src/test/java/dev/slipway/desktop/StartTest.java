// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.instance.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// What the window opens with, over the real workbench.
@ExtendWith(ApplicationExtension.class)
final class StartTest {

  @TempDir private Path temp;
  private @Nullable Stage stage; // TestFX hands it in
  private Optional<DesktopWindow> window = Optional.empty();
  private String first = "";

  @Start
  void start(Stage given) {
    stage = given;
  }

  @AfterEach
  void end() {
    window.ifPresent(DesktopWindow::close);
  }

  @Test
  void opensTheLastProjectAgainAndTakesWhatALaterStartWasGiven(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp);
    open(robot, Optional.of(project));
    assertTrue(first.contains("Opening penguin-species"), first);
    TestWindow.await(this::showsAProject);
    assertEquals("penguin-species – Slipway", title());
    assertEquals(
        List.of(32.0, 128.0),
        Objects.requireNonNull(stage).getIcons().stream().map(Image::getWidth).toList());
    close(robot);

    open(robot, Optional.empty());
    TestWindow.await(this::showsAProject);
    assertEquals(Optional.of(project), shown());

    Path other = SampleProject.copyInto(Files.createDirectory(temp.resolve("other")));
    assertEquals(new Entry.HandedOver(), early(Optional.of(other)).entry());
    TestWindow.await(() -> shown().equals(Optional.of(other)));
  }

  @Test
  void saysWhyTheLastProjectCannotBeOpenedAndLetsItBe(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp);
    remember(project);
    Files.writeString(project.resolve("slipway.yaml"), "name: [");

    open(robot, Optional.empty());
    TestWindow.await(() -> robot.lookup("#problem").tryQuery().isPresent());
    robot.interact(() -> robot.lookup("#problem-close").queryButton().fire());
    TestWindow.await(() -> robot.lookup("#welcome-open").tryQuery().isPresent());
    close(robot);

    EarlyStart next = early(Optional.empty());
    assertEquals(Optional.empty(), next.project());
    closeUnshown(next);
  }

  private void remember(Path project) throws Exception {
    EarlyStart before = early(Optional.empty());
    before.remembered().opened(project);
    closeUnshown(before);
  }

  private static void closeUnshown(EarlyStart early) throws Exception {
    early.remembered().close();
    if (early.entry() instanceof Entry.First first) {
      first.window().close();
    }
  }

  private void open(FxRobot robot, Optional<Path> given) throws Exception {
    EarlyStart early = early(given);
    robot.interact(() -> {
      var opened = new DesktopWindow(Objects.requireNonNull(stage), early, folder -> {});
      window = Optional.of(opened);
      opened.open();
      // Asked at once: a moment later the project may be shown.
      first =
          opened().lookup("#opening").lookupAll(".label").stream()
              .map(node -> ((Labeled) node).getText())
              .collect(Collectors.joining("\n"));
    });
  }

  private Parent opened() {
    return Objects.requireNonNull(stage).getScene().getRoot();
  }

  private void close(FxRobot robot) {
    robot.interact(() -> window.orElseThrow().close());
    window = Optional.empty();
  }

  private EarlyStart early(Optional<Path> given) throws Exception {
    return EarlyStart.begin(given, Map.of("SLIPWAY_HOME", temp.resolve("home").toString()));
  }

  private boolean showsAProject() {
    return shown().isPresent();
  }

  private Optional<Path> shown() {
    return window.flatMap(DesktopWindow::session).flatMap(s -> s.project()).map(p -> p.folder());
  }

  private String title() {
    return Objects.requireNonNull(stage).getTitle();
  }
}
