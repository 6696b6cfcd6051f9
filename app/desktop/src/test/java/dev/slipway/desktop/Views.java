// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.Words;
import dev.slipway.desktop.parts.SpreadChart;
import dev.slipway.desktop.session.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TabPane;
import org.testfx.util.WaitForAsyncUtils;

/// Shows each screen of a window in each of its states, one after the other.
final class Views {

  /// `-Dviews.pictures=NAME` takes a picture of each view.
  private static final String PICTURES = System.getProperty("views.pictures", "");

  private final TestWindow window;

  Views(TestWindow window) {
    this.window = window;
  }

  /// Looks at every view, and says of each what was found in it.
  List<String> each(Function<Parent, List<String>> look) throws Exception {
    List<String> found = new ArrayList<>();
    for (Screen screen : Screen.values()) {
      Optional<TabPane> tabs =
          on(() -> {
            window.session().screenProperty().set(screen);
            return tabs();
          });
      settle();
      int count = tabs.map(pane -> pane.getTabs().size()).orElse(1);
      for (int i = 0; i < count; i++) {
        int index = i;
        on(() -> {
          tabs.ifPresent(pane -> pane.getSelectionModel().select(index));
          return 0;
        });
        String name = Words.id(screen) + (count > 1 ? " " + (i + 1) : "");
        settle();
        found(name, look, found);
        if (screen == Screen.EXPORT) {
          steps(name, look, found);
        }
        if (screen == Screen.DATA) {
          rows(name, look, found);
        }
      }
      on(() -> {
        tabs.ifPresent(pane -> pane.getSelectionModel().select(0));
        return 0;
      });
    }
    return found;
  }

  private void steps(String name, Function<Parent, List<String>> look, List<String> found)
      throws Exception {
    int step = 1;
    while (pressed("#export-next")) {
      step++;
      settle();
      found(name + " step " + step, look, found);
    }
    while (pressed("#export-back")) {
      settle();
    }
  }

  /// The rows behind a bar, and the rules with their form.
  private void rows(String name, Function<Parent, List<String>> look, List<String> found)
      throws Exception {
    boolean rules = pressed("#rules-suggest");
    settle();
    on(() -> {
      Optional<Node> chart = shown(window.shell(), "#column-chart");
      chart.ifPresent(node -> ((SpreadChart) node).choose(0, 0));
      return chart;
    });
    if (pressed("#column-rows") || rules) {
      settle();
      found(name + " rows", look, found);
    }
  }

  /// Waits for work that was begun. The window need not draw what is looked at.
  private void settle() throws Exception {
    if (on(() -> !window.session().jobs().running().isEmpty())) {
      window.idle();
    }
  }

  private boolean pressed(String id) throws Exception {
    return on(() -> {
      Optional<ButtonBase> button =
          shown(window.shell(), id).map(ButtonBase.class::cast).filter(b -> !b.isDisabled());
      button.ifPresent(ButtonBase::fire);
      return button.isPresent();
    });
  }

  /// Looks at what is there now.
  void one(String name, Function<Parent, List<String>> look, List<String> found) throws Exception {
    found(name, look, found);
  }

  private void found(String name, Function<Parent, List<String>> look, List<String> found)
      throws Exception {
    on(() -> look.apply(window.shell())).forEach(fault -> found.add(name + ": " + fault));
    if (!PICTURES.isEmpty()) {
      window.picture(PICTURES + "-" + name.replace(' ', '-'));
    }
  }

  private Optional<TabPane> tabs() {
    return window.shell().lookupAll(".tab-pane").stream()
        .filter(TabPane.class::isInstance)
        .map(TabPane.class::cast)
        .findFirst();
  }

  static Optional<Node> shown(Parent root, String selector) {
    return Stream.ofNullable(root.lookup(selector)).filter(Views::isShown).findFirst();
  }

  private static boolean isShown(Node node) {
    for (Node each = node; each != null; each = each.getParent()) {
      if (!each.isVisible()) {
        return false;
      }
    }
    return true;
  }

  static <T> T on(Callable<T> what) throws Exception {
    T value = WaitForAsyncUtils.waitForAsyncFx(20_000, what);
    return value;
  }
}
