// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.jobs;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.WorkEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Runs long work on threads of its own, and reports its progress to the window. The threads are
/// platform threads, because busy virtual threads would starve each other.
public final class Jobs implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Jobs.class.getName());

  /// What long work looks like.
  @FunctionalInterface
  public interface Work<T> {
    T run(Progress progress) throws ProblemException, InterruptedException;
  }

  private final ExecutorService workers;
  private final Executor window;
  private final InstantSource clock;
  private final ObservableList<Job> running = FXCollections.observableArrayList();
  private final Consumer<Job> onFailure;

  /// @param onFailure told of every job that failed, on the thread of the window
  /// @param clock that steps and what is left go by
  public Jobs(Consumer<Job> onFailure, InstantSource clock) {
    this(
        onFailure,
        new WindowThread(),
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("slipway-job-", 0).factory()),
        clock);
  }

  /// @param window runs what belongs to the thread of the window
  /// @param workers runs the work
  public Jobs(
      Consumer<Job> onFailure, Executor window, ExecutorService workers, InstantSource clock) {
    this.onFailure = onFailure;
    this.window = window;
    this.workers = workers;
    this.clock = clock;
  }

  /// The jobs that are not through, the newest last.
  public ObservableList<Job> running() {
    return running;
  }

  /// Starts work. Call it on the thread of the window.
  ///
  /// @param then gets the result, on the thread of the window
  public <T> Job start(String title, String command, Work<T> work, Consumer<T> then) {
    var handle = new Handle();
    var job = new Job(title, command, () -> handle.cancel(this), clock);
    handle.job.set(Optional.of(job));
    running.add(job);
    handle.future.set(
        Optional.of(
            workers.submit(() -> {
              if (handle.claim()) {
                run(job, handle, work, then);
              }
            })));
    return job;
  }

  /// Work is claimed once: by the thread that runs it, or by a cancel that came before that.
  private static final class Handle {
    private final AtomicReference<Optional<Future<?>>> future =
        new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Job>> job = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    boolean claim() {
      return claimed.compareAndSet(false, true);
    }

    void cancel(Jobs jobs) {
      cancelled.set(true);
      future.get().ifPresent(f -> f.cancel(true));
      if (claim()) {
        job.get().ifPresent(early -> jobs.end(early, Job.State.CANCELLED, Optional.empty()));
      }
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  private <T> void run(Job job, Handle handle, Work<T> work, Consumer<T> then) {
    try {
      T result = work.run(new Coalesced(job, window));
      window.execute(() -> {
        end(job, Job.State.DONE, Optional.empty());
        then.accept(result);
      });
    } catch (InterruptedException e) {
      window.execute(() -> end(job, Job.State.CANCELLED, Optional.empty()));
    } catch (ProblemException e) {
      fail(job, handle, e.problem());
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "unexpected in " + job.title(), e);
      fail(job, handle, unexpected(e));
    }
  }

  /// A file that is being read when its reader is interrupted looks damaged: after a cancel, no
  /// failure is news.
  private void fail(Job job, Handle handle, Problem problem) {
    window.execute(() -> {
      if (handle.cancelled.get()) {
        end(job, Job.State.CANCELLED, Optional.empty());
        return;
      }
      end(job, Job.State.FAILED, Optional.of(problem));
      onFailure.accept(job);
    });
  }

  private void end(Job job, Job.State how, Optional<Problem> why) {
    running.remove(job);
    job.end(how, why);
  }

  private static Problem unexpected(Throwable failure) {
    return new Problem(
        new Problem.Code(Problem.Category.INTERNAL, "slipway.unexpected"),
        "Slipway failed: " + failure.getClass().getSimpleName(),
        String.valueOf(failure.getMessage()),
        "This is a defect. Copy the details and report it; nothing that was kept is lost.");
  }

  /// Hands on the newest report only, however often work reports, and every event.
  private static final class Coalesced implements Progress {
    private record Report(double fraction, String doing) {}

    private final Job job;
    private final Executor window;
    private final AtomicReference<Optional<Report>> waiting =
        new AtomicReference<>(Optional.empty());
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asked = new AtomicBoolean();

    private record Told(WorkEvent event, Instant at) {}

    Coalesced(Job job, Executor window) {
      this.job = job;
      this.window = window;
    }

    @Override
    public void report(double fraction, String doing) {
      if (waiting.getAndSet(Optional.of(new Report(fraction, doing))).isEmpty()) {
        window.execute(() ->
            waiting
                .getAndSet(Optional.empty())
                .ifPresent(report -> job.advance(report.fraction(), report.doing())));
      }
    }

    @Override
    public void tell(WorkEvent event) {
      told.add(new Told(event, job.now()));
      if (!asked.getAndSet(true)) {
        window.execute(this::handOn);
      }
    }

    private void handOn() {
      asked.set(false);
      for (var next = told.poll(); next != null; next = told.poll()) {
        job.take(next.event(), next.at());
      }
    }
  }
}
