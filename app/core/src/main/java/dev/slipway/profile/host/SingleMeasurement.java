// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.TemporaryFolder;
import dev.slipway.profile.ProfileJson;
import dev.slipway.profile.child.Job;
import dev.slipway.profile.child.Message;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Runs one measurement at a time, each step of it in a fresh process.
final class SingleMeasurement {

  private final Semaphore free = new Semaphore(1);
  private final String main;

  /// @param main class that does the measuring
  SingleMeasurement(String main) {
    this.main = main;
  }

  /// What is done while nobody else measures.
  interface Work<T> {
    T at(Launcher launcher) throws ProblemException, IOException, InterruptedException;
  }

  /// Starts measuring processes, which share a scratch folder.
  record Launcher(String main, Path scratch) {

    /// Puts rows where a process can read them.
    Path rows(List<Map<String, Tensor>> rows) throws IOException {
      Path file = scratch.resolve("rows");
      RowsFile.write(file, rows);
      return file;
    }

    /// Does a job in a process of its own, and waits for what it found.
    <T> T run(Job job, Path journal, Class<T> result, Progress progress)
        throws ProblemException, IOException, InterruptedException {
      Path file = scratch.resolve("job.json");
      Files.writeString(
          file, Uninterruptible.get("job", () -> ProfileJson.line(new Message.Order(job))));
      return ProfileJson.part(
          new MeasuringProcess(main, scratch, journal).run(file, progress), result);
    }
  }

  /// @param written where the results go, for the text of a problem with files
  <T> T alone(Path written, Work<T> work) throws ProblemException, InterruptedException {
    if (!free.tryAcquire()) {
      throw Problem.environment(
              "profile.busy",
              "Another measurement is running",
              "Two at once would measure each other",
              "Wait for it to end, or cancel it")
          .asException();
    }
    try {
      Uninterruptible.get("loading", SingleMeasurement::load);
      Path scratch = scratch();
      try {
        return work.at(new Launcher(main, scratch));
      } catch (IOException e) {
        throw new ProblemException(
            Problem.environment(
                "profile.files",
                "The measurement cannot read or write its files",
                String.valueOf(e.getMessage()),
                "Check that the disk has space, and that " + written + " may be written to"),
            e);
      } finally {
        TemporaryFolder.delete(scratch);
      }
    } finally {
      free.release();
    }
  }

  /// What the first measurement of a program would load, half a second long, while nobody could
  /// cancel it: the JSON library, and what a process that is started is logged with, for which all
  /// of the class path is opened.
  private static Message load() {
    var _ = System.getLogger("java.lang.ProcessBuilder");
    return ProfileJson.parse(ProfileJson.line(new Message.Started()), Message.class);
  }

  static Path scratch() throws ProblemException {
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
}
