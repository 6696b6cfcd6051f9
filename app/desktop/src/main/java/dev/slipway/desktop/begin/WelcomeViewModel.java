// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.objective.Project;
import dev.slipway.objective.ProjectParser;
import dev.slipway.workbench.project.OpenProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Projects that were open before, and the samples.
public final class WelcomeViewModel {

  /// A project to open.
  ///
  /// @param name of the service
  /// @param says its state, or what it is for; for a person
  /// @param gone whether there is no project there any more
  public record Entry(Path folder, String name, String says, boolean gone) {}

  private record Entries(List<Entry> recent, List<Entry> samples) {}

  private final Session session;
  private final Around around;
  private final ReadOnlyObjectWrapper<List<Entry>> recent = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<Entry>> samples = new ReadOnlyObjectWrapper<>(List.of());

  public WelcomeViewModel(Session session, Around around) {
    this.session = session;
    this.around = around;
  }

  public ReadOnlyObjectProperty<List<Entry>> recentProperty() {
    return recent.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<List<Entry>> samplesProperty() {
    return samples.getReadOnlyProperty();
  }

  /// The folder into which samples are copied, for a person.
  public String copies() {
    return Formats.home(around.copies().toString());
  }

  /// Looks at the folders anew.
  public void refresh() {
    List<Path> before = around.recent().get();
    session
        .jobs()
        .start(
            Texts.of("job.recent"),
            "",
            progress ->
                new Entries(
                    before.stream().map(WelcomeViewModel::recent).toList(),
                    around.samples().map(Samples::in).orElse(List.of()).stream()
                        .map(WelcomeViewModel::sample)
                        .toList()),
            found -> {
              recent.set(found.recent());
              samples.set(found.samples());
            });
  }

  public void open(Entry project) {
    session.opening().open(project.folder());
  }

  /// Copies a sample to where copies go, and opens the copy.
  public void openSample(Entry sample) {
    copyAndOpen(sample, around.copies());
  }

  /// The same into a folder that the user chooses.
  public void openSampleElsewhere(Entry sample) {
    around.folders().get().ifPresent(folder -> copyAndOpen(sample, folder));
  }

  private void copyAndOpen(Entry sample, Path into) {
    session
        .unwritten()
        .before(() ->
            session
                .jobs()
                .start(
                    Texts.of("job.sample"),
                    "",
                    progress -> Samples.copy(sample.folder(), into),
                    session.opening()::open));
  }

  private static Entry recent(Path folder) {
    Path file = folder.resolve(OpenProject.FILE);
    String last = String.valueOf(folder.getFileName());
    if (!Files.exists(file)) {
      return new Entry(folder, last, Texts.of("welcome.gone"), true);
    }
    try {
      Project project = read(file);
      return new Entry(folder, project.name(), state(folder, file), false);
    } catch (ProblemException e) {
      return new Entry(folder, last, e.problem().what(), false);
    }
  }

  /// Cheap, and so no more than which step was reached last.
  private static String state(Path folder, Path file) {
    boolean bundle = Files.exists(folder.resolve("bundle/bundle.json"));
    Path last = bundle ? folder.resolve("bundle/bundle.json") : file;
    try {
      Instant when = Files.getLastModifiedTime(last).toInstant();
      return Texts.of(bundle ? "welcome.exported" : "welcome.stated", Formats.time(when));
    } catch (IOException e) {
      return "";
    }
  }

  private static Entry sample(Path folder) {
    String last = String.valueOf(folder.getFileName());
    try {
      String decision = read(folder.resolve(OpenProject.FILE)).objectives().decision().orElse("");
      return new Entry(folder, last, decision, false);
    } catch (ProblemException e) {
      return new Entry(folder, last, e.problem().what(), false);
    }
  }

  private static Project read(Path file) throws ProblemException {
    return ProjectParser.parse(Reading.text(file), OpenProject.FILE);
  }

  /// Where a project lies, for a person.
  static String place(Entry project) {
    return Formats.home(
        Optional.ofNullable(project.folder().getParent()).orElse(project.folder()).toString());
  }
}
