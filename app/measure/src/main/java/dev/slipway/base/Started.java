// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/// Work that runs beside the caller's own until its result is asked for.
public final class Started<R> {

  /// What is to be done.
  @FunctionalInterface
  public interface Work<R> {
    R result() throws ProblemException;
  }

  /// What is to be done with each of some parts.
  @FunctionalInterface
  public interface Part<T, R> {
    R of(T part) throws ProblemException;
  }

  /// Either is there.
  private record Outcome<R>(@Nullable R result, @Nullable ProblemException problem) {
    static <R> Outcome<R> of(Work<R> work) {
      try {
        return new Outcome<>(work.result(), null);
      } catch (ProblemException e) {
        return new Outcome<>(null, e);
      }
    }
  }

  /// As many as there are cores: whoever begins work soon waits for it. Java's own pool has one
  /// fewer, which on two cores is half of them.
  private static final ForkJoinPool WORKERS =
      new ForkJoinPool(Runtime.getRuntime().availableProcessors());

  private final CompletableFuture<Outcome<R>> outcome;

  private Started(CompletableFuture<Outcome<R>> outcome) {
    this.outcome = outcome;
  }

  public static <R> Started<R> begin(Work<R> work) {
    return new Started<>(CompletableFuture.supplyAsync(() -> Outcome.of(work), WORKERS));
  }

  private void await() {
    outcome.handle((done, defect) -> true).join();
  }

  /// Waits for it; its problem is thrown here.
  public R result() throws ProblemException {
    Outcome<R> done;
    try {
      done = outcome.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException defect -> throw defect;
        case Error defect -> throw defect;
        case null, default -> throw e;
      }
    }
    if (done.problem() != null) {
      throw done.problem();
    }
    return Objects.requireNonNull(done.result());
  }

  /// The results in the order of the parts, which are worked on at the same time. Where some fail,
  /// the first one's problem is thrown, once nothing works any more.
  public static <T, R> List<R> each(List<T> parts, Part<T, R> work) throws ProblemException {
    List<Started<R>> started = parts.stream().map(part -> begin(() -> work.of(part))).toList();
    started.forEach(Started::await);
    List<R> results = new ArrayList<>();
    for (Started<R> one : started) {
      results.add(one.result());
    }
    return List.copyOf(results);
  }
}
