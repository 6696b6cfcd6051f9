// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.desktop.jobs.Jobs;
import dev.slipway.desktop.jobs.SameThread;
import dev.slipway.desktop.session.Actions;
import dev.slipway.desktop.session.Session;
import dev.slipway.measure.machine.Environment;
import dev.slipway.tracker.Tracker;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/// A session over the real workbench with the recorded voyage open; needs no window.
public final class RecordedSession implements AutoCloseable {

  private final Tracker tracker;
  private final Session session;
  private final AtomicReference<Optional<Problem>> problem =
      new AtomicReference<>(Optional.empty());

  public RecordedSession(Path temp) throws IOException, ProblemException {
    this(temp, true);
  }

  /// The same sample of which nothing was measured yet.
  public static RecordedSession fresh(Path temp) throws IOException, ProblemException {
    return new RecordedSession(temp, false);
  }

  private RecordedSession(Path temp, boolean voyaged) throws IOException, ProblemException {
    var home = new Home(temp.resolve("home"));
    Path project = SampleProject.copyInto(temp);
    tracker = Tracker.open(home.database());
    Bench bench = Bench.at(home, tracker.ledger(), tracker.runs(), Clock.systemUTC());
    var workbench = Workbench.over(bench, "a test", Map.of());
    if (voyaged) {
      RecordedVoyage.into(tracker, workbench, workbench.open().open(project));
    }
    session =
        new Session(
            new Actions(bench, Environment.here(""), Map.of()),
            SameThread.jobs(job -> problem.set(job.problem())));
    session.open(project);
  }

  public Session session() {
    return session;
  }

  /// Another session over the same, of whose jobs a test says when each tells the window.
  public Session toldBy(Executor window) {
    var told =
        new Session(
            session.actions(),
            new Jobs(job -> {}, window, new SameThread(), InstantSource.system()));
    told.show(session.openedProperty().get().orElseThrow());
    return told;
  }

  /// The same with work by these, which is told where it is done.
  public Session workedBy(ExecutorService workers) {
    var worked =
        new Session(
            session.actions(), new Jobs(job -> {}, Runnable::run, workers, InstantSource.system()));
    worked.show(session.openedProperty().get().orElseThrow());
    return worked;
  }

  /// The records that the session reads.
  public Tracker tracker() {
    return tracker;
  }

  /// What failed last.
  public Optional<Problem> problem() {
    return problem.get();
  }

  @Override
  public void close() {
    tracker.close();
  }
}
