// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Target;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Actions.Export;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.objective.Project;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The state of the export wizard: targets, options, preview, write.
public final class ExportViewModel {

  /// The steps, in order.
  public enum Step {
    TARGETS,
    OPTIONS,
    PREVIEW,
    WRITE
  }

  /// What would be written, and which of the files there a person has changed.
  ///
  /// @param edits by path, each with what writing would do to it as a unified diff
  public record Preview(List<GeneratedFile> files, SortedMap<String, String> edits) {
    public Preview {
      files = List.copyOf(files);
    }
  }

  private final Session session;
  private final IntegerProperty step = new SimpleIntegerProperty(0);
  private final Map<Target, BooleanProperty> targets = new LinkedHashMap<>();
  private final Map<String, List<OptionField>> options = new LinkedHashMap<>();
  private final ReadOnlyObjectWrapper<Optional<Preview>> preview =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Optional<GeneratedFile>> shown =
      new SimpleObjectProperty<>(Optional.empty());
  private final StringProperty folder = new SimpleStringProperty("");
  private final BooleanProperty replaceEdited = new SimpleBooleanProperty(false);
  private final ReadOnlyObjectWrapper<Optional<Bundle>> written =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReleaseNoteModel releaseNote;
  private final IntegerProperty revision = new SimpleIntegerProperty(0);
  private boolean rendering;
  private boolean again;

  public ExportViewModel(Session session) {
    this.session = session;
    releaseNote = new ReleaseNoteModel(session, folder);
    session.actions().targets().forEach(target -> targets.put(target, new SimpleBooleanProperty()));
    targets.values().forEach(on -> on.subscribe((before, now) -> refresh()));
    session.openedProperty().subscribe((before, now) -> begin(before, now));
    begin(Optional.empty(), session.openedProperty().get());
  }

  private void begin(Optional<Session.Opened> before, Optional<Session.Opened> now) {
    if (now.isEmpty()) {
      return;
    }
    OpenedProject project = now.get().voyage().project();
    boolean other = before.map(b -> !b.voyage().project().equals(project)).orElse(true);
    if (other) {
      folder.set(Formats.home(project.bundleFolder().toString()));
      written.set(Optional.empty());
      step.set(0);
      options.clear();
      targets.forEach((target, on) -> {
        options.put(target.id(), fields(target, project.project().release()));
        on.set(project.project().release().targets().contains(target.id()));
      });
      revision.set(revision.get() + 1);
    }
    refresh();
  }

  private List<OptionField> fields(Target target, Project.Release release) {
    Map<String, Object> stated = release.options().getOrDefault(target.id(), Map.of());
    return target.options().stream()
        .map(option -> {
          var field =
              new OptionField(
                  option,
                  String.valueOf(stated.getOrDefault(option.name(), option.defaultValue())));
          field.valueProperty().subscribe((before, now) -> refresh());
          return field;
        })
        .toList();
  }

  public IntegerProperty stepProperty() {
    return step;
  }

  /// Changes when other options are to be shown.
  public IntegerProperty revisionProperty() {
    return revision;
  }

  /// All targets, each with whether it is wanted.
  public Map<Target, BooleanProperty> targets() {
    return targets;
  }

  /// Whether its options count: it is wanted, or one that is wanted takes them for its own files,
  /// as the chart takes those of the manifests.
  public boolean asks(Target target) {
    return targets.entrySet().stream()
        .filter(each -> each.getValue().get())
        .map(Map.Entry::getKey)
        .anyMatch(wanted -> wanted.equals(target) || wanted.reads().contains(target.id()));
  }

  public List<OptionField> options(Target target) {
    return options.getOrDefault(target.id(), List.of());
  }

  public ReadOnlyObjectProperty<Optional<Preview>> previewProperty() {
    return preview.getReadOnlyProperty();
  }

  /// The file that is looked at.
  public ObjectProperty<Optional<GeneratedFile>> shownProperty() {
    return shown;
  }

  public StringProperty folderProperty() {
    return folder;
  }

  public BooleanProperty replaceEditedProperty() {
    return replaceEdited;
  }

  public ReadOnlyObjectProperty<Optional<Bundle>> writtenProperty() {
    return written.getReadOnlyProperty();
  }

  /// What changes against the bundle that runs now.
  public ReleaseNoteModel releaseNote() {
    return releaseNote;
  }

  /// Whether there is a plan to render from.
  public boolean planned() {
    return session.voyage().flatMap(v -> v.plan()).isPresent();
  }

  /// How old the prices are that the bundle's papers state, where that is to be said.
  public Optional<String> oldPrices() {
    return session.voyage().flatMap(v -> v.estimate()).flatMap(estimate -> estimate.age());
  }

  public List<String> chosen() {
    return targets.entrySet().stream()
        .filter(e -> e.getValue().get())
        .map(e -> e.getKey().id())
        .toList();
  }

  /// What stands in the way of going on; empty when nothing does.
  public Optional<String> obstacle() {
    if (chosen().isEmpty()) {
      return Optional.of(Texts.of("export.no-target"));
    }
    boolean wrong =
        targets.keySet().stream()
            .filter(this::asks)
            .flatMap(target -> options(target).stream())
            .anyMatch(field -> field.complaint().isPresent());
    return wrong ? Optional.of(Texts.of("export.wrong-option")) : Optional.empty();
  }

  public boolean mayGoOn() {
    return obstacle().isEmpty() && step.get() < Step.values().length - 1;
  }

  public void next() {
    if (mayGoOn()) {
      step.set(step.get() + 1);
    }
  }

  public void back() {
    step.set(Math.max(0, step.get() - 1));
  }

  /// The text of a file; empty for one that is no text.
  public Optional<String> text(GeneratedFile file) {
    byte[] bytes = file.content().bytes();
    for (byte b : bytes) {
      if (b == 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }

  public String command() {
    String where =
        session
                .project()
                .map(p -> Formats.home(p.bundleFolder().toString()))
                .orElse("")
                .equals(folder.get())
            ? ""
            : (export().isZip() ? " --zip " : " --out ") + Formats.argument(folder.get());
    return "slipway export "
        + session.named()
        + " --target "
        + String.join(",", chosen())
        + where
        + (replaceEdited.get() ? " --replace-edited" : "");
  }

  /// What to add to `slipway.yaml` so that the command line exports the same; empty when nothing.
  public String optionLines() {
    var lines = new StringBuilder();
    options.forEach((id, fields) -> {
      List<OptionField> changed = fields.stream().filter(OptionField::changed).toList();
      if (!changed.isEmpty()) {
        lines.append("    ").append(id).append(":\n");
        changed.forEach(f ->
            lines
                .append("      ")
                .append(f.option().name())
                .append(": ")
                .append(f.valueProperty().get())
                .append('\n'));
      }
    });
    return lines.isEmpty() ? "" : "release:\n  options:\n" + lines;
  }

  /// Writes the bundle.
  public void write() {
    session
        .project()
        .ifPresent(project -> {
          OpenedProject configured = configured(project);
          Export export = export();
          session
              .jobs()
              .start(
                  Texts.of("job.export"),
                  command(),
                  progress -> {
                    Bundle bundle = session.actions().export(configured, export, progress);
                    return Map.entry(bundle, session.load(project));
                  },
                  done -> {
                    written.set(Optional.of(done.getKey()));
                    session.show(done.getValue());
                    session.tell(Texts.of("notice.exported"), Texts.of("notice.kept"));
                  });
        });
  }

  /// Goes on to verifying what was written.
  public void verify() {
    session.screenProperty().set(Screen.VERIFY);
    session.verify();
  }

  private Export export() {
    return new Export(Formats.fromHome(folder.get()), chosen(), replaceEdited.get());
  }

  /// The project with the options as they are set here.
  private OpenedProject configured(OpenedProject opened) {
    Project project = opened.project();
    Map<String, Map<String, Object>> all = new TreeMap<>();
    options.forEach((id, fields) -> {
      Map<String, Object> changed = new TreeMap<>();
      fields.stream()
          .filter(OptionField::changed)
          .forEach(f -> changed.put(f.option().name(), f.typed()));
      if (!changed.isEmpty()) {
        all.put(id, changed);
      }
    });
    var release =
        new Project.Release(
            project.release().registry(),
            chosen(),
            all,
            project.release().network(),
            project.release().where());
    return new OpenedProject(
        opened.folder(),
        opened.file(),
        project.released(release),
        opened.objectivesHash(),
        opened.imported(),
        opened.whose());
  }

  /// Renders anew; while that goes on, later wishes are put together.
  public void refresh() {
    if (rendering) {
      again = true;
      return;
    }
    Optional<OpenedProject> project = session.project();
    if (project.isEmpty() || !planned() || obstacle().isPresent() || folder.get().isBlank()) {
      return;
    }
    rendering = true;
    OpenedProject configured = configured(project.get());
    Export export = export();
    var job =
        session
            .jobs()
            .start(
                Texts.of("job.preview"),
                command(),
                progress ->
                    new Preview(
                        session.actions().preview(configured, export.targets()),
                        session.actions().edits(configured, export)),
                this::rendered);
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

  private void rendered(Preview now) {
    preview.set(Optional.of(now));
    String path = shown.get().map(GeneratedFile::path).orElse("docker/Dockerfile");
    Optional<GeneratedFile> same =
        now.files().stream().filter(f -> f.path().equals(path)).findFirst();
    shown.set(same.or(() -> now.files().stream().filter(f -> text(f).isPresent()).findFirst()));
  }
}
