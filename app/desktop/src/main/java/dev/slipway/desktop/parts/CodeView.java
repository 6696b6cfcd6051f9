// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;

/// Shows a file's text with line numbers and colours, read-only.
public final class CodeView extends StackPane {

  private final CodeArea area = new CodeArea();
  private OptionalInt marked = OptionalInt.empty();
  private Optional<Coloured> shown = Optional.empty();

  public CodeView() {
    getStyleClass().add("code-view");
    area.setEditable(false);
    area.setAccessibleText(Texts.of("code.name"));
    area.setParagraphGraphicFactory(this::number);
    getChildren().add(new VirtualizedScrollPane<>(area));
  }

  /// @param path decides how it is coloured
  public void show(String path, String text) {
    show(path, text, 0);
  }

  /// @param line the one to be seen, from 0 on
  public void show(String path, String text, int line) {
    show(Coloured.of(path, text), line);
  }

  /// Shows it from its first line on.
  public void show(Coloured text) {
    show(text, 0);
  }

  private void show(Coloured text, int line) {
    boolean same = shown.filter(text::saysTheSame).isPresent();
    if (same && line == 0) {
      // Whoever reads it goes on where they are.
      return;
    }
    marked.ifPresent(before -> area.setParagraphStyle(before, List.of()));
    marked = OptionalInt.empty();
    // To fill it anew takes long.
    if (!same) {
      shown = Optional.of(text);
      area.replaceText(text.text());
      if (!text.text().isEmpty()) {
        area.setStyleSpans(0, text.colours());
      }
    }
    area.moveTo(Math.clamp(line, 0, area.getParagraphs().size() - 1), 0);
    area.showParagraphAtTop(Math.clamp(line - 1, 0, area.getParagraphs().size() - 1));
  }

  /// Tells which line, from 1 on, a person clicks on or goes to by the keyboard; it is marked then.
  public void onLine(IntConsumer told) {
    Runnable tell =
        () -> {
          mark(area.getCurrentParagraph());
          told.accept(area.getCurrentParagraph() + 1);
        };
    area.setOnMouseClicked(event -> tell.run());
    area.setOnKeyReleased(event -> {
      if (event.getCode().isNavigationKey()) {
        tell.run();
      }
    });
  }

  private void mark(int paragraph) {
    marked.ifPresent(line -> area.setParagraphStyle(line, List.of()));
    area.setParagraphStyle(paragraph, List.of("asked"));
    marked = OptionalInt.of(paragraph);
  }

  public String text() {
    return area.getText();
  }

  private Label number(int line) {
    Label number = Ui.label(String.format(java.util.Locale.ROOT, "%4d", line + 1), "line-number");
    number.setMinWidth(46);
    return number;
  }
}
