// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/// Home and project lie on a real disk that is really full. To mount one takes the rights of root,
/// as an engine of one's own does.
@Tag("engine")
final class FullDiskJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    Files.createDirectories(disk());
    run("mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", disk().toString());
    show(stage, 1200, 800);
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "--lazy", disk().toString());
  }

  @Test
  void keepsNothingAndSaysSoWhereTheLedgerHasNoRoom(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(disk().resolve("work")));
    Path filler = filled();
    window().go(Screen.OVERVIEW);

    robot.interact(() -> window().session().evaluate());
    window().idle();
    TestWindow.await(() -> robot.lookup("#problem").tryQuery().isPresent());
    String said = TestWindow.said(robot, "#problem");
    window().picture("journey-full-disk");
    Optional<Session.Notice> claimed = window().session().noticeProperty().get();
    robot.push(KeyCode.ENTER);
    Files.delete(filler);
    robot.interact(() -> window().session().evaluate());
    window().idle();

    assertTrue(said.contains("space") || said.contains("room"), said);
    assertTrue(said.contains("What to do"), said);
    assertEquals(Optional.empty(), claimed, "nothing claims to be kept");
    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(window().session().voyage().orElseThrow().evaluation().isPresent());
  }

  @Test
  void leavesNoHalfABundleWhereTheProjectHasNoRoom(FxRobot robot) throws Exception {
    Path project = window().openRecorded(disk().resolve("work"));
    window().go(Screen.EXPORT);
    window().idle();
    for (int i = 0; i < 4; i++) {
      press(robot, "#export-next");
    }
    Path filler = filled();

    press(robot, "#export-write");
    window().picture("journey-full-disk-export");
    TestWindow.await(() -> robot.lookup("#problem").tryQuery().isPresent());
    String said = TestWindow.said(robot, "#problem");
    robot.push(KeyCode.ENTER);
    boolean half = Files.exists(project.resolve("bundle"));
    Files.delete(filler);
    press(robot, "#export-write");
    TestWindow.await(() -> robot.lookup("#export-done").tryQuery().isPresent());

    assertTrue(said.contains("space") || said.contains("room"), said);
    assertFalse(half, "nothing half done is left");
    assertTrue(Files.exists(project.resolve("bundle/bundle.json")));
    assertEquals(Optional.empty(), window().session().problemProperty().get());
  }

  private Path disk() {
    return temp().resolve("home");
  }

  /// Fills the disk to the last byte.
  private Path filled() throws IOException {
    Path filler = disk().resolve("filler");
    for (int block : List.of(65536, 4096, 1)) {
      try (OutputStream out =
          Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (true) {
          out.write(new byte[block]);
        }
      } catch (IOException full) {
        assertTrue(String.valueOf(full.getMessage()).contains("space"), full::toString);
      }
    }
    return filler;
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.waitFor(), () -> String.join(" ", command));
  }
}
