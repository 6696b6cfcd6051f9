// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Problem;
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
import java.nio.file.Path;
import java.util.Collections;
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

  /// An input that leaves a size open.
  ///
  /// @param typed its shape, such as `1x16,32,128`; blank where none is to be stated
  /// @param usual what such inputs mostly have
  public record Field(StringProperty typed, String usual) {}

  /// Of which project what is typed is.
  private record Asked(Path folder, Signature signature, StatedShapes stated) {
    static Asked of(Voyage voyage) {
      return new Asked(
          voyage.project().folder(),
          voyage.inspection().signature(),
          voyage.project().project().model().requests().shapes());
    }

    boolean takesTheSame(Asked other) {
      return folder.equals(other.folder) && signature.equals(other.signature);
    }
  }

  private final Session session;
  private final LastChange last;
  private Optional<Asked> asked = Optional.empty();
  private final ReadOnlyObjectWrapper<SortedMap<String, Field>> fields =
      new ReadOnlyObjectWrapper<>(Collections.emptySortedMap());

  /// What would be stated; empty where that is stated already, or cannot be.
  private final ReadOnlyObjectWrapper<Optional<StatedShapes>> wanted =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  private final ReadOnlyStringWrapper measured = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");

  SizesViewModel(Session session) {
    this.session = session;
    last = new LastChange(session);
    session.openedProperty().subscribe(opened -> refresh(opened.map(Session.Opened::voyage)));
  }

  /// What is typed stays where the file says of it what it said before.
  private void refresh(Optional<Voyage> voyage) {
    Optional<Asked> before = asked;
    asked = voyage.map(Asked::of);
    if (asked.isPresent() && before.filter(asked.get()::takesTheSame).isPresent()) {
      follow(before.get().stated(), asked.get().stated());
    } else {
      fields.set(voyage.map(this::ask).orElse(Collections.emptySortedMap()));
    }
    measured.set(
        voyage
            .flatMap(Voyage::profile)
            .map(Recorded::value)
            .map(Profile::inputs)
            .map(SizesViewModel::words)
            .orElse(""));
    read();
  }

  private void follow(StatedShapes before, StatedShapes now) {
    fields
        .get()
        .forEach((input, field) -> {
          if (!before.typed(input).equals(now.typed(input))) {
            field.typed().set(now.typed(input));
          }
        });
  }

  private SortedMap<String, Field> ask(Voyage voyage) {
    StatedShapes usual = SuggestedShapes.of(voyage.inspection());
    StatedShapes stated = Asked.of(voyage).stated();
    SortedMap<String, Field> open = new TreeMap<>();
    for (String input : usual.byInput().keySet()) {
      var typed = new SimpleStringProperty(stated.typed(input));
      typed.subscribe((before, now) -> read());
      open.put(input, new Field(typed, usual.typed(input)));
    }
    return open;
  }

  private static String words(InputSizes sizes) {
    return Texts.of("sizes.measured", sizes.shapes(), sizes.because());
  }

  /// What is typed as it is understood.
  private record Understood(Optional<StatedShapes> wanted, String complaint) {}

  private void read() {
    Understood now =
        asked.map(this::understood).orElseGet(() -> new Understood(Optional.empty(), ""));
    wanted.set(now.wanted());
    complaint.set(now.complaint());
  }

  private Understood understood(Asked of) {
    StatedShapes all;
    try {
      all = of.stated().with(fields.get().keySet(), StatedShapes.typed(texts()));
    } catch (ProblemException e) {
      return new Understood(Optional.empty(), said(e.problem()) + " " + e.problem().remedy());
    }
    try {
      InputShapes.of(of.signature(), all);
      return new Understood(Optional.of(all).filter(each -> !each.equals(of.stated())), "");
    } catch (ProblemException e) {
      // Its remedy is for those who write the file.
      return new Understood(Optional.empty(), said(e.problem()));
    }
  }

  private static String said(Problem problem) {
    return problem.what() + ". " + problem.why();
  }

  private SortedMap<String, String> texts() {
    return fields.get().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> each.getValue().typed().get(),
                (one, other) -> one,
                TreeMap::new));
  }

  /// By input, those that leave a size open; none where the model leaves nothing open.
  public ReadOnlyObjectProperty<SortedMap<String, Field>> fieldsProperty() {
    return fields.getReadOnlyProperty();
  }

  /// What the last profile was measured with; blank where there is none.
  public ReadOnlyStringProperty measuredProperty() {
    return measured.getReadOnlyProperty();
  }

  /// Why what is typed cannot be stated, and what to do; blank where it can.
  public ReadOnlyStringProperty complaintProperty() {
    return complaint.getReadOnlyProperty();
  }

  /// What would be stated of all inputs; empty where that is stated already, or cannot be.
  public ReadOnlyObjectProperty<Optional<StatedShapes>> wantedProperty() {
    return wanted.getReadOnlyProperty();
  }

  public LastChange lastChange() {
    return last;
  }

  /// The command line that states what is typed; blank where nothing changed. No command takes a
  /// size out, and none has a name with a point.
  public String command() {
    return wanted.get().flatMap(all -> asked.map(of -> command(of.stated(), all))).orElse("");
  }

  private String command(StatedShapes stated, StatedShapes all) {
    List<String> changed =
        fields.get().keySet().stream()
            .filter(input -> !all.typed(input).equals(stated.typed(input)))
            .toList();
    if (changed.stream().anyMatch(input -> input.contains(".") || all.typed(input).isEmpty())) {
      return "";
    }
    return changed.stream()
        .map(input -> "model.inputs.%s=%s".formatted(input, mapping(all, input)))
        .map(Shell::word)
        .collect(Collectors.joining(" ", "slipway set " + session.named() + " ", ""));
  }

  private static String mapping(StatedShapes all, String input) {
    return StatedShapes.mapping(all.byInput().getOrDefault(input, List.of()));
  }

  /// Types what such inputs mostly have.
  public void takeUsual() {
    fields.get().values().forEach(field -> field.typed().set(field.usual()));
  }

  /// Writes what is typed to `slipway.yaml`.
  public void state() {
    if (asked.isPresent() && wanted.get().isPresent()) {
      Signature signature = asked.get().signature();
      SortedMap<String, String> texts = texts();
      last.make(
          command(),
          project -> session.actions().size(project, signature, texts),
          () -> session.tell(Texts.of("sizes.done"), Texts.of("sizes.done-below")));
    }
  }
}
