// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// Measures a model alone in a process of its own, so that nothing but the model is measured.
/// Interrupting the calling thread cancels. One measurement at a time: make one profiler a program.
public final class Profiler {

  private final Semaphore free = new Semaphore(1);
  private final String main;

  public Profiler() {
    this(ProfileMain.class.getName());
  }

  /// @param main class that does the measuring
  Profiler(String main) {
    this.main = main;
  }

  /// Measures, keeping nothing but the profile.
  public Profile profile(ProfileRequest request, Progress progress)
      throws ProblemException, InterruptedException {
    Path folder = scratch();
    try {
      return profile(request, folder, progress);
    } finally {
      delete(folder);
    }
  }

  /// Measures, and leaves the profile, the journal and the raw samples in a folder: see [RunStore].
  public Profile profile(ProfileRequest request, Path folder, Progress progress)
      throws ProblemException, InterruptedException {
    return profile(request, Pace.of(request.tier()), folder, progress);
  }

  Profile profile(ProfileRequest request, Pace pace, Path folder, Progress progress)
      throws ProblemException, InterruptedException {
    check(request);
    if (request.pattern() instanceof ArrivalPattern.Trace(Path trace)) {
      TraceFile.read(trace);
    }
    if (!free.tryAcquire()) {
      throw Problem.environment(
              "profile.busy",
              "Another measurement is running",
              "Two at once would measure each other",
              "Wait for it to end, or cancel it")
          .asException();
    }
    Path scratch = scratch();
    try {
      return measure(request, pace, new Folders(folder, scratch), progress);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "profile.files",
              "The measurement cannot read or write its files",
              String.valueOf(e.getMessage()),
              "Check that the disk has space, and that " + folder + " may be written to"),
          e);
    } finally {
      delete(scratch);
      free.release();
    }
  }

  private record Folders(Path run, Path scratch) {}

  private Profile measure(ProfileRequest request, Pace pace, Folders folders, Progress progress)
      throws ProblemException, IOException, InterruptedException {
    Files.createDirectories(folders.run());
    Path rows = folders.scratch().resolve("rows");
    RowsFile.write(rows, InputChoice.few(request.rows(), request.settings().seed()));
    var job = ProfileJob.of(request, pace, rows, folders.run().toAbsolutePath());
    Path jobFile = folders.scratch().resolve("job.json");
    Files.writeString(jobFile, ProfileJson.line(job));
    var store = new RunStore(folders.run());
    Profile profile =
        new MeasuringProcess(main, folders.scratch(), store.journal()).run(jobFile, progress);
    store.write(profile);
    return profile;
  }

  private static void check(ProfileRequest request) throws ProblemException {
    if (!Files.isRegularFile(request.model())) {
      throw Problem.input(
              "profile.no-model",
              "There is no model file " + request.model(),
              "It was moved or deleted, or the path is misspelt",
              "Give the path of an ONNX file")
          .asException();
    }
    if (request.rows().isEmpty()) {
      throw Problem.input(
              "profile.no-rows",
              "There is nothing to send to the model",
              "No rows were given, and what a model takes depends on what it is sent",
              "Give a data file or a golden file in slipway.yaml")
          .asException();
    }
  }

  private static Path scratch() throws ProblemException {
    try {
      return Files.createTempDirectory("slipway-profile");
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "profile.no-temporary-folder",
              "No temporary folder can be made",
              String.valueOf(e.getMessage()),
              "Check that the disk has space"),
          e);
    }
  }

  /// What cannot be deleted now is left to the system, which empties its temporary folder.
  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | java.io.UncheckedIOException stillUsed) {
      folder.toFile().deleteOnExit();
    }
  }
}
