// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.isolated.ConversionProtocol.Order;
import dev.slipway.model.isolated.ConversionProtocol.Step;
import dev.slipway.model.isolated.FileProcess.Allowed;
import dev.slipway.model.isolated.FileProcess.Task;
import dev.slipway.model.pickle.PickleReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Tells what a pickle, a joblib dump or a skops file is, read in a child process with limits on
/// its memory and time. Nothing in it is run there either.
public final class IsolatedReading {

  private final Allowed allowed;

  public IsolatedReading() {
    this.allowed = Allowed.USUAL;
  }

  /// @param main class that runs in the child process
  /// @param heap that any file may take, besides what goes by its size
  /// @param longest time until it is told
  IsolatedReading(String main, Bytes heap, Duration longest) {
    this.allowed = new Allowed(main, heap, longest);
  }

  /// @param progress hears what is done, on a thread of the talk with the other process
  public PickleReport report(Path file, Progress progress) throws ProblemException {
    try (FileProcess child = FileProcess.start(Task.READING, file, allowed)) {
      var order = new Order.Tell(file, child.memory());
      PickleReport bare =
          told(child, child.ask(out -> ConversionProtocol.write(out, order), progress));
      try {
        // The same with what stands in the way of the model
        return told(child, child.ask(out -> {}, progress));
      } catch (ProblemException e) {
        if (e.problem().code().id().equals(Task.READING.cancelled())) {
          throw e;
        }
        return bare.with(List.of("its size or its shape: " + e.problem().what()));
      }
    }
  }

  private static PickleReport told(FileProcess child, Step step) throws ProblemException {
    return switch (step) {
      case Step.Told(PickleReport report) -> report;
      case Step.Refused(var problem) -> throw problem.asException();
      case Step.Converted made -> throw child.confused("it converted a file instead of telling");
      case Step.RowsWanted wants -> throw child.confused("it wanted rows: " + wants.features());
    };
  }
}
