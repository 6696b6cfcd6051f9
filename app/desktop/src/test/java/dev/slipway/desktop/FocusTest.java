// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.parts.Chart;
import dev.slipway.desktop.session.Screen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.TraversalDirection;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Who uses keys sees where they are, and reaches everything.
final class FocusTest extends Journey {

  /// More than any screen has; the focus goes round.
  private static final int MOST = 300;

  private final Set<String> kinds = new HashSet<>();

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1440, 900);
  }

  @Test
  @Tag("nightly")
  void everyFocusIsSeenAndMovesNothing() throws Exception {
    window().openRecorded(temp());

    List<String> faults = new Views(window()).each(this::faults);

    assertTrue(kinds.size() > 12, kinds::toString);
    assertEquals("", String.join("\n", faults));
  }

  @Test
  void readsAChartAsATable(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    window().go(Screen.PROFILE);
    Chart chart = robot.lookup(".histogram").queryAs(Chart.class);

    robot.interact(chart::requestFocus);
    robot.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    Optional<Node> table = chart.lookupAll(".table-view").stream().findFirst();
    robot.push(KeyCode.ESCAPE);
    WaitForAsyncUtils.waitForFxEvents();

    assertTrue(((TableView<?>) table.orElseThrow()).getItems().size() > 5);
    assertTrue(chart.lookupAll(".table-view").isEmpty());
    assertTrue(WaitForAsyncUtils.waitForAsyncFx(5000, chart::isFocused), "the focus is back");
  }

  @Test
  void keepsTheFocusWhenAScreenIsDrawnAnew(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    window().go(Screen.CHECKLIST);
    robot.interact(() -> robot.lookup("#gate-staging").query().requestFocus());

    reload(robot);
    String drawnAnew = focused();
    window().go(Screen.COST);

    assertEquals("gate-staging", drawnAnew);
    assertEquals("nav-cost", focused(), "where it is gone, the screen's own entry has it");
  }

  @Test
  void goesByKeysToAScreensMainActionAndThroughTheExport(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    List<String> focused = new ArrayList<>();

    robot.push(KeyCode.CONTROL, KeyCode.DIGIT6);
    focused.add(focused());
    robot.push(KeyCode.CONTROL, KeyCode.E);
    for (int page = 0; page < 5; page++) {
      window().idle();
      focused.add(focused());
      robot.push(KeyCode.SPACE);
    }

    assertEquals(
        List.of(
            "profile-run",
            "export-next",
            "export-next",
            "export-next",
            "export-next",
            "export-write"),
        focused);
  }

  private String focused() throws Exception {
    WaitForAsyncUtils.waitForFxEvents();
    return WaitForAsyncUtils.waitForAsyncFx(
        5000, () -> window().shell().getScene().getFocusOwner().getId());
  }

  @Test
  void showsTheKeysAndGoesBack(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    robot.interact(() -> robot.lookup("#header-open").query().requestFocus());

    robot.interact(() -> window().shell().showKeys());
    String said = TestWindow.said(robot, "#keys");
    robot.push(KeyCode.ESCAPE);
    TestWindow.await(() -> robot.lookup("#keys").tryQuery().isEmpty());

    assertTrue(said.contains("Ctrl+K") && said.contains("Export the bundle"), said);
    assertEquals("header-open", focused());
  }

  /// Goes round with Tab, and looks at one of each kind.
  private List<String> faults(Parent root) {
    Scene scene = root.getScene();
    Map<Node, int[]> before = new LinkedHashMap<>();
    Map<Node, Bounds> places = new LinkedHashMap<>();
    root.lookup("#room").requestFocus();
    root.layout();
    reachable(root, new ArrayList<>())
        .forEach(node -> {
          if (kinds.add(kind(node))) {
            before.put(node, pixels(node));
            places.put(node, node.localToScene(node.getLayoutBounds()));
          }
        });
    List<String> faults = new ArrayList<>();
    Set<Node> met = new HashSet<>();
    for (int i = 0; i < MOST && met.add(scene.getFocusOwner()); i++) {
      scene.getFocusOwner().requestFocusTraversal(TraversalDirection.NEXT);
      root.applyCss();
      root.layout();
      Node now = scene.getFocusOwner();
      int[] unfocused = before.remove(now);
      if (unfocused != null) {
        if (Arrays.equals(unfocused, pixels(now))) {
          faults.add("its focus is not seen: " + kind(now) + " " + now.getId());
        }
        Bounds place = now.localToScene(now.getLayoutBounds());
        if (!sameSize(place, Objects.requireNonNull(places.get(now)))) {
          faults.add("its focus moves it: " + kind(now));
        }
      }
    }
    before.keySet().forEach(node -> faults.add("Tab does not reach it: " + kind(node)));
    return faults;
  }

  private static boolean sameSize(Bounds one, Bounds other) {
    return Math.abs(one.getWidth() - other.getWidth()) < 0.5
        && Math.abs(one.getHeight() - other.getHeight()) < 0.5;
  }

  private static List<Node> reachable(Node node, List<Node> found) {
    if (node.isVisible() && !node.isDisabled()) {
      boolean byArrows = node instanceof ToggleButton button && button.getToggleGroup() != null;
      if (node.isFocusTraversable() && !byArrows) {
        found.add(node);
      }
      if (node instanceof Parent parent) {
        parent.getChildrenUnmodifiable().forEach(child -> reachable(child, found));
      }
    }
    return found;
  }

  private static String kind(Node node) {
    return node.getClass().getSimpleName() + node.getStyleClass();
  }

  private static int[] pixels(Node node) {
    WritableImage image = node.snapshot(new SnapshotParameters(), null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return pixels;
  }
}
