// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What the window keeps from one start to the next, in one small file of the home. Reading it
/// belongs to no particular thread; everything else belongs to the window's thread, and the file is
/// written on another.
public final class Remembered implements AutoCloseable {

  /// Its name in the home.
  public static final String FILE = "window.json";

  private static final System.Logger LOG = System.getLogger(Remembered.class.getName());
  private static final int MOST_RECENT = 10;
  private static final long PATIENCE_SECONDS = 3;

  private final Path file;
  private final Executor writer;
  private final AtomicReference<Optional<WindowState>> unwritten =
      new AtomicReference<>(Optional.empty());
  private final ObservableList<Path> recent = FXCollections.observableArrayList();
  private final ObservableList<Path> recentReadOnly =
      FXCollections.unmodifiableObservableList(recent);
  private WindowState state;
  private boolean closed;

  private Remembered(Path file, WindowState state, Executor writer) {
    this.file = file;
    this.state = state;
    this.writer = writer;
    recent.setAll(state.recent());
  }

  /// Reads the file; what is missing or damaged in it is as at the first start. Projects that are
  /// gone are left out.
  ///
  /// @param writer runs one piece of work after the other
  public static Remembered read(Path home, Executor writer) {
    Path file = home.resolve(FILE);
    return new Remembered(file, WindowStateText.read(text(file)).without(Remembered::gone), writer);
  }

  /// What is kept now.
  public WindowState state() {
    return state;
  }

  /// The projects that were open, the newest first.
  public ObservableList<Path> recent() {
    return recentReadOnly;
  }

  /// Notes that a project was opened: it is the newest, and the next start opens it again.
  public void opened(Path project) {
    var newest = new ArrayList<Path>(List.of(project));
    recent.stream().filter(p -> !p.equals(project)).limit(MOST_RECENT - 1).forEach(newest::add);
    change(s -> s.withProjects(Optional.of(project), newest));
  }

  /// Notes that the project is not to be opened by the next start.
  public void leftOpenNothing() {
    change(s -> s.withProjects(Optional.empty(), s.recent()));
  }

  /// Takes a project out of the list, such as one that can no longer be opened.
  public void forget(Path project) {
    change(s -> s.without(project::equals));
  }

  /// Notes where the window is while it is neither maximised nor hidden.
  public void placed(WindowState.Bounds bounds) {
    change(s -> s.withBounds(bounds));
  }

  public void maximised(boolean maximised) {
    change(s -> s.withMaximised(maximised));
  }

  /// Gives the window the look it had, and keeps each change of it.
  public void follow(Appearance appearance) {
    appearance.themeProperty().set(state.theme());
    appearance.textSizeProperty().set(state.textSize());
    state.still().ifPresent(appearance.stillProperty()::set);
    keep(appearance.themeProperty(), (s, theme) -> s.withLook(theme, s.textSize()));
    keep(appearance.textSizeProperty(), (s, size) -> s.withLook(s.theme(), size));
    keep(appearance.stillProperty(), WindowState::withStill);
  }

  /// Keeps the folder of each project that is opened.
  public void follow(Session session) {
    session
        .openedProperty()
        .subscribe(known -> known.ifPresent(o -> opened(o.voyage().project().folder())));
  }

  /// Waits a moment until what changed is written. What a window still tells while it goes is not
  /// kept.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      CompletableFuture.runAsync(this::write, writer).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.WARNING, "not all of " + file + " is written: " + e);
    }
  }

  private <T> void keep(
      ObservableValue<T> value, java.util.function.BiFunction<WindowState, T, WindowState> with) {
    value.subscribe((before, now) -> change(s -> with.apply(s, now)));
  }

  private void change(UnaryOperator<WindowState> how) {
    WindowState changed = how.apply(state);
    if (closed || changed.equals(state)) {
      return;
    }
    if (!changed.recent().equals(state.recent())) {
      recent.setAll(changed.recent());
    }
    state = changed;
    // A window that is dragged changes with every frame: only the newest state is written.
    if (unwritten.getAndSet(Optional.of(state)).isEmpty()) {
      writer.execute(this::write);
    }
  }

  private void write() {
    Optional<WindowState> newest = unwritten.getAndSet(Optional.empty());
    if (newest.isEmpty()) {
      return;
    }
    Path beside = file.resolveSibling("." + FILE + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(beside, Json.text(WindowStateText.of(newest.get())));
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // A window that cannot keep where it stood is of use all the same.
      LOG.log(System.Logger.Level.WARNING, "cannot write " + file + ": " + e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean gone(Path project) {
    return !Files.exists(project);
  }
}
