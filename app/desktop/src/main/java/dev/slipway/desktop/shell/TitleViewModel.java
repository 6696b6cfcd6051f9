// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/// The window's title, which the task bar shows too: the open project, or the model that is looked
/// at, and, while the user looks at another window, what has ended meanwhile.
public final class TitleViewModel {

  private final Session session;
  private final ObservableValue<Boolean> focused;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
  private Optional<String> ended = Optional.empty();

  /// @param focused whether the window is in front
  public TitleViewModel(Session session, ObservableValue<Boolean> focused) {
    this.session = session;
    this.focused = focused;
    session.openedProperty().subscribe(opened -> show());
    session.opening().bareModelProperty().subscribe(model -> show());
    session.noticeProperty().subscribe((before, now) -> now.ifPresent(told -> end(told.title())));
    session
        .problemProperty()
        .subscribe((before, now) -> now.ifPresent(problem -> end(problem.what())));
    focused.subscribe(front -> {
      if (front) {
        ended = Optional.empty();
      }
      show();
    });
  }

  public ReadOnlyStringProperty titleProperty() {
    return title.getReadOnlyProperty();
  }

  private void end(String what) {
    if (!focused.getValue()) {
      ended = Optional.of(what);
      show();
    }
  }

  private void show() {
    String name = Texts.of("app.name");
    String shown = shown().map(open -> Texts.of("title.project", open, name)).orElse(name);
    title.set(ended.map(what -> Texts.of("title.ended", what, shown)).orElse(shown));
  }

  private Optional<String> shown() {
    return session
        .opening()
        .bareModelProperty()
        .get()
        .map(model -> String.valueOf(model.named().getFileName()))
        .or(() -> session.project().map(open -> open.project().name()));
  }
}
