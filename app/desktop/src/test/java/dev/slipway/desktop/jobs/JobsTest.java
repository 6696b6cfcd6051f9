// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.Progress;
import dev.slipway.base.WorkEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class JobsTest {

  private static final Problem PROBLEM =
      Problem.input("test.problem", "It failed", "It had to", "Expect it");

  /// One piece of work after the other.
  private static Jobs jobs(Consumer<Job> onFailure, Executor window) {
    return new Jobs(onFailure, window, Executors.newSingleThreadExecutor(), InstantSource.system());
  }

  @Test
  void handsTheResultOnAndForgetsTheJob() {
    var results = new ArrayList<String>();
    Jobs jobs = SameThread.jobs(job -> {});

    Job job = jobs.start("title", "command", progress -> "result", results::add);

    assertEquals(List.of("result"), results);
    assertEquals(Job.State.DONE, job.stateProperty().get());
    assertEquals(List.of(), jobs.running());
  }

  @Test
  void tellsOfAnExpectedFailureWithItsProblem() {
    var failures = new ArrayList<Optional<Problem>>();
    Jobs jobs = SameThread.jobs(job -> failures.add(job.problem()));

    jobs.start(
        "title",
        "command",
        progress -> {
          throw PROBLEM.asException();
        },
        result -> {});

    assertEquals(List.of(Optional.of(PROBLEM)), failures);
  }

  @Test
  void showsHowFarTheWorkIs() {
    Jobs jobs = SameThread.jobs(job -> {});
    var seen = new ArrayList<String>();

    jobs.start(
        "title",
        "command",
        progress -> {
          Job running = jobs.running().getLast();
          progress.report(0.25, "a quarter");
          seen.add(running.doingProperty().get() + " " + running.fractionProperty().get());
          return "";
        },
        result -> {});

    assertEquals(List.of("a quarter 0.25"), seen);
  }

  @Test
  void showsTheStepsThatWorkTellsOf() {
    Jobs jobs = SameThread.jobs(job -> {});

    Job job =
        jobs.start(
            "title",
            "command",
            progress -> {
              Progress part = progress.part(0, 0.5);
              part.tell(new WorkEvent.Planned(List.of("files", "service", "load")));
              part.tell(new WorkEvent.Began("files"));
              part.tell(new WorkEvent.Logged("files", "passed: YAML"));
              part.tell(new WorkEvent.Began("service"));
              part.tell(new WorkEvent.Ended("service", WorkEvent.Outcome.FAILED));
              return "";
            },
            result -> {});

    assertEquals(
        List.of("files DONE [passed: YAML]", "service FAILED []", "load NOT_RUN []"), said(job));
  }

  @Test
  void keepsWhatACancelledStepHadSaid() throws InterruptedException {
    BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
    var begun = new CountDownLatch(1);
    try (Jobs jobs = jobs(job -> {}, window::add)) {
      Job job =
          jobs.start(
              "title",
              "command",
              progress -> {
                progress.tell(new WorkEvent.Began("files"));
                progress.tell(new WorkEvent.Began("load"));
                progress.tell(new WorkEvent.Logged("load", "120/s"));
                begun.countDown();
                new CountDownLatch(1).await();
                return "";
              },
              result -> {});
      assertTrue(begun.await(10, TimeUnit.SECONDS));

      job.cancel();
      while (job.stateProperty().get() == Job.State.RUNNING) {
        Optional.ofNullable(window.poll(10, TimeUnit.SECONDS)).orElseThrow().run();
      }

      assertEquals(List.of("files DONE []", "load CANCELLED [120/s]"), said(job));
    }
  }

  private static List<String> said(Job job) {
    return job.steps().stream()
        .map(step -> step.name() + " " + step.stateProperty().get() + " " + step.log())
        .toList();
  }

  @Test
  void aFailureThatACancelBringsAboutIsNoNews() throws InterruptedException {
    BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
    var failed = new ArrayList<Job>();
    var begun = new CountDownLatch(1);
    try (Jobs jobs = jobs(failed::add, window::add)) {
      Job job =
          jobs.start(
              "title",
              "command",
              progress -> {
                begun.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException readingStopped) {
                  throw PROBLEM.asException();
                }
                return "";
              },
              result -> {});
      assertTrue(begun.await(10, TimeUnit.SECONDS));

      job.cancel();
      Optional.ofNullable(window.poll(10, TimeUnit.SECONDS)).orElseThrow().run();

      assertEquals(Job.State.CANCELLED, job.stateProperty().get());
      assertEquals(List.of(), failed);
    }
  }

  @Test
  void workThatIsCancelledBeforeItBeginsEnds() throws InterruptedException {
    var busy = new CountDownLatch(1);
    try (Jobs jobs = jobs(job -> {}, Runnable::run)) {
      jobs.start(
          "title",
          "command",
          progress -> {
            busy.await();
            return "";
          },
          result -> {});
      Job waiting = jobs.start("title", "command", progress -> "", result -> {});

      waiting.cancel();

      assertEquals(Job.State.CANCELLED, waiting.stateProperty().get());
      busy.countDown();
    }
  }

  @Test
  void cancellingInterruptsTheWork() throws InterruptedException {
    BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
    var begun = new CountDownLatch(1);
    try (Jobs jobs = jobs(job -> {}, window::add)) {
      Job job =
          jobs.start(
              "title",
              "command",
              progress -> {
                begun.countDown();
                new CountDownLatch(1).await();
                return "";
              },
              result -> {});
      assertTrue(begun.await(10, TimeUnit.SECONDS));

      job.cancel();
      Optional.ofNullable(window.poll(10, TimeUnit.SECONDS)).orElseThrow().run();

      assertEquals(Job.State.CANCELLED, job.stateProperty().get());
    }
  }
}
