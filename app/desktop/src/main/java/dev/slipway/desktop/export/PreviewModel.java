// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.BundlePreview;
import dev.slipway.bundle.BundlePreview.Standing;
import dev.slipway.bundle.SideBySide;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Coloured;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.ExplainFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.StringProperty;

/// The files of a bundle before they are written: how each stands to what is there, and why its
/// numbers are what they are.
public final class PreviewModel {

  private final Session session;
  private final StringProperty where;
  private final ReadOnlyObjectWrapper<Optional<BundlePreview>> preview =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper shown = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<FileText>> read =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  private final ReadOnlyObjectWrapper<Optional<Job>> reading =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private boolean picked;
  private final BooleanProperty comparing = new SimpleBooleanProperty(false);
  private final ObjectProperty<OptionalInt> asked = new SimpleObjectProperty<>(OptionalInt.empty());

  /// @param where the bundle goes
  PreviewModel(Session session, StringProperty where) {
    this.session = session;
    this.where = where;
    shown.subscribe((before, now) -> {
      asked.set(OptionalInt.empty());
      look();
    });
  }

  /// Reads the file that is looked at; what was read of another goes at once.
  private void look() {
    reading.get().ifPresent(Job::cancel);
    Optional<GeneratedFile> wanted = file();
    read.set(read());
    if (wanted.isEmpty()) {
      return;
    }
    Job begun =
        session
            .jobs()
            .start(
                Texts.of("job.file"),
                "",
                progress -> FileText.of(wanted.get()),
                found -> {
                  if (file().equals(wanted)) {
                    read.set(Optional.of(found));
                  }
                });
    begun.showIn(reading);
    begun
        .stateProperty()
        .subscribe(state -> {
          if (state == Job.State.FAILED && file().equals(wanted)) {
            read.set(Optional.empty());
          }
        });
  }

  public ReadOnlyObjectProperty<Optional<BundlePreview>> previewProperty() {
    return preview.getReadOnlyProperty();
  }

  /// The path of the file that is looked at.
  public ReadOnlyStringProperty shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /// Looks at a file from now on; until then at the page that a bundle is best read from.
  public void pick(String path) {
    picked = true;
    shown.set(path);
  }

  /// Whether it is shown beside what is there.
  public BooleanProperty comparingProperty() {
    return comparing;
  }

  /// The line whose numbers are asked about, from 1 on.
  public ObjectProperty<OptionalInt> askedProperty() {
    return asked;
  }

  void show(BundlePreview now) {
    preview.set(Optional.of(now));
    String before = shown.get();
    if (!picked || !now.standings().containsKey(before)) {
      picked = false;
      shown.set(
          now.frontPage()
              .or(() -> now.files().stream().filter(file -> !file.template().isEmpty()).findFirst())
              .map(GeneratedFile::path)
              .orElse(""));
    }
    if (shown.get().equals(before)) {
      look();
    }
  }

  void forget() {
    preview.set(Optional.empty());
    picked = false;
    shown.set("");
  }

  /// The file that is looked at; empty for one that writing would remove.
  public Optional<GeneratedFile> file() {
    return preview.get().flatMap(now -> now.file(shown.get()));
  }

  public Optional<Standing> standing(String path) {
    return preview.get().flatMap(now -> Optional.ofNullable(now.standings().get(path)));
  }

  /// Its lines beside those that are there; empty where it stays the same, or is no text.
  public Optional<SideBySide> difference() {
    return preview.get().flatMap(now -> Optional.ofNullable(now.differences().get(shown.get())));
  }

  /// Changes when a file is read, or is no longer looked at; [#read] tells what it holds.
  ReadOnlyObjectProperty<Optional<FileText>> readProperty() {
    return read.getReadOnlyProperty();
  }

  /// What the file holds that is looked at, a moment after it is; empty until then, for one that
  /// cannot be read, and for one that writing would remove.
  Optional<FileText> read() {
    Optional<GeneratedFile> wanted = file();
    return read.get().filter(found -> wanted.equals(Optional.of(found.file())));
  }

  /// The reading of the file that is looked at; empty when that is over.
  ReadOnlyObjectProperty<Optional<Job>> readingProperty() {
    return reading.getReadOnlyProperty();
  }

  /// Why the numbers of the line that is asked about are what they are.
  public List<ExplainFile.Answer> why() {
    if (asked.get().isEmpty()) {
      return List.of();
    }
    return read()
        .flatMap(FileText::text)
        .map(Coloured::text)
        .map(text ->
            session
                .actions()
                .explain(preview.get().orElseThrow(), shown.get(), text, asked.get().getAsInt()))
        .orElse(List.of());
  }

  /// The command line that tells the same once the bundle is written as a folder.
  public String explainCommand() {
    return "slipway explain "
        + Formats.argument(where.get() + "/" + shown.get() + ":" + asked.get().orElse(1));
  }
}
