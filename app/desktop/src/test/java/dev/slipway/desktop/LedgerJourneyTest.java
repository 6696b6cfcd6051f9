// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/// The file that everything is kept in goes wrong while the window is open.
final class LedgerJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1200, 800);
  }

  @Test
  void isToldAtOnceThatTheLedgerIsGoneAndThatItIsBack(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    Path aside = temp().resolve("aside");
    Files.move(ledger(), aside);

    TestWindow.await(() -> robot.lookup("#problem").tryQuery().isPresent());
    String said = TestWindow.said(robot, "#problem");
    robot.push(KeyCode.ENTER);
    TestWindow.await(() -> robot.lookup("#problem").tryQuery().isEmpty());
    String below = TestWindow.said(robot, ".status-bar");
    robot.interact(() -> window().session().evaluate());
    window().idle();
    window().picture("journey-ledger-gone");
    Optional<Session.Notice> claimed = window().session().noticeProperty().get();
    Optional<String> failed =
        window().session().problemProperty().get().map(problem -> problem.code().id());
    Files.move(aside, ledger(), StandardCopyOption.ATOMIC_MOVE);
    TestWindow.await(() -> window().session().ledgerProperty().get().isEmpty());

    assertTrue(said.contains("slipway.db is gone"), said);
    assertTrue(said.contains("Put it back"), said);
    assertTrue(below.contains("Nothing is kept"), below);
    assertEquals(Optional.of("tracker.gone"), failed);
    assertEquals(Optional.empty(), claimed, "nothing claims to be kept");
    assertTrue(TestWindow.said(robot, ".status-bar").contains("Ledger "));
  }

  @Test
  void isToldAtOnceThatTheLedgerWasOverwritten(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp()));
    window().go(Screen.HISTORY);

    for (Path part : List.of(ledger().resolveSibling("slipway.db-wal"), ledger())) {
      overwrite(part);
    }
    TestWindow.await(() -> robot.lookup("#problem").tryQuery().isPresent());
    String said = TestWindow.said(robot, "#problem");

    assertTrue(said.contains("is damaged") || said.contains("is not a Slipway"), said);
    assertTrue(said.contains("What to do"), said);
  }

  private Path ledger() {
    return temp().resolve("home/slipway.db");
  }

  private static void overwrite(Path part) throws IOException {
    if (Files.exists(part)) {
      try (var bytes = new RandomAccessFile(part.toFile(), "rw")) {
        bytes.write(new byte[(int) bytes.length()]);
      }
    }
  }
}
