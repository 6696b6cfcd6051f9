// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.isolated.Connection.Answer;
import dev.slipway.model.isolated.Connection.Request;
import dev.slipway.model.isolated.ConversionProtocol.Step;
import dev.slipway.serving.predict.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A child process that does something with one file of others, within limits on its memory and
/// time: whatever the file does to it gives a problem.
final class FileProcess implements AutoCloseable {

  /// A heap holds the file as a tree of values, what is made of it, and the rows of the comparison:
  /// a UBJSON file of 32 MB was converted in 12 times its size and not in 9.
  private static final long TIMES_THE_FILE = 16;

  /// What is done with the file.
  ///
  /// @param id in the codes of problems
  /// @param doing begins a sentence
  /// @param tooLarge what helps where it takes too much memory
  /// @param tooSlow what helps where it takes too long
  record Task(String id, String doing, String tooLarge, String tooSlow) {
    /// Code of the problem that the user ended it.
    String cancelled() {
      return "model." + id + "-cancelled";
    }

    private static final String DAMAGED = "A small file that claims great sizes is damaged. ";

    static final Task CONVERSION =
        new Task(
            "conversion",
            "Converting",
            DAMAGED
                + "A sound one can be converted by the library that trained it, or be trained with"
                + " fewer trees.",
            "Train a smaller model, such as one with fewer or shallower trees.");

    static final Task READING =
        new Task(
            "reading",
            "Reading",
            DAMAGED
                + "Of a sound one, save the fitted model alone: without the data it was trained"
                + " on, and without the trials of a search.",
            "Do not load this file in Python unless you know who made it. Of a sound one, save the"
                + " fitted model alone, without the data it was trained on.");
  }

  /// @param main class that runs in the child process
  /// @param heap that any file may take, besides what goes by its size
  /// @param longest time for one answer
  record Allowed(String main, Bytes heap, Duration longest) {
    static final Allowed USUAL =
        new Allowed(ConvertingMain.class.getName(), Bytes.mebibytes(768), Duration.ofMinutes(5));
  }

  private final Task task;
  private final Path file;
  private final Bytes size;
  private final Allowed allowed;
  private final Connection child;

  private FileProcess(Task task, Path file, Bytes size, Allowed allowed, Connection child) {
    this.task = task;
    this.file = file;
    this.size = size;
    this.allowed = allowed;
    this.child = child;
  }

  static FileProcess start(Task task, Path file, Allowed allowed) throws ProblemException {
    // A file that is larger is refused before anything is made of it.
    var size = new Bytes(Math.min(size(file), ForeignModel.LARGEST));
    var most = new Bytes(allowed.heap.count() + TIMES_THE_FILE * size.count());
    try {
      Connection child = Connection.start(allowed.main, most);
      return new FileProcess(task, file, size, allowed, child);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "model.process-not-started",
              "The process that reads a model cannot be started",
              String.valueOf(e.getMessage()),
              "Free some memory, and some space in " + System.getProperty("java.io.tmpdir") + "."),
          e);
    }
  }

  private static long size(Path file) throws ProblemException {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw ModelIntake.unreadable(file, e);
    }
  }

  /// A folder that both processes may write to, and that goes with this one.
  Path scratch() {
    return child.scratch();
  }

  /// What the process may take beside its heap.
  Bytes memory() {
    return Limits.generous(size).memory();
  }

  /// @param progress hears what the child does, on a thread of the talk with it
  Step ask(Request request, Progress progress) throws ProblemException {
    Answer<Step> next = in -> ConversionProtocol.step(in, progress);
    try {
      return child.ask(request, next, allowed.longest);
    } catch (InferenceException end) {
      throw new ProblemException(problem(end.reason()), end);
    }
  }

  /// That the process answered what was not asked.
  ProblemException confused(String detail) {
    return ended(RuntimeEnd.CRASH, detail).asException();
  }

  private Problem problem(String reason) {
    return RuntimeEnd.of(reason)
        .map(end -> ended(end, end.detail(reason)))
        .orElseGet(() ->
            Problem.input(
                task.cancelled(),
                "Taking " + file.getFileName() + " in was cancelled",
                "Nothing was kept.",
                "Start it again when you want it."));
  }

  private Problem ended(RuntimeEnd end, String detail) {
    String doing = task.doing + " " + file.getFileName();
    return switch (end) {
      case CRASH ->
          Problem.input(
              "model." + task.id + "-crashed",
              doing + " crashed the process that did it",
              "It ended: " + detail,
              "Do not use this file unless you know who made it; save it again with the library"
                  + " that trained it.");
      case MEMORY ->
          Problem.input(
              "model." + task.id + "-memory",
              doing + " needs more memory than it may have",
              "Its process may take %d times the file and %d MB for what it reads; it ended: %s"
                  .formatted(TIMES_THE_FILE, allowed.heap.mebibytesUp(), detail),
              task.tooLarge);
      case SLOW ->
          Problem.input(
              "model." + task.id + "-slow",
              doing + " does not end",
              "There was " + detail + ".",
              task.tooSlow);
    };
  }

  @Override
  public void close() {
    child.close();
  }
}
