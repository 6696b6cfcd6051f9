// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.ProblemException;
import dev.slipway.desktop.begin.Around;
import dev.slipway.desktop.jobs.Jobs;
import dev.slipway.desktop.session.Actions;
import dev.slipway.desktop.session.Appearance;
import dev.slipway.desktop.session.LedgerWatch;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.shell.Fonts;
import dev.slipway.desktop.shell.Screens;
import dev.slipway.desktop.shell.Shell;
import dev.slipway.desktop.shell.Theme;
import dev.slipway.measure.machine.Environment;
import dev.slipway.tracker.Tracker;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxRobotInterface;
import org.testfx.util.NodeQueryUtils;
import org.testfx.util.WaitForAsyncUtils;

/// The whole window over the real workbench, with a home of its own.
final class TestWindow implements AutoCloseable {

  private final Path home;
  private final LedgerWatch watch;
  private final List<Path> recent = new ArrayList<>();
  private final Tracker tracker;
  private final Jobs jobs;
  private final Session session;
  private final Actions actions;
  private final Workbench workbench;
  private final Appearance appearance = new Appearance(new SimpleObjectProperty<>(false));
  private final AtomicReference<Optional<Path>> chosen = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Shell>> shell = new AtomicReference<>(Optional.empty());

  TestWindow(Path home) throws ProblemException {
    this(home, new Surroundings(Map.of(), Clock.systemUTC()));
  }

  /// @param variables that the window sees beside those of the test
  record Surroundings(Map<String, String> variables, Clock clock) {}

  TestWindow(Path home, Surroundings surroundings) throws ProblemException {
    this.home = home;
    var environment = new HashMap<>(System.getenv());
    // Tools and engines of this machine would only be looked for again and again.
    environment.remove("PATH");
    environment.remove("DOCKER_HOST");
    environment.putAll(surroundings.variables());
    var where = new Home(home);
    tracker = Tracker.open(where.database());
    Bench bench = Bench.at(where, tracker.ledger(), tracker.runs(), surroundings.clock());
    actions = new Actions(bench, Environment.here("ONNX Runtime 1.28.0"), environment);
    workbench = Workbench.over(bench, "a test", System.getenv());
    var failed = new AtomicReference<Optional<Session>>(Optional.empty());
    jobs =
        new Jobs(
            job -> failed.get().ifPresent(s -> s.problemProperty().set(job.problem())),
            surroundings.clock());
    session = new Session(actions, jobs);
    failed.set(Optional.of(session));
    watch = LedgerWatch.begin(tracker::trouble, session, Platform::runLater);
  }

  /// Puts the recorded voyage where the window will find it.
  void remember(Path project) throws ProblemException, IOException {
    RecordedVoyage.into(tracker, workbench, workbench.open().open(project));
  }

  /// Call it on the thread of the window.
  void show(Stage stage, double width, double height) {
    Fonts.load();
    var made =
        new Shell(
            session,
            Screens.of(
                session,
                appearance,
                (title, patterns) -> chosen.get(),
                (title, patterns, proposed) -> chosen.get(),
                folder -> {}),
            new Shell.Outside(
                actions.surroundings(), appearance, Optional::empty, Optional::empty, around()));
    shell.set(Optional.of(made));
    stage.setScene(new Scene(made, width, height));
    // The stage is one for all tests of a process, and others have given it sizes.
    stage.setMinWidth(0);
    stage.setMinHeight(0);
    stage.setMaximized(false);
    stage.sizeToScene();
    stage.setX(0);
    stage.setY(0);
    stage.show();
  }

  /// The samples are those of this project, and their copies go into the home of the test.
  private Around around() {
    return new Around(
        (title, patterns) -> chosen.get(),
        chosen::get,
        () -> List.copyOf(recent),
        Optional.of(SampleProject.ROOT.resolve("sample-projects")),
        home.resolve("samples"));
  }

  /// A project that was open before; say it before the window is shown.
  void wasOpen(Path project) {
    recent.add(project);
  }

  Shell shell() {
    return shell.get().orElseThrow();
  }

  /// What the user will choose when asked for a file.
  void willChoose(Path file) {
    chosen.set(Optional.of(file));
  }

  Appearance appearance() {
    return appearance;
  }

  /// Shows a theme; call it on the thread of the window.
  void wear(Theme theme) {
    appearance.themeProperty().set(Appearance.ThemeChoice.valueOf(theme.name()));
  }

  Session session() {
    return session;
  }

  Tracker tracker() {
    return tracker;
  }

  Workbench workbench() {
    return workbench;
  }

  void open(Path project) throws TimeoutException {
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> session.open(project));
    await(() -> session.project().isPresent());
    idle();
  }

  /// Opens a copy of the sample with its recorded voyage.
  Path openRecorded(Path folder) throws Exception {
    Path project = SampleProject.copyInto(folder);
    remember(project);
    open(project);
    return project;
  }

  /// Writes what the window shows into `target/screenshots`.
  void picture(String name) throws IOException {
    picture(name, shell());
  }

  /// The same for one node, which may be longer than the window.
  static void picture(String name, Node node) throws IOException {
    Picture.write(
        Picture.of(node),
        SampleProject.ROOT.resolve("app/desktop/target/screenshots").resolve(name + ".png"));
  }

  /// Sets a field as a whole; typing is slow.
  static void set(FxRobot robot, String field, String text) {
    robot.interact(
        () -> robot.lookup(field).<TextInputControl>queryAs(TextInputControl.class).setText(text));
    WaitForAsyncUtils.waitForFxEvents();
  }

  /// All that is written within a node.
  static String said(FxRobot robot, String within) {
    WaitForAsyncUtils.waitForFxEvents();
    return robot.lookup(within).query().lookupAll(".label").stream()
        .map(node -> ((Labeled) node).getText())
        .collect(Collectors.joining("\n"));
  }

  void go(Screen screen) {
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> session.screenProperty().set(screen));
    WaitForAsyncUtils.waitForFxEvents();
  }

  /// Waits until nothing runs.
  void idle() throws TimeoutException {
    WaitForAsyncUtils.waitForFxEvents();
    await(() -> jobs.running().isEmpty());
    WaitForAsyncUtils.waitForFxEvents();
  }

  static void await(BooleanSupplier condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        60,
        TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.waitForAsyncFx(10_000, condition::getAsBoolean));
    WaitForAsyncUtils.waitForFxEvents();
  }

  /// Clicks on the first that is shown. It is looked for by the window's own thread: what is found
  /// beside it may leave the window meanwhile.
  static FxRobotInterface click(FxRobot robot, String query) {
    var found = new AtomicReference<Optional<Node>>(Optional.empty());
    try {
      await(() -> {
        found.set(
            robot.lookup(query).queryAll().stream().filter(NodeQueryUtils.isVisible()).findFirst());
        return found.get().isPresent();
      });
    } catch (TimeoutException e) {
      throw new AssertionError("nothing that is shown matches " + query, e);
    }
    return robot.clickOn(found.get().orElseThrow());
  }

  @Override
  public void close() {
    watch.close();
    jobs.close();
    session.opening().close();
    tracker.close();
  }
}
