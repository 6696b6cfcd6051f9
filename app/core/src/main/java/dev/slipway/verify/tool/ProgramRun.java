// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import dev.slipway.base.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How one run of a program ended.
sealed interface ProgramRun {

  int NOT_ALLOWED = 126;
  int NOT_FOUND = 127;

  /// A shell and Java alike add the signal's number to this one.
  int SIGNALLED = 128;

  int LAST_SIGNAL = 64;

  /// It ran to its end.
  record Ended(int exitCode, String output, String errors) implements ProgramRun {

    /// What it said, errors first.
    String said() {
      return (errors.strip() + "\n" + output.strip()).strip();
    }

    /// How it ended, as one says of a program that did not do its work.
    String manner() {
      String first = said().lines().findFirst().map(String::strip).orElse("");
      String words = first.isEmpty() ? "" : ": " + first.replaceFirst("\\.$", "");
      return switch (exitCode) {
        case NOT_ALLOWED -> "may not be executed (exit code 126)" + words;
        case NOT_FOUND -> "lacks a program or library that it needs (exit code 127)" + words;
        default ->
            (exitCode > SIGNALLED && exitCode <= SIGNALLED + LAST_SIGNAL
                    ? "was ended by signal " + (exitCode - SIGNALLED)
                    : "ended with exit code " + exitCode)
                + words;
      };
    }
  }

  /// It could not be started, or had to be ended.
  ///
  /// @param manner as of [Ended#manner()]
  record Broken(String manner) implements ProgramRun {}

  /// Runs a program in a folder, never through a shell, with nothing on its input; an interrupt
  /// kills it.
  static ProgramRun of(Path folder, List<String> command, Duration limit)
      throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).directory(folder.toFile()).start();
    } catch (IOException e) {
      return new Broken("cannot be started: " + e.getMessage());
    }
    long end = System.nanoTime() + limit.toNanos();
    try {
      closeInput(process);
      CompletableFuture<String> output = drain(process.getInputStream());
      CompletableFuture<String> errors = drain(process.getErrorStream());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Broken("did not end within " + Durations.exact(limit));
      }
      return new Ended(process.exitValue(), text(output, end), text(errors, end));
    } catch (TimeoutException e) {
      return new Broken("left a process that did not end within " + Durations.exact(limit));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void closeInput(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException ended) {
      // It is told below how it ended.
    }
  }

  private static CompletableFuture<String> drain(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("tool-output")
        .start(() -> {
          try (stream) {
            text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.completeExceptionally(new UncheckedIOException(e));
          }
        });
    return text;
  }

  /// A child that outlives the program may keep its output open.
  private static String text(CompletableFuture<String> stream, long end)
      throws InterruptedException, TimeoutException {
    try {
      return stream.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException cut) {
      return "";
    }
  }
}
