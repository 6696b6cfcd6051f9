// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.LastChange;
import dev.slipway.desktop.session.Session;
import dev.slipway.model.Signature;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputShapes;
import dev.slipway.request.InputSizes;
import dev.slipway.request.StatedShapes;
import dev.slipway.request.SuggestedShapes;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Voyage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// How large the requests of a measurement are, where the model leaves it open: what `slipway.yaml`
/// states, to be changed as it is typed.
public final class SizesViewModel {

  /// Of one model.
  ///
  /// @param typed a shape for each input that leaves a size open, such as `1x16,32,128`
  /// @param usual what such inputs mostly have
  /// @param measured what the last profile was measured with; empty where there is none
  public record Shown(
      Signature signature,
      SortedMap<String, StringProperty> typed,
      StatedShapes usual,
      StatedShapes stated,
      Optional<InputSizes> measured) {

    public boolean isOpen() {
      return !typed.isEmpty();
    }

    private SortedMap<String, String> texts() {
      return typed.entrySet().stream()
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey,
                  each -> each.getValue().get(),
                  (one, other) -> one,
                  TreeMap::new));
    }

    /// What would be stated of all inputs, those that are not asked for among them.
    private StatedShapes wanted() throws ProblemException {
      StatedShapes wanted = stated.with(typed.keySet(), StatedShapes.typed(texts()));
      InputShapes.of(signature, wanted);
      return wanted;
    }
  }

  private final Session session;
  private final LastChange last;
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper command = new ReadOnlyStringWrapper("");

  SizesViewModel(Session session) {
    this.session = session;
    last = new LastChange(session);
    session.openedProperty().subscribe(opened -> refresh(opened.map(Session.Opened::voyage)));
  }

  /// What is typed stays where nothing that is shown changed.
  private void refresh(Optional<Voyage> voyage) {
    Optional<Shown> now = voyage.map(SizesViewModel::of);
    boolean same =
        shown.get().isPresent()
            && now.isPresent()
            && now.get().signature().equals(shown.get().get().signature())
            && now.get().stated().equals(shown.get().get().stated());
    if (same) {
      now = now.map(fresh -> keeping(fresh, shown.get().orElseThrow().typed()));
    } else {
      now.ifPresent(fresh -> fresh.typed().values().forEach(text -> text.subscribe(t -> read())));
    }
    shown.set(now);
    read();
  }

  private static Shown keeping(Shown fresh, SortedMap<String, StringProperty> typed) {
    return new Shown(fresh.signature(), typed, fresh.usual(), fresh.stated(), fresh.measured());
  }

  private static Shown of(Voyage voyage) {
    StatedShapes usual = SuggestedShapes.of(voyage.inspection());
    StatedShapes stated = voyage.project().project().model().requests().shapes();
    SortedMap<String, StringProperty> typed = new TreeMap<>();
    usual
        .byInput()
        .keySet()
        .forEach(input -> typed.put(input, new SimpleStringProperty(stated.typed(input))));
    return new Shown(
        voyage.inspection().signature(),
        typed,
        usual,
        stated,
        voyage.profile().map(Recorded::value).map(Profile::inputs));
  }

  private void read() {
    String wrong = "";
    String line = "";
    try {
      Optional<StatedShapes> wanted = wanted();
      if (wanted.isPresent()) {
        line = command(wanted.get());
      }
    } catch (ProblemException e) {
      wrong = e.problem().what() + ". " + e.problem().why();
    }
    complaint.set(wrong);
    command.set(line);
  }

  /// What would be stated; empty where that is stated already.
  private Optional<StatedShapes> wanted() throws ProblemException {
    if (shown.get().isEmpty()) {
      return Optional.empty();
    }
    StatedShapes wanted = shown.get().get().wanted();
    return Optional.of(wanted).filter(each -> !each.equals(shown.get().orElseThrow().stated()));
  }

  /// The command that states the same. None takes a size out, and none has a name with a point.
  private String command(StatedShapes wanted) {
    List<String> changed =
        shown.get().orElseThrow().typed().keySet().stream()
            .filter(input ->
                !wanted.typed(input).equals(shown.get().orElseThrow().stated().typed(input)))
            .toList();
    if (changed.stream().anyMatch(input -> input.contains(".") || wanted.typed(input).isEmpty())) {
      return "";
    }
    return changed.stream()
        .map(input ->
            Shell.word(
                "model.inputs.%s=%s"
                    .formatted(
                        input,
                        StatedShapes.mapping(wanted.byInput().getOrDefault(input, List.of())))))
        .collect(Collectors.joining(" ", "slipway set " + session.named() + " ", ""));
  }

  /// Empty where no project is open.
  public ReadOnlyObjectProperty<Optional<Shown>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /// Why what is typed cannot be stated; blank where it can.
  public ReadOnlyStringProperty complaintProperty() {
    return complaint.getReadOnlyProperty();
  }

  /// The command line that states what is typed; blank where none does, or nothing changed.
  public ReadOnlyStringProperty commandProperty() {
    return command.getReadOnlyProperty();
  }

  public LastChange lastChange() {
    return last;
  }

  /// Whether what is typed can be stated, and is not yet.
  public boolean isReady() {
    try {
      return wanted().isPresent();
    } catch (ProblemException wrong) {
      return false;
    }
  }

  /// Types what such inputs mostly have.
  public void takeUsual() {
    shown
        .get()
        .ifPresent(
            each -> each.typed().forEach((input, text) -> text.set(each.usual().typed(input))));
  }

  /// Writes what is typed to `slipway.yaml`.
  public void state() {
    if (isReady()) {
      Shown asked = shown.get().orElseThrow();
      SortedMap<String, String> texts = asked.texts();
      last.make(
          command.get(),
          project -> session.actions().size(project, asked.signature(), texts),
          () -> session.tell(Texts.of("sizes.done"), Texts.of("sizes.done-below")));
    }
  }
}
