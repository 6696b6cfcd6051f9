// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.checklist;

import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Item;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.evidence.Attestation.Word;
import dev.slipway.workbench.SignChecklist;
import dev.slipway.workbench.SignChecklist.Permission;
import dev.slipway.workbench.SignChecklist.Person;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What a person says of an item, before it is kept.
public final class SigningViewModel {

  /// What may be said.
  public enum Act {
    ATTEST,
    WAIVE,
    SIGN,
    UNDO
  }

  private final Session session;
  private final StringProperty by = new SimpleStringProperty("");
  private final StringProperty askedBy = new SimpleStringProperty("");
  private final StringProperty note = new SimpleStringProperty("");
  private final StringProperty meanwhile = new SimpleStringProperty("");
  private final StringProperty link = new SimpleStringProperty("");
  private final StringProperty role = new SimpleStringProperty("");
  private final ObjectProperty<LocalDate> until = new SimpleObjectProperty<>();

  private final ReadOnlyObjectWrapper<Optional<Last>> last =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// What was said last in this window.
  record Last(Act act, Line line, String role, Person person) {}

  SigningViewModel(Session session) {
    this.session = session;
    session.openedProperty().subscribe(this::forget);
  }

  /// A word belongs to its project.
  private void forget(Optional<Session.Opened> before, Optional<Session.Opened> now) {
    if (!before.map(SigningViewModel::folder).equals(now.map(SigningViewModel::folder))) {
      last.set(Optional.empty());
    }
  }

  private static Path folder(Session.Opened opened) {
    return opened.voyage().project().folder();
  }

  /// What was said last and can be taken back with one click.
  ReadOnlyObjectProperty<Optional<Last>> lastProperty() {
    return last.getReadOnlyProperty();
  }

  /// Takes back what was said last.
  void undoLast() {
    last.get()
        .ifPresent(said -> {
          Item item = said.line().item();
          var person = new Person(said.person().by(), Texts.of("signing.slip"), Optional.empty());
          session.change(
              "slipway checklist undo " + item.id() + " --project " + session.named(),
              project ->
                  said.act() == Act.SIGN
                      ? session.actions().signing().undo(project, item.gate(), said.role(), person)
                      : session.actions().signing().undo(project, item.id(), person),
              after -> {
                last.set(Optional.empty());
                session.tell(Texts.of("notice.taken-back"), item.title());
              });
        });
  }

  public StringProperty byProperty() {
    return by;
  }

  public StringProperty askedByProperty() {
    return askedBy;
  }

  /// What it rests on; of a waiver, its reason.
  public StringProperty noteProperty() {
    return note;
  }

  /// What guards the service while a waiver runs.
  public StringProperty meanwhileProperty() {
    return meanwhile;
  }

  public StringProperty linkProperty() {
    return link;
  }

  public StringProperty roleProperty() {
    return role;
  }

  public ObjectProperty<LocalDate> untilProperty() {
    return until;
  }

  /// What the catalogue lets a person say of an item as it stands.
  public List<Act> offered(Line line) {
    List<Act> acts = new ArrayList<>();
    for (Act act : List.of(Act.ATTEST, Act.WAIVE, Act.SIGN)) {
      String command = ChecklistViewModel.SAYING + Words.id(act) + " ";
      if (line.commands().stream().anyMatch(each -> each.startsWith(command))) {
        acts.add(act);
      }
    }
    if (line.waiver().isPresent() || !line.said().isEmpty()) {
      acts.add(Act.UNDO);
    }
    return acts;
  }

  /// The command line that says the same.
  public String command(Act act, Line line) {
    List<Object> words = new ArrayList<>(List.of("slipway", "checklist", Words.id(act)));
    words.add(signing(act, line) ? line.item().gate() : line.item().id());
    switch (act) {
      case ATTEST -> said(words);
      case WAIVE -> {
        option(words, "--until", String.valueOf(until.get()));
        option(words, "--by", by.get());
        option(words, "--asked-by", askedBy.get());
        option(words, "--reason", note.get());
        option(words, "--meanwhile", meanwhile.get());
      }
      case SIGN, UNDO -> {
        if (signing(act, line)) {
          option(words, "--role", role.get());
        }
        said(words);
      }
    }
    return Shell.line(words.toArray()) + " --project " + session.named();
  }

  /// Says it, and reads the project again.
  public void say(Act act, Line line) {
    SignChecklist sign = session.actions().signing();
    Item item = line.item();
    var person =
        new Person(by.get(), note.get(), Optional.of(link.get()).filter(l -> !l.isBlank()));
    var asked =
        new Permission(
            Optional.ofNullable(until.get()).orElse(LocalDate.EPOCH),
            by.get(),
            askedBy.get(),
            note.get(),
            meanwhile.get());
    String saidAs = role.get();
    session.change(
        command(act, line),
        project ->
            switch (act) {
              case ATTEST -> sign.attest(project, item.id(), Word.MET, person);
              case WAIVE -> sign.waive(project, item.id(), asked);
              case SIGN -> sign.sign(project, item.gate(), role.get(), person);
              case UNDO ->
                  signing(act, line)
                      ? sign.undo(project, item.gate(), role.get(), person)
                      : sign.undo(project, item.id(), person);
            },
        after -> {
          last.set(
              act == Act.UNDO
                  ? Optional.empty()
                  : Optional.of(new Last(act, line, saidAs, person)));
          session.tell(Texts.of("notice.said"), item.title());
        });
  }

  /// Whether it is about the signature of a gate.
  private static boolean signing(Act act, Line line) {
    return act == Act.SIGN || (act == Act.UNDO && line.item().means() == Item.Means.SIGNED);
  }

  private void said(List<Object> words) {
    option(words, "--by", by.get());
    option(words, "--note", note.get());
    option(words, "--link", link.get());
  }

  private static void option(List<Object> words, String name, String value) {
    if (!value.isBlank()) {
      words.add(name);
      words.add(value);
    }
  }
}
