// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Appearance;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// `docs/screens.md` lists what the window offers over the sample with its recorded voyage;
/// `-Dscreens=write` writes it anew. So an action that goes is seen in a diff.
@ExtendWith(ApplicationExtension.class)
final class ScreensPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("slipway.root")).resolve("docs/screens.md");

  private static final Path TEXTS =
      Path.of(System.getProperty("slipway.root"))
          .resolve("app/desktop/src/main/resources/dev/slipway/desktop/desktop.properties");
  private static final String SYNONYMS = "synonyms.";

  @TempDir private Path temp;

  @Test
  void thePageOfScreensIsTheWindow() throws Exception {
    String page;
    try (var recorded = new RecordedSession(temp)) {
      page = WaitForAsyncUtils.waitForAsyncFx(60_000, () -> page(recorded.session()));
    }
    if ("write".equals(System.getProperty("screens"))) {
      Files.writeString(PAGE, page);
    }

    assertEquals(page, Files.readString(PAGE));
  }

  /// Other words are looked up by an action's name: those of none would never be found.
  @Test
  void otherWordsAreOfAnAction() throws Exception {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(TEXTS)) {
      if (line.startsWith(SYNONYMS)) {
        named.add(line.substring(SYNONYMS.length(), line.indexOf('=')));
      }
    }
    try (var recorded = new RecordedSession(temp)) {
      List<String> actions =
          WaitForAsyncUtils.waitForAsyncFx(
              60_000,
              () ->
                  new Commands(recorded.session(), new Nowhere())
                      .all().stream().map(Command::id).toList());

      assertFalse(named.isEmpty());
      named.removeAll(actions);
      assertEquals(Set.of(), named);
    }
  }

  private String page(Session session) {
    Map<Screen, Node> screens =
        Screens.of(
            session,
            new Appearance(new SimpleObjectProperty<>(false)),
            (title, patterns) -> Optional.empty(),
            (title, patterns, proposed) -> Optional.empty(),
            folder -> {});
    return """
    # Screens

    Made from the code: what the window offers over the sample project. Its command lines do the same without the window.

    ## Actions

    The palette (Ctrl+K) lists every action. Its keys work on every screen.

    | action | keys | command line that does the same |
    | --- | --- | --- |
    """
        + new Commands(session, new Nowhere())
            .all().stream().map(this::row).collect(Collectors.joining())
        + screens.entrySet().stream()
            .map(each -> section(each.getKey(), each.getValue()))
            .collect(Collectors.joining());
  }

  private String row(Command command) {
    String line = command.commandLine();
    return "| %s | %s | %s |\n"
        .formatted(command.title(), command.keyText(), line.isEmpty() ? "" : code(line));
  }

  private String section(Screen screen, Node node) {
    var shown = new Scene(new StackPane(node), 1440, 900);
    List<Node> all = all(shown.getRoot()).toList();
    return "\n## "
        + Texts.of(screen.key())
        + "\n"
        + list("Commands", only(all, CommandLine.class).map(each -> code(each.command())))
        + list("Buttons", only(all, ButtonBase.class).map(ScreensPageTest::title));
  }

  private static String list(String title, Stream<String> items) {
    List<String> all = items.filter(item -> !item.isBlank()).distinct().toList();
    return "\n" + title + ":" + (all.isEmpty() ? " none\n" : "\n\n" + bullets(all));
  }

  private static String bullets(List<String> items) {
    return items.stream().map(item -> "- " + item + "\n").collect(Collectors.joining());
  }

  /// Without what the recorded voyage counted. The button beside each command copies it.
  private static String title(ButtonBase button) {
    String title = Optional.ofNullable(button.getText()).orElse("").replaceFirst(" \\d+$", "");
    return title.equals(Texts.of("action.copy-command")) ? "" : title;
  }

  private static <T> Stream<T> only(List<Node> nodes, Class<T> type) {
    return nodes.stream().filter(type::isInstance).map(type::cast);
  }

  /// A node and all below it, with the tabs that are not shown.
  private static Stream<Node> all(Node node) {
    node.applyCss();
    Stream<Node> below =
        switch (node) {
          case TabPane tabs -> tabs.getTabs().stream().map(tab -> chosen(tabs, tab));
          case ScrollPane scroll -> Stream.of(scroll.getContent());
          case Parent parent -> parent.getChildrenUnmodifiable().stream();
          default -> Stream.of();
        };
    return Stream.concat(Stream.of(node), below.flatMap(ScreensPageTest::all));
  }

  /// What a tab holds is made when it is first chosen.
  private static Node chosen(TabPane tabs, Tab tab) {
    tabs.getSelectionModel().select(tab);
    return tab.getContent();
  }

  private String code(String line) {
    String project = temp.resolve("penguin-species").toString();
    return "`"
        + line.replace(project, "PROJECT")
            .replace(Formats.home(project), "PROJECT")
            .replace("|", "\\|")
        + "`";
  }
}
