// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.Problem;
import dev.slipway.desktop.begin.Around;
import dev.slipway.desktop.begin.Samples;
import dev.slipway.desktop.instance.Entry;
import dev.slipway.desktop.instance.FirstWindow;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.jobs.Jobs;
import dev.slipway.desktop.jobs.WindowThread;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Appearance;
import dev.slipway.desktop.session.LedgerWatch;
import dev.slipway.desktop.session.Remembered;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.shell.Fonts;
import dev.slipway.desktop.shell.OpeningView;
import dev.slipway.desktop.shell.Screens;
import dev.slipway.desktop.shell.Shell;
import dev.slipway.desktop.shell.StartFailure;
import dev.slipway.desktop.shell.TitleViewModel;
import dev.slipway.desktop.shell.WindowPlace;
import dev.slipway.tracker.Tracker;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/// The window's composition root: everything is made here, by hand, in order. The window is shown
/// first; what it works with is opened then on another thread.
final class DesktopWindow implements AutoCloseable {

  /// Made of packaging/installers/slipway.svg.
  private static final List<String> ICONS =
      List.of("icons/slipway-32.png", "icons/slipway-128.png");

  private final Stage stage;
  private final EarlyStart early;
  private final Consumer<Path> folders;
  private final Remembered remembered;
  private final Appearance appearance = new Appearance(systemDark());
  private final Jobs jobs = new Jobs(this::failed, InstantSource.system());
  private Optional<Session> session = Optional.empty();
  private Optional<Tracker> tracker = Optional.empty();
  private Optional<LedgerWatch> watch = Optional.empty();

  /// @param folders shows a folder in the system's own window for files
  DesktopWindow(Stage stage, EarlyStart early, Consumer<Path> folders) {
    this.stage = stage;
    this.early = early;
    this.folders = folders;
    this.remembered = early.remembered();
  }

  /// Shows the window.
  void open() {
    var frame = new FirstFrame();
    frame.then(() ->
        jobs.start(Texts.of("opening.slipway"), "", progress -> early.premises(), this::arrive));
    Fonts.load();
    appearance.stillProperty().set(Platform.getPreferences().isReducedMotion());
    remembered.follow(appearance);
    stage.setTitle("Slipway");
    stage.setScene(new Scene(OpeningView.first(appearance, early.project())));
    WindowPlace.restore(stage, remembered.state());
    stage.show();
    frame.start();
    WindowPlace.follow(stage, remembered);
  }

  private static Image icon(String name) {
    return new Image(Objects.requireNonNull(DesktopWindow.class.getResourceAsStream(name)));
  }

  /// What is shown; empty until it can be.
  Optional<Session> session() {
    return session;
  }

  private void arrive(Premises premises) {
    // Reading pictures takes time that the first frame has not.
    stage.getIcons().setAll(ICONS.stream().map(DesktopWindow::icon).toList());
    tracker = Optional.of(premises.tracker());
    var begun = new Session(premises.actions(), jobs);
    session = Optional.of(begun);
    Optional<Path> project = early.project();
    // Should it take the window down, the next start does not open it again.
    remembered.leftOpenNothing();
    remembered.follow(begun);
    project.ifPresent(begun::open);
    var choosers = new FileChoosers(stage);
    var shell =
        new Shell(
            begun,
            Screens.of(begun, appearance, choosers::file, choosers::save, folders),
            new Shell.Outside(
                premises.actions().surroundings(),
                appearance,
                choosers::file,
                choosers::folder,
                around(choosers)));
    stage.getScene().setRoot(shell);
    new TitleViewModel(begun, stage.focusedProperty()).titleProperty().subscribe(stage::setTitle);
    receive(begun);
    watch = Optional.of(LedgerWatch.begin(premises.tracker()::trouble, begun, Platform::runLater));
  }

  private Around around(FileChoosers choosers) {
    return new Around(
        choosers::file,
        choosers::folder,
        () -> List.copyOf(remembered.recent()),
        early.samples(),
        Samples.copies(Path.of(System.getProperty("user.home", "."))));
  }

  /// Takes what later starts are given, or says why they do not come here.
  private void receive(Session begun) {
    switch (early.entry()) {
      case Entry.First(FirstWindow first) -> {
        var window = new WindowThread();
        first.receive(project -> window.await(() -> come(begun, project)));
      }
      case Entry.Beside(Optional<Problem> why) ->
          why.ifPresent(problem -> begun.problemProperty().set(Optional.of(problem)));
      case Entry.HandedOver handedOver -> {}
    }
  }

  private void come(Session begun, Optional<Path> project) {
    stage.setIconified(false);
    stage.toFront();
    stage.requestFocus();
    project.ifPresent(begun::open);
  }

  private void failed(Job job) {
    if (session.isPresent()) {
      session.get().problemProperty().set(job.problem());
    } else {
      job.problem()
          .ifPresent(problem ->
              stage.getScene().setRoot(new StartFailure(problem, appearance, stage::close)));
    }
  }

  @Override
  public void close() {
    // What was still being opened is opened by the next start.
    session
        .filter(begun -> begun.project().isEmpty())
        .filter(begun -> begun.opening().runningProperty().get().isPresent())
        .flatMap(begun -> early.project())
        .ifPresent(remembered::opened);
    jobs.close();
    session.ifPresent(begun -> begun.opening().close());
    remembered.close();
    early.ahead().writer().shutdown();
    watch.ifPresent(LedgerWatch::close);
    tracker.ifPresent(Tracker::close);
    if (early.entry() instanceof Entry.First(FirstWindow first)) {
      first.close();
    }
  }

  private static ObservableValue<Boolean> systemDark() {
    return Platform.getPreferences().colorSchemeProperty().map(ColorScheme.DARK::equals);
  }
}
