// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.base.Progress;
import dev.slipway.base.Shell;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.LastChange;
import dev.slipway.desktop.session.Session;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import dev.slipway.workbench.SetPlanned;
import dev.slipway.workbench.report.Voyage;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Sets the value of one choice of the plan by hand, and takes it back.
public final class PlanEditViewModel {

  /// What is edited.
  ///
  /// @param choice as the plan has it now
  /// @param set what `slipway.yaml` sets by hand
  /// @param elsewhere where it is changed, if it is not set by hand
  public record Edited(
      Key<?> key, Choice<?> choice, Optional<SetByHand> set, Optional<String> elsewhere) {

    public boolean isSettable() {
      return elsewhere.isEmpty();
    }
  }

  private final Session session;
  private final LastChange last;
  private final StringProperty value = new SimpleStringProperty("");
  private final StringProperty note = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<Edited>> edited =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  public PlanEditViewModel(Session session) {
    this.session = session;
    // What is judged by the plan is judged by the new one.
    this.last =
        new LastChange(
            session,
            project ->
                session
                    .actions()
                    .judgeAgain(session.actions().open(project.folder(), Progress.NONE)));
    session.openedProperty().subscribe(opened -> edited.get().ifPresent(this::refresh));
  }

  /// What is typed stays where nothing of it changed.
  private void refresh(Edited before) {
    if (!session.voyage().flatMap(voyage -> edited(voyage, before.key())).equals(edited.get())) {
      select(before.key());
    }
  }

  /// Whether that key is edited.
  public boolean isOf(Key<?> key) {
    return edited.get().filter(one -> one.key().equals(key)).isPresent();
  }

  /// What is edited; empty where nothing is selected.
  public ReadOnlyObjectProperty<Optional<Edited>> editedProperty() {
    return edited.getReadOnlyProperty();
  }

  /// The value as it is typed, in the unit of its key.
  public StringProperty valueProperty() {
    return value;
  }

  /// Who wants it so, and why.
  public StringProperty noteProperty() {
    return note;
  }

  public LastChange lastChange() {
    return last;
  }

  /// Edits another one: what is typed begins with what holds.
  public void select(Key<?> key) {
    Optional<Edited> found = session.voyage().flatMap(voyage -> edited(voyage, key));
    value.set(
        found
            .map(one ->
                one.set()
                    .map(set -> set.value().toPlainString())
                    .orElse(String.valueOf(one.choice().written())))
            .orElse(""));
    note.set(found.flatMap(Edited::set).map(SetByHand::note).orElse(""));
    edited.set(found);
  }

  private static Optional<Edited> edited(Voyage voyage, Key<?> key) {
    Optional<Settable> settable = Settable.of(key.name());
    return voyage
        .plan()
        .map(Plan::choices)
        .flatMap(choices -> Optional.<Choice<?>>ofNullable(choices.get(key)))
        .map(choice ->
            new Edited(
                key,
                choice,
                settable.flatMap(
                    each -> Optional.ofNullable(voyage.project().project().byHand().get(each))),
                SetPlanned.elsewhere(key.name())));
  }

  /// The command line that sets what is typed; blank where nothing can be set.
  public String command() {
    return edited
        .get()
        .filter(Edited::isSettable)
        .map(one ->
            "slipway plan %s --set %s=%s --note %s"
                .formatted(
                    session.named(),
                    one.key().name(),
                    Shell.word(value.get().strip()),
                    Shell.word(note.get().isBlank() ? "WHY" : note.get().strip())))
        .orElse("");
  }

  /// Whether there is something to set: a value, and who wants it.
  public boolean isReady() {
    return edited.get().filter(Edited::isSettable).isPresent()
        && !value.get().isBlank()
        && !note.get().isBlank();
  }

  /// Writes what is typed; a value that cannot work is refused, and nothing is written.
  public void set() {
    if (!isReady()) {
      return;
    }
    Edited one = edited.get().orElseThrow();
    String typed = value.get();
    String why = note.get();
    last.make(
        command(),
        project -> byHand().set(project, one.key().name(), typed, why),
        () -> told("by-hand.done", one));
  }

  /// Lets the plan's own value stand again.
  public void reset() {
    edited
        .get()
        .filter(one -> one.set().isPresent())
        .ifPresent(one ->
            last.make(
                "slipway plan %s --reset %s".formatted(session.named(), one.key().name()),
                project -> byHand().reset(project, one.key().name()),
                () -> told("by-hand.taken", one)));
  }

  private SetPlanned byHand() {
    return session.actions().planning().byHand();
  }

  private void told(String what, Edited one) {
    session.tell(Texts.of(what, one.key().title()), Texts.of("by-hand.below"));
  }
}
