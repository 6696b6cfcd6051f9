// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.dirs.ProjectDirectories;
import dev.slipway.base.ProblemException;
import dev.slipway.desktop.begin.Around;
import dev.slipway.desktop.begin.Samples;
import dev.slipway.desktop.jobs.Jobs;
import dev.slipway.desktop.session.Actions;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.shell.Fonts;
import dev.slipway.desktop.shell.Screens;
import dev.slipway.desktop.shell.Shell;
import dev.slipway.desktop.shell.StartFailure;
import dev.slipway.desktop.shell.Theme;
import dev.slipway.measure.machine.Environment;
import dev.slipway.serving.predict.OrtBoot;
import dev.slipway.tracker.Tracker;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.application.Application;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// The window's composition root: everything is made here, by hand, in order.
public final class DesktopMain extends Application {

  private Optional<Tracker> tracker = Optional.empty();
  private Optional<Jobs> jobs = Optional.empty();

  @Override
  public void start(Stage stage) {
    start(stage, System.getenv());
  }

  /// @param environment says where the home is, and engines and tools
  void start(Stage stage, Map<String, String> environment) {
    try {
      begin(stage, environment);
    } catch (ProblemException e) {
      show(stage, new StartFailure(e.problem(), stage::close));
    }
  }

  private void begin(Stage stage, Map<String, String> environment) throws ProblemException {
    // The texts are English, and so are the numbers in them.
    Locale.setDefault(Locale.ENGLISH);
    Fonts.load();
    Application.setUserAgentStylesheet(Theme.LIGHT.stylesheet());
    Home home = home(environment);
    Tracker opened = Tracker.open(home.database());
    tracker = Optional.of(opened);
    Bench bench = Bench.at(home, opened.ledger(), opened.runs(), Clock.systemUTC());
    Environment machine = Environment.here("ONNX Runtime " + OrtBoot.runtimeVersion());
    Session session = session(new Actions(bench, machine, environment));
    var shell =
        new Shell(
            session,
            Screens.of(session, (title, patterns) -> choose(stage, title, patterns)),
            new Shell.Outside(
                session.actions().surroundings(),
                () -> choose(stage),
                () -> chooseFolder(stage),
                around(stage, environment)));
    show(stage, shell);
    session
        .openedProperty()
        .map(known -> known.map(o -> o.voyage().project().project().name() + " – Slipway"))
        .subscribe(title -> stage.setTitle(title.orElse("Slipway")));
    Optional.ofNullable(getParameters()).stream()
        .flatMap(given -> given.getUnnamed().stream())
        .findFirst()
        .map(Path::of)
        .ifPresent(session::open);
  }

  @Override
  public void stop() {
    jobs.ifPresent(Jobs::close);
    tracker.ifPresent(Tracker::close);
  }

  private Session session(Actions actions) {
    var failed =
        new java.util.concurrent.atomic.AtomicReference<Optional<Session>>(Optional.empty());
    var bridge =
        new Jobs(job -> failed.get().ifPresent(s -> s.problemProperty().set(job.problem())));
    jobs = Optional.of(bridge);
    var session = new Session(actions, bridge);
    failed.set(Optional.of(session));
    return session;
  }

  private static void show(Stage stage, Parent content) {
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    stage.setTitle("Slipway");
    stage.setMinWidth(Math.min(1098, screen.getWidth()));
    stage.setMinHeight(Math.min(700, screen.getHeight()));
    double width = Math.min(1440, screen.getWidth());
    stage.setScene(new Scene(content, width, Math.min(900, screen.getHeight())));
    stage.show();
  }

  private static Around around(Stage stage, Map<String, String> environment) {
    return new Around(
        (title, patterns) -> choose(stage, title, patterns),
        () -> chooseFolder(stage),
        List::of,
        Samples.around(environment.getOrDefault("SLIPWAY_SAMPLES", ""), program()),
        Samples.copies(Path.of(System.getProperty("user.home", "."))));
  }

  /// Where the program lies; nowhere that helps where that is not known.
  private static Path program() {
    CodeSource source = DesktopMain.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Path.of("") : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException notOnDisk) {
      return Path.of("");
    }
  }

  /// The file that the user chooses: a project file or a model.
  private static Optional<Path> choose(Stage stage) {
    return choose(
        stage,
        "Open a project or a model",
        List.of(
            "slipway.yaml",
            "MLmodel",
            "*.onnx",
            "*.tribuo",
            "*.pb",
            "*.json",
            "*.ubj",
            "*.txt",
            "*.cbm",
            "*.zip",
            "*.pkl",
            "*.pickle",
            "*.joblib",
            "*.skops"));
  }

  private static Optional<Path> chooseFolder(Stage stage) {
    var chooser = new DirectoryChooser();
    chooser.setTitle("Open a project's folder");
    return Optional.ofNullable(chooser.showDialog(stage)).map(File::toPath);
  }

  private static Optional<Path> choose(Stage stage, String title, List<String> patterns) {
    var chooser = new FileChooser();
    chooser.setTitle(title);
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(String.join(" ", patterns), patterns),
            new FileChooser.ExtensionFilter("All files", "*.*"));
    return Optional.ofNullable(chooser.showOpenDialog(stage)).map(File::toPath);
  }

  /// `SLIPWAY_HOME`, else the user's data folder as this system has it.
  private static Home home(Map<String, String> environment) {
    String named = environment.getOrDefault("SLIPWAY_HOME", "");
    return Home.of(
        named.isBlank()
            ? Path.of(ProjectDirectories.from("dev", "Slipway", "slipway").dataLocalDir)
            : Path.of(named).toAbsolutePath(),
        List.of(),
        environment);
  }
}
