// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class FirstFrameTest {

  @Start
  void start(Stage stage) {
    stage.show();
  }

  @Test
  void letsWorkWaitUntilItIsDrawnAndNoLonger(FxRobot robot) throws Exception {
    var frame = new FirstFrame();
    List<String> done = new ArrayList<>();

    robot.interact(() -> {
      frame.start();
      frame.then(() -> done.add("waited"));
      done.add("asked");
    });
    TestWindow.await(() -> done.contains("waited"));
    robot.interact(() -> {
      frame.then(() -> done.add("at once"));
      done.add("last");
    });

    assertEquals(List.of("asked", "waited", "at once", "last"), done);
  }
}
