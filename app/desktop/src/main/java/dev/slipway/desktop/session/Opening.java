// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Shell;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.workbench.BeginProject;
import dev.slipway.workbench.LookedModel;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/// Opens what a user drops or chooses: a project, or a model to look at. Whether it is one is found
/// out on a thread of its own; a model that goes out of sight takes with it what was made for it.
public final class Opening {

  private sealed interface Found {
    record OfProject(Session.Opened project) implements Found {}

    record OfModel(LookedModel model) implements Found {}
  }

  private final Session session;
  private final ReadOnlyObjectWrapper<Optional<LookedModel>> bareModel =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableValue<Optional<ShownModel>> shown;
  private final ReadOnlyObjectWrapper<Optional<Job>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  Opening(Session session) {
    this.session = session;
    ObservableValue<Optional<ShownModel>> ofProject =
        session.openedProperty().map(known -> known.map(o -> ShownModel.of(o.voyage())));
    ObservableValue<Optional<ShownModel>> ofModel = bareModel.map(m -> m.map(ShownModel::of));
    shown = bareModel.flatMap(model -> model.isPresent() ? ofModel : ofProject);
  }

  /// A model that is looked at, and that no project has.
  public ReadOnlyObjectProperty<Optional<LookedModel>> bareModelProperty() {
    return bareModel.getReadOnlyProperty();
  }

  /// The opening that is going on.
  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// The model that screens show.
  public ObservableValue<Optional<ShownModel>> shown() {
    return shown;
  }

  /// The project whose model is shown; empty while a model is looked at that no project has.
  public Optional<OpenedProject> shownProject() {
    return shown.getValue().flatMap(ShownModel::voyage).map(Voyage::project);
  }

  /// Opens a file or folder of any kind, once nothing typed would be lost.
  public void open(Path given) {
    session.unwritten().before(() -> find(given));
  }

  /// Looks no longer at the bare model, once nothing typed would be lost.
  public void putAway() {
    session.unwritten().before(() -> replace(Optional.empty()));
  }

  /// Deletes what was made to look at a model; the window closes.
  public void close() {
    bareModel.get().ifPresent(LookedModel::close);
  }

  /// Writes a `slipway.yaml` as it was shown, and opens that project.
  ///
  /// @param then told when the project is open
  public void begin(BeginProject.Wish wish, String command, Runnable then) {
    Actions actions = session.actions();
    session
        .jobs()
        .start(
            Texts.of("job.begin"),
            command,
            progress -> {
              actions.beginning().begin(wish, progress.part(0, 0.5));
              return session.load(actions.open(wish.folder(), progress.part(0.5, 1)));
            },
            found -> {
              show(new Found.OfProject(found));
              then.run();
            });
  }

  private void find(Path given) {
    session
        .jobs()
        .start(
            Texts.of("opening.title", given.getFileName()),
            Shell.line("slipway", "inspect", given),
            progress -> found(given, progress),
            this::show)
        .showIn(running);
  }

  private Found found(Path given, Progress progress) throws ProblemException, InterruptedException {
    Actions actions = session.actions();
    Optional<Path> project = actions.looking().project(given);
    return project.isPresent()
        ? new Found.OfProject(session.load(actions.open(project.get(), progress)))
        : new Found.OfModel(actions.looking().look(given, progress));
  }

  private void show(Found found) {
    switch (found) {
      case Found.OfProject(Session.Opened project) -> {
        session.show(project);
        session.screenProperty().set(Screen.OVERVIEW);
        replace(Optional.empty());
      }
      case Found.OfModel(LookedModel model) -> replace(Optional.of(model));
    }
  }

  private void replace(Optional<LookedModel> by) {
    Optional<LookedModel> before = bareModel.get();
    bareModel.set(by);
    before
        .filter(model -> model.scratch().isPresent())
        .ifPresent(model ->
            session
                .jobs()
                .start(
                    Texts.of("job.put-away"),
                    "",
                    progress -> {
                      model.close();
                      return model;
                    },
                    gone -> {}));
  }
}
