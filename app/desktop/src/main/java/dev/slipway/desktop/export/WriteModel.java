// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.BundlePreview;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Actions.Export;
import dev.slipway.desktop.session.LastChange;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Writes the bundle. What a person changed where it goes is replaced only after they were asked,
/// each time anew.
public final class WriteModel {

  private static final String ZIP = ".zip";

  /// @param bundle what was written
  /// @param count how many files that are
  /// @param kept where a person's versions of replaced files are kept; empty where none were
  public record Written(Bundle bundle, int count, Optional<Path> kept) {}

  /// What a look before writing found, or what was written.
  private record Outcome(
      BundlePreview preview, Optional<Bundle> bundle, Optional<Session.Opened> opened) {}

  private final Session session;
  private final TargetSelection selection;
  private final PreviewModel preview;
  private final LastChange change;
  private final Consumer<Path> folders;
  private final StringProperty where = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<SortedMap<String, String>> asked =
      new ReadOnlyObjectWrapper<>(new TreeMap<>());
  private final ReadOnlyObjectWrapper<Optional<Written>> written =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// @param where the bundle goes: a folder, or a zip file
  /// @param folders shows a folder in the system's own window for files
  WriteModel(
      Session session,
      TargetSelection selection,
      PreviewModel preview,
      StringProperty where,
      Consumer<Path> folders) {
    this.session = session;
    this.folders = folders;
    this.selection = selection;
    this.preview = preview;
    change = new LastChange(session);
    this.where.bindBidirectional(where);
    where.subscribe((before, now) -> forget());
  }

  void forget() {
    asked.set(new TreeMap<>());
    written.set(Optional.empty());
  }

  /// The folder or zip file, which may begin with `~`.
  public StringProperty whereProperty() {
    return where;
  }

  public boolean isZip() {
    return where.get().endsWith(ZIP);
  }

  /// Names one zip file in the folder's place, or the other way round.
  public void setZip(boolean zip) {
    if (zip != isZip()) {
      String name = where.get();
      where.set(zip ? name + ZIP : name.substring(0, name.length() - ZIP.length()));
    }
  }

  /// Files that a person changed and that writing would replace: by path, each with what would be
  /// done to it. Not empty while the user is asked whether to.
  public ReadOnlyObjectProperty<SortedMap<String, String>> askedProperty() {
    return asked.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Written>> writtenProperty() {
    return written.getReadOnlyProperty();
  }

  /// How old the prices are that the bundle's papers state, where that is to be said.
  public Optional<String> oldPrices() {
    return session.voyage().flatMap(v -> v.estimate()).flatMap(estimate -> estimate.age());
  }

  Export export(boolean replace) {
    return new Export(Formats.fromHome(where.get()), selection.chosen(), replace);
  }

  /// The command line that exports the same.
  public String command() {
    return command(!asked.get().isEmpty());
  }

  private String command(boolean replace) {
    boolean usual =
        session
            .project()
            .filter(p -> Formats.home(p.bundleFolder().toString()).equals(where.get()))
            .isPresent();
    String to = usual ? "" : (isZip() ? " --zip " : " --out ") + Formats.argument(where.get());
    String what =
        selection
            .recipient()
            .map(recipient -> " --for " + recipient.id())
            .orElse(" --target " + String.join(",", selection.chosen()));
    return "slipway export " + session.named() + what + to + (replace ? " --replace-edited" : "");
  }

  /// Looks once more at what is there, and writes unless a person's changes would be lost.
  public void write() {
    write(new TreeMap<>());
  }

  /// Writes, and replaces the files that the user was just asked about. One that was changed since
  /// is asked about anew.
  public void replace() {
    write(asked.get());
  }

  /// Leaves everything as it is.
  public void decline() {
    asked.set(new TreeMap<>());
  }

  private void write(SortedMap<String, String> agreed) {
    Optional<OpenedProject> known = session.project();
    if (known.isEmpty() || selection.obstacle().isPresent()) {
      return;
    }
    written.set(Optional.empty());
    OpenedProject configured = selection.configured(known.get());
    Export careful = export(false);
    session
        .jobs()
        .start(
            Texts.of("job.export"),
            command(!agreed.isEmpty()),
            progress -> {
              BundlePreview now = session.actions().preview(configured, careful);
              if (!now.edits().equals(agreed)) {
                return new Outcome(now, Optional.empty(), Optional.empty());
              }
              Bundle bundle =
                  session.actions().export(configured, export(!agreed.isEmpty()), progress);
              return new Outcome(now, Optional.of(bundle), Optional.of(session.load(known.get())));
            },
            outcome -> done(outcome, agreed));
  }

  private void done(Outcome outcome, SortedMap<String, String> agreed) {
    if (outcome.bundle().isEmpty()) {
      preview.show(outcome.preview());
      asked.set(outcome.preview().edits());
      return;
    }
    asked.set(new TreeMap<>());
    outcome.opened().ifPresent(session::show);
    Bundle bundle = outcome.bundle().get();
    Optional<Path> kept =
        agreed.isEmpty() ? Optional.empty() : Optional.of(session.actions().kept(bundle.folder()));
    written.set(Optional.of(new Written(bundle, outcome.preview().count(), kept)));
    session.tell(Texts.of("notice.exported"), Texts.of("notice.kept"));
  }

  /// Shows what was written in the system's own window for files.
  public void open() {
    written
        .get()
        .ifPresent(done -> {
          Path bundle = done.bundle().folder().toAbsolutePath();
          folders.accept(isZip() ? Optional.ofNullable(bundle.getParent()).orElse(bundle) : bundle);
        });
  }

  /// Goes on to verifying what was written.
  public void verify() {
    session.screenProperty().set(Screen.VERIFY);
    session.verify();
  }

  /// The command line that verifies it.
  public String verifyCommand() {
    return "slipway verify " + Formats.argument(where.get());
  }

  /// Whether `slipway.yaml` says other targets or options than are chosen here.
  public boolean unsaved() {
    return session.project().filter(p -> !selection.isOf(p.project().release())).isPresent();
  }

  /// The command line that saves them.
  public String saveCommand() {
    return session
        .project()
        .map(project -> {
          var words = new StringBuilder("slipway set " + session.named());
          selection
              .settings(project.project().release())
              .forEach(
                  (key, value) -> words.append(' ').append(Formats.argument(key + "=" + value)));
          return words.toString();
        })
        .orElse("");
  }

  /// Writes the targets and options into `slipway.yaml`.
  public void save() {
    session
        .project()
        .ifPresent(project -> {
          SortedMap<String, String> settings = selection.settings(project.project().release());
          change.make(
              saveCommand(),
              opened -> session.actions().set(opened, settings),
              () -> session.tell(Texts.of("export.saved"), Texts.of("export.saved-text")));
        });
  }
}
