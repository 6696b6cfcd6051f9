// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// The colours of both themes, by their names in the stylesheet.
@ExtendWith(ApplicationExtension.class)
final class ContrastTest {

  private static final Pattern NAMED = Pattern.compile("-sl-([a-z0-9-]+): (#[0-9a-f]{6});");

  /// What is written or drawn, and what it lies on.
  private record Pairs(double wanted, String upper, String grounds) {}

  private static final List<Pairs> PAIRS =
      List.of(
          new Pairs(
              Contrast.TEXT,
              "text",
              "page card soft accent-soft good-soft bad-soft unsure-soft code"),
          new Pairs(Contrast.TEXT, "muted", "page card soft accent-soft"),
          new Pairs(Contrast.TEXT, "accent", "page card soft accent-soft"),
          new Pairs(Contrast.TEXT, "good", "page card soft accent-soft good-soft"),
          new Pairs(Contrast.TEXT, "bad", "page card soft accent-soft bad-soft"),
          new Pairs(Contrast.TEXT, "unsure", "page card soft accent-soft unsure-soft"),
          new Pairs(Contrast.TEXT, "on-accent", "accent-fill"),
          new Pairs(Contrast.TEXT, "card", "good bad"),
          new Pairs(Contrast.TEXT, "nav-text", "nav nav-on nav-hover"),
          new Pairs(Contrast.TEXT, "nav-muted", "nav nav-on nav-hover"),
          new Pairs(Contrast.TEXT, "code-key", "code"),
          new Pairs(Contrast.TEXT, "code-string", "code"),
          new Pairs(Contrast.TEXT, "code-number", "code"),
          new Pairs(Contrast.TEXT, "code-keyword", "code"),
          new Pairs(Contrast.TEXT, "code-comment", "code"),
          new Pairs(
              Contrast.TEXT,
              "graph-text",
              "graph-input graph-output graph-weighted graph-activation graph-shape graph-other"),
          new Pairs(Contrast.GRAPHIC, "nav-accent", "nav nav-on"),
          new Pairs(Contrast.GRAPHIC, "accent-fill", "page card"),
          new Pairs(Contrast.GRAPHIC, "bar", "page card soft"),
          new Pairs(Contrast.GRAPHIC, "bar-p95", "page card soft"),
          new Pairs(Contrast.GRAPHIC, "bar-p99", "page card soft"),
          new Pairs(Contrast.GRAPHIC, "control", "page card soft"),
          new Pairs(Contrast.GRAPHIC, "focus", "page card soft"),
          new Pairs(Contrast.GRAPHIC, "graph-edge", "page card"),
          new Pairs(Contrast.GRAPHIC, "graph-input", "page"),
          new Pairs(Contrast.GRAPHIC, "graph-output", "page"),
          new Pairs(Contrast.GRAPHIC, "graph-weighted", "page"),
          new Pairs(Contrast.GRAPHIC, "graph-activation", "page"),
          new Pairs(Contrast.GRAPHIC, "graph-shape", "page"),
          new Pairs(Contrast.GRAPHIC, "graph-other", "page"));

  @Test
  void everyPairOfColoursIsToldApartInBothThemes() throws Exception {
    List<String> faint = new ArrayList<>();
    for (String theme : List.of("light", "dark")) {
      Map<String, Color> colours = colours(theme);
      for (Pairs pairs : PAIRS) {
        for (String ground : pairs.grounds().split(" ")) {
          double is =
              Contrast.of(
                  Objects.requireNonNull(colours.get(pairs.upper()), pairs.upper()),
                  Objects.requireNonNull(colours.get(ground), ground));
          if (is < pairs.wanted()) {
            faint.add(
                String.format(Locale.ROOT, "%s: %s on %s %.2f", theme, pairs.upper(), ground, is));
          }
        }
      }
    }

    assertEquals(List.of(), faint);
  }

  /// The example of the guidelines: black on white is as far apart as can be.
  @Test
  void measuresAsTheGuidelinesDo() {
    assertEquals(21, Contrast.of(Color.BLACK, Color.WHITE), 0.001);
    assertEquals(4.54, Contrast.of(Color.web("#767676"), Color.WHITE), 0.005);
  }

  @Test
  void findsAFaintTextOnWhatLiesBehindIt() throws Exception {
    assertEquals(1, faults("#999999", "").size());
    assertEquals(List.of(), faults("#555555", ""));
    assertEquals(
        1, faults("#555555", "-fx-opacity: 0.5;").size(), "what shines through is fainter");
    assertTrue(faults("#999999", "").getFirst().contains("here"), "it names what is faint");
  }

  private static List<String> faults(String colour, String style) throws Exception {
    return WaitForAsyncUtils.waitForAsyncFx(
        20_000,
        () -> {
          var label = new Label("here");
          label.setStyle("-fx-text-fill: " + colour + ";" + style);
          var root = new StackPane(new StackPane(label));
          root.setStyle("-fx-background-color: white;");
          new Scene(root, 300, 200);
          return Contrast.faults(root, 1);
        });
  }

  private static Map<String, Color> colours(String theme) throws Exception {
    try (InputStream in =
        ContrastTest.class.getResourceAsStream("/dev/slipway/desktop/slipway.css")) {
      String css = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      int from = css.indexOf(".root." + theme);
      Matcher named = NAMED.matcher(css.substring(from, css.indexOf('}', from)));
      Map<String, Color> colours = new HashMap<>();
      while (named.find()) {
        colours.put(named.group(1), Color.web(named.group(2)));
      }
      return colours;
    }
  }
}
