// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Numbers;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a template of others so that it ends: a thread of its own, a limit on what it writes and on
/// how long it takes.
final class BoundedRun {

  /// What a template may take; none of ours comes near a hundredth of it.
  ///
  /// @param characters of one file
  record Bounds(int characters, Duration time) {
    static final Bounds USUAL = new Bounds(16 << 20, Duration.ofSeconds(30));
  }

  /// A template was stopped.
  static final class Exceeded extends IOException {
    private static final long serialVersionUID = 1L;

    Exceeded(String what) {
      super(what);
    }
  }

  /// Writes a template's text.
  interface Rendering {
    void into(Writer out) throws Exception;
  }

  private final Bounds bounds;

  BoundedRun(Bounds bounds) {
    this.bounds = bounds;
  }

  /// The text.
  ///
  /// @throws Exceeded where it was stopped
  /// @throws Exception what rendering threw
  String of(Rendering rendering) throws Exception {
    var out = new BoundedText(bounds.characters());
    var task =
        new FutureTask<String>(() -> {
          rendering.into(out);
          return out.toString();
        });
    Thread worker = Thread.ofPlatform().daemon().name("template").start(task);
    try {
      return result(task);
    } catch (TimeoutException e) {
      // Loops of a template look for this; see TemplateEngine.
      worker.interrupt();
      throw new Exceeded(
          "it was not done after " + Numbers.count(bounds.time().toSeconds()) + " s");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case StackOverflowError _ -> throw new Exceeded("it calls itself without end");
        case OutOfMemoryError _ -> throw new Exceeded("it needs more memory than there is");
        case Error error -> throw error;
        case Exception exception -> throw exception;
        case null, default -> throw e;
      }
    }
  }

  /// Waits to the end though the waiting thread is interrupted: whoever did that is told
  /// afterwards.
  private String result(FutureTask<String> task) throws ExecutionException, TimeoutException {
    boolean interrupted = false;
    long end = System.nanoTime() + bounds.time().toNanos();
    try {
      while (true) {
        try {
          return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class BoundedText extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final int longest;

    BoundedText(int longest) {
      this.longest = longest;
    }

    @Override
    public void write(char[] buffer, int from, int length) throws IOException {
      if (text.length() + (long) length > longest) {
        throw new Exceeded("it writes more than " + Numbers.count(longest) + " characters");
      }
      text.append(buffer, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
