// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Actions.Export;
import dev.slipway.desktop.session.Session;
import dev.slipway.objective.Project;
import dev.slipway.workbench.project.ExportDraft;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The state of the export wizard: who receives it, options, preview, checks, write. It is kept
/// while it is worked on, so that it goes on after a restart.
public final class ExportViewModel {

  /// The steps, in order.
  public enum Step {
    RECIPIENT,
    OPTIONS,
    PREVIEW,
    CHECKS,
    WRITE
  }

  private static final List<Step> STEPS = List.of(Step.values());

  private final Session session;
  private final IntegerProperty step = new SimpleIntegerProperty(0);
  private final IntegerProperty revision = new SimpleIntegerProperty(0);
  private final StringProperty where = new SimpleStringProperty("");
  private final TargetSelection selection;
  private final PreviewModel preview;
  private final ChecksModel checks;
  private final WriteModel write;
  private final ReleaseNoteModel releaseNote;
  private Optional<OpenedProject> filledFor = Optional.empty();
  private boolean rendering;
  private boolean again;

  /// @param folders shows a folder in the system's own window for files
  public ExportViewModel(Session session, Consumer<Path> folders) {
    this.session = session;
    selection = new TargetSelection(session.actions(), this::changed);
    preview = new PreviewModel(session, where);
    checks = new ChecksModel(session, preview);
    write = new WriteModel(session, selection, preview, where, folders);
    releaseNote = new ReleaseNoteModel(session, where);
    where.subscribe((before, now) -> changed());
    step.subscribe((before, now) -> stepped());
    write
        .writtenProperty()
        .subscribe((before, now) -> {
          // How the files stand to what is there has changed, whether the project did or not.
          if (now.isPresent() && !rendering) {
            refresh();
          }
        });
    session.openedProperty().subscribe((before, now) -> begin());
    begin();
  }

  private void begin() {
    Optional<OpenedProject> now = session.project();
    if (now.equals(filledFor)) {
      refresh();
      return;
    }
    now.ifPresent(project -> {
      boolean same = filledFor.filter(was -> was.folder().equals(project.folder())).isPresent();
      filledFor = Optional.empty();
      session
          .jobs()
          .start(
              Texts.of("job.draft"),
              "",
              progress -> session.actions().drafts().kept(project),
              draft -> fill(project, draft, same));
    });
  }

  /// @param same whether another state of the same project was shown before
  private void fill(OpenedProject project, Optional<ExportDraft> kept, boolean same) {
    Project.Release release = project.project().release();
    // What was chosen here stands behind what slipway.yaml says since.
    Optional<ExportDraft> draft = kept.filter(each -> each.basis().equals(basis(release)));
    if (!same) {
      preview.forget();
      write.forget();
      where.set(
          kept.map(ExportDraft::where)
              .filter(typed -> !typed.isBlank())
              .orElse(Formats.home(project.bundleFolder().toString())));
      step.set(Math.clamp(kept.map(ExportDraft::step).orElse(0), 0, STEPS.size() - 1));
    }
    selection.fill(project.project(), draft);
    filledFor = Optional.of(project);
    revision.set(revision.get() + 1);
    refresh();
  }

  private static String basis(Project.Release release) {
    return release.targets() + " " + release.options();
  }

  private void changed() {
    if (filledFor.isPresent()) {
      write.forget();
      refresh();
    }
  }

  public IntegerProperty stepProperty() {
    return step;
  }

  public Step step() {
    return STEPS.get(step.get());
  }

  /// Changes when other options are to be shown.
  public IntegerProperty revisionProperty() {
    return revision;
  }

  /// Which targets, and with which options.
  public TargetSelection selection() {
    return selection;
  }

  public PreviewModel preview() {
    return preview;
  }

  public ChecksModel checks() {
    return checks;
  }

  public WriteModel writing() {
    return write;
  }

  /// What changes against the bundle that runs now.
  public ReleaseNoteModel releaseNote() {
    return releaseNote;
  }

  /// Whether there is a plan to render from.
  public boolean planned() {
    return session.voyage().flatMap(v -> v.plan()).isPresent();
  }

  public boolean mayGoOn() {
    return selection.obstacle().isEmpty() && step.get() < STEPS.size() - 1;
  }

  public void next() {
    if (mayGoOn()) {
      step.set(step.get() + 1);
    }
  }

  public void back() {
    step.set(Math.max(0, step.get() - 1));
  }

  /// Keeps how far it came, and begins what a step shows.
  private void stepped() {
    filledFor.ifPresent(project -> {
      ExportDraft draft = draft(project);
      session
          .jobs()
          .start(
              Texts.of("job.draft"),
              "",
              progress -> {
                session.actions().drafts().keep(project, draft);
                return draft;
              },
              kept -> {});
    });
    if (filledFor.isPresent() && step() == Step.CHECKS) {
      checks.run();
    }
  }

  private ExportDraft draft(OpenedProject project) {
    return new ExportDraft(
        basis(project.project().release()),
        step.get(),
        selection.chosen(),
        selection.values(),
        where.get());
  }

  /// Renders anew; while that goes on, later wishes are put together.
  public void refresh() {
    if (rendering) {
      again = true;
      return;
    }
    Optional<OpenedProject> project = filledFor;
    if (project.isEmpty()
        || !planned()
        || selection.obstacle().isPresent()
        || where.get().isBlank()) {
      return;
    }
    rendering = true;
    OpenedProject configured = selection.configured(project.get());
    Export export = write.export(false);
    ExportDraft draft = draft(project.get());
    Path folder = project.get().folder();
    var job =
        session
            .jobs()
            .start(
                Texts.of("job.preview"),
                write.command(),
                progress -> {
                  session.actions().drafts().keep(configured, draft);
                  return session.actions().preview(configured, export);
                },
                now -> {
                  if (filledFor.filter(p -> p.folder().equals(folder)).isPresent()) {
                    preview.show(now);
                  }
                });
    if (job.stateProperty().get() == Job.State.RUNNING) {
      job.stateProperty().subscribe((before, now) -> ended());
    } else {
      ended();
    }
  }

  private void ended() {
    rendering = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}
