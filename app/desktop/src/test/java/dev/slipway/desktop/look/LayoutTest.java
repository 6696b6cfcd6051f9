// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// The finder finds what was planted, and nothing where all is well.
@ExtendWith(ApplicationExtension.class)
final class LayoutTest {

  private static final String LONG =
      "A sentence that is far too long for the room that there is here";

  @Test
  void findsNothingWhereAllIsWell() throws Exception {
    var label = new Label(LONG);
    label.setWrapText(true);
    label.setMinHeight(Label.USE_PREF_SIZE);
    var scrolled = new Label("down there");
    var pane = new ScrollPane(new VBox(600, new Label("up here"), scrolled));
    pane.setPrefHeight(100);

    assertEquals(List.of(), faults(() -> new VBox(label, new Button("Go"), pane)));
  }

  @Test
  void findsACutText() throws Exception {
    assertFound("cut without a tip", () -> narrow(new Label(LONG)));
    assertFound("cut on a button", () -> narrow(new Button(LONG)));
  }

  @Test
  void letsATooltipTellWhatWasCut() throws Exception {
    assertEquals(
        List.of(),
        faults(() -> {
          var label = new Label(LONG);
          label.setTooltip(new Tooltip(LONG));
          return narrow(label);
        }));
  }

  @Test
  void findsOneOverTheOther() throws Exception {
    assertFound(
        "one over the other",
        () -> {
          var upper = new Button("Upper");
          upper.relocate(20, 10);
          return new Pane(new Button("Lower"), upper);
        });
  }

  @Test
  void findsWhatIsOutOfTheWindow() throws Exception {
    assertFound(
        "out of reach",
        () -> {
          var far = new Button("Far");
          far.relocate(1000, 10);
          return new Pane(far);
        });
  }

  @Test
  void findsWhatCannotBeScrolledTo() throws Exception {
    assertFound(
        "out of reach",
        () -> {
          var wide = new HBox(400, new Label("left"), new Button("right"));
          wide.setMinWidth(600);
          var pane = new ScrollPane(wide);
          pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
          return pane;
        });
  }

  private static Node narrow(Node node) {
    var box = new HBox(node);
    box.setMaxWidth(100);
    return new VBox(box);
  }

  private static void assertFound(String fault, java.util.concurrent.Callable<Node> shown)
      throws Exception {
    List<String> found = faults(shown);
    assertTrue(found.stream().anyMatch(each -> each.startsWith(fault)), fault + " in " + found);
  }

  private static List<String> faults(java.util.concurrent.Callable<Node> shown) throws Exception {
    return WaitForAsyncUtils.waitForAsyncFx(
        20_000,
        () -> {
          var root = new VBox(shown.call());
          new Scene(root, 300, 200);
          return Layout.faults(root);
        });
  }
}
