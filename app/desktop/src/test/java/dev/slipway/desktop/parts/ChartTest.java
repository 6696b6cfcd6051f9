// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.slipway.measure.load.Latencies.Bin;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// A window lays its parts out again and again, often without any change.
@ExtendWith(ApplicationExtension.class)
final class ChartTest {

  @Test
  void isDrawnAnewOnlyWhereItWouldLookOtherwise() {
    var chart = new Histogram(List.of(bin(200, 60), bin(240, 380)), List.of());
    var scene = new Scene(chart, 600, 300);

    List<Node> first = drawn(chart);
    List<Node> again = drawn(chart);
    chart.show(List.of(bin(200, 60), bin(240, 380), bin(280, 40)));
    List<Node> others = drawn(chart);
    chart.setStyle("-fx-font-size: 30px");
    chart.lookupAll(".axis-text").forEach(text -> text.setStyle("-fx-font-size: 30px"));
    List<Node> larger = drawn(chart);
    chart.resize(500, 300);
    List<Node> narrower = drawn(chart);

    assertEquals(600, scene.getWidth());
    assertEquals(first, again);
    assertNotEquals(first, others);
    assertEquals(3, others.stream().filter(node -> node.getStyleClass().contains("bar")).count());
    assertNotEquals(others, larger);
    assertNotEquals(larger, narrower);
  }

  private static List<Node> drawn(Chart chart) {
    return WaitForAsyncUtils.waitForAsyncFx(
        5000,
        () -> {
          chart.applyCss();
          chart.requestLayout();
          chart.layout();
          return List.copyOf(chart.getChildren());
        });
  }

  private static Bin bin(long micros, long count) {
    return new Bin(Duration.ofNanos(micros * 1000), Duration.ofNanos((micros + 40) * 1000), count);
  }
}
