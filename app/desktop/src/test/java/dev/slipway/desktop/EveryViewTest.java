// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.desktop.look.Contrast;
import dev.slipway.desktop.look.Layout;
import dev.slipway.desktop.session.Appearance.ThemeChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.Start;

/// Everything on every screen can be read and reached, however small the window and large the text,
/// and every button has a name for screen readers.
final class EveryViewTest extends Journey {

  /// The headless screen has no more lines; what is laid out may be higher than what is drawn.
  private static final int HIGHEST = 900;

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1098, 700);
  }

  @Test
  void everythingIsReadInTheSmallestWindowWithLargeText() throws Exception {
    assertEquals("", faults(1098, 700, 150, ThemeChoice.DARK));
  }

  @ParameterizedTest
  @Tag("nightly")
  @CsvSource({
    "1098, 700, 100",
    "1440, 900, 100",
    "1920, 1200, 100",
    "1440, 900, 150",
    "1920, 1200, 150",
    "1098, 700, 200",
    "1440, 900, 200",
    "1920, 1200, 200"
  })
  void everythingIsReadInAnyOtherSize(int width, int height, int percent) throws Exception {
    assertEquals("", faults(width, height, percent, ThemeChoice.LIGHT));
  }

  /// Of a sample that nobody has measured, and of one with all that was recorded, which is shown in
  /// the other theme.
  private String faults(int width, int height, int percent, ThemeChoice theme) throws Exception {
    resize(width, height, percent);
    var views = new Views(window());
    Function<Parent, List<String>> look =
        root ->
            Stream.of(Layout.faults(root), Contrast.faults(root, percent / 100.0), nameless(root))
                .flatMap(List::stream)
                .toList();
    Path fresh = SampleProject.copyInto(temp().resolve("fresh"));

    wear(theme);
    List<String> found = new ArrayList<>();
    window().idle();
    views.one("welcome", look, found);
    window().open(fresh);
    found.addAll(views.each(look).stream().map("fresh "::concat).toList());
    wear(theme == ThemeChoice.DARK ? ThemeChoice.LIGHT : ThemeChoice.DARK);
    window().openRecorded(temp());
    found.addAll(views.each(look));

    return String.join("\n", found);
  }

  private static List<String> nameless(Parent root) {
    return root.lookupAll(".button").stream()
        .filter(node -> node instanceof Button button && button.isVisible() && nameless(button))
        .map(node -> "without a name: " + node)
        .toList();
  }

  private static boolean nameless(Button button) {
    return Stream.of(button.getText(), button.getAccessibleText())
        .allMatch(name -> name == null || name.isBlank());
  }

  private void wear(ThemeChoice theme) throws Exception {
    Views.on(() -> {
      window().appearance().themeProperty().set(theme);
      return theme;
    });
  }

  private void resize(int width, int height, int percent) throws Exception {
    Views.on(() -> {
      Window stage = window().shell().getScene().getWindow();
      stage.setWidth(width);
      stage.setHeight(Math.min(height, HIGHEST));
      window().shell().resize(width, height);
      window().appearance().textSizeProperty().set(percent);
      return stage;
    });
  }
}
