// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.LayeredModel;
import dev.slipway.desktop.shell.Theme;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What a frame of a graph of 2,000 operators costs while it is moved and zoomed: the painting and
/// the rendering of all that is seen, without a graphics card.
@Tag("bench")
@ExtendWith(ApplicationExtension.class)
final class GraphFramesBench {

  private static final int LAYERS = 250;
  private static final int FRAMES = 300;
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 800;

  @TempDir private Path temp;
  private @Nullable GraphCanvas made; // TestFX makes it in @Start

  @Start
  void start(Stage stage) {
    Application.setUserAgentStylesheet(Theme.LIGHT.stylesheet());
    var canvas =
        new GraphCanvas(
            new GraphCanvas.Listener() {
              @Override
              public void selected(int box) {}

              @Override
              public void opened(int box) {}
            });
    made = canvas;
    var root = new StackPane(canvas);
    root.getStyleClass().addAll("slipway", "light");
    var scene = new Scene(root, WIDTH, HEIGHT);
    scene.getStylesheets().add("/dev/slipway/desktop/slipway.css");
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void twoThousandOperators() throws Exception {
    Path file = LayeredModel.project(temp.resolve("large"), LAYERS).resolve("model.onnx");
    Inspection inspection = Inspector.inspect(ModelIntake.open(file));
    GraphLayout layout = GraphLayouter.layout(inspection, Set.of());
    GraphCanvas canvas = Objects.requireNonNull(made);
    WaitForAsyncUtils.waitForAsyncFx(20_000, () -> canvas.show(layout));
    WaitForAsyncUtils.waitForFxEvents();
    System.out.printf(
        Locale.ROOT, "%d boxes, %d edges%n", layout.boxes().size(), layout.edges().size());
    measure(canvas, "all of it seen", new Viewport(Viewport.SMALLEST, 300, 0));
    measure(canvas, "words just readable", new Viewport(GraphPainter.READABLE, 0, -2_000));
    measure(canvas, "life size", new Viewport(1, -100, -20_000));
  }

  private static void measure(GraphCanvas canvas, String what, Viewport from) {
    double[] painted = new double[FRAMES];
    double[] whole = new double[FRAMES];
    WaitForAsyncUtils.waitForAsyncFx(
        300_000,
        () -> {
          var image = new WritableImage(WIDTH, HEIGHT);
          for (int i = -30; i < FRAMES; i++) {
            Viewport view = from.moved(Math.sin(i / 9.0) * 60, -i * 4.0);
            view = view.zoomed(1 + 0.2 * Math.sin(i / 20.0), WIDTH / 2.0, HEIGHT / 2.0);
            long start = System.nanoTime();
            canvas.look(view);
            canvas.layout();
            long mid = System.nanoTime();
            canvas.snapshot(new SnapshotParameters(), image);
            if (i >= 0) {
              painted[i] = (mid - start) / 1e6;
              whole[i] = (System.nanoTime() - start) / 1e6;
            }
          }
        });
    System.out.printf(
        Locale.ROOT,
        "%-20s painting: median %.2f ms, p95 %.2f ms; with rendering: median %.2f ms, p95 %.2f"
            + " ms%n",
        what,
        at(painted, 0.5),
        at(painted, 0.95),
        at(whole, 0.5),
        at(whole, 0.95));
  }

  private static double at(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))];
  }
}
