// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Origin;
import dev.slipway.model.ParityRows;
import dev.slipway.model.isolated.Connection.Answer;
import dev.slipway.model.isolated.ConversionProtocol.Order;
import dev.slipway.model.isolated.ConversionProtocol.Step;
import dev.slipway.serving.predict.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/// Makes ONNX of a file of another library in a child process with limits on its memory and time:
/// whatever the file does to a reader, to XGBoost or to ONNX Runtime ends that process and gives a
/// problem.
public final class IsolatedConversion {

  /// A heap holds the file as a tree of values, what is made of it, and the rows of the comparison:
  /// a UBJSON file of 32 MB was converted in 12 times its size and not in 9.
  private static final long TIMES_THE_FILE = 16;

  private final String main;
  private final Bytes heap;
  private final Duration longest;

  public IsolatedConversion() {
    this(ConvertingMain.class.getName(), Bytes.mebibytes(768), Duration.ofMinutes(5));
  }

  /// @param main class that runs in the child process
  /// @param heap that any file may take, besides what goes by its size
  /// @param longest time until it wants rows, and from there to its end
  IsolatedConversion(String main, Bytes heap, Duration longest) {
    this.main = main;
    this.heap = heap;
    this.longest = longest;
  }

  /// @param onnx where the converted model goes; nothing is left there after a problem
  /// @param rows are read in this process: they are the user's own
  /// @param progress hears what is done, on a thread of the talk with the other process
  /// @throws IOException where the converted model cannot be kept
  public Origin convert(Path from, Path onnx, ParityRows rows, Progress progress)
      throws ProblemException, IOException {
    // One that is larger is refused before anything is made of it.
    long size = Math.min(size(from), ForeignModel.LARGEST);
    var most = new Bytes(heap.count() + TIMES_THE_FILE * size);
    try (Connection child = start(most)) {
      Path draft = child.scratch().resolve("converted.onnx");
      var order = new Order(from, draft, Limits.generous(new Bytes(size)).memory());
      Answer<Step> next = in -> ConversionProtocol.step(in, progress);
      Step step = child.ask(out -> ConversionProtocol.write(out, order), next, longest);
      if (step instanceof Step.RowsWanted wants) {
        var given = rows.written(wants.features());
        step = child.ask(out -> ConversionProtocol.write(out, given), next, longest);
      }
      return switch (step) {
        case Step.Converted(Origin origin) -> {
          Files.move(draft, onnx, StandardCopyOption.REPLACE_EXISTING);
          yield origin;
        }
        case Step.Refused(Problem problem) -> throw problem.asException();
        case Step.RowsWanted again ->
            throw ended(
                    String.valueOf(from.getFileName()),
                    RuntimeEnd.CRASH,
                    "it wanted rows twice: " + again.features())
                .asException();
      };
    } catch (InferenceException end) {
      throw new ProblemException(problem(String.valueOf(from.getFileName()), end.reason()), end);
    }
  }

  private static long size(Path from) throws ProblemException {
    try {
      return Files.size(from);
    } catch (IOException e) {
      throw ModelIntake.unreadable(from, e);
    }
  }

  private Connection start(Bytes most) throws ProblemException {
    try {
      return Connection.start(main, most);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "model.process-not-started",
              "The process that converts a model cannot be started",
              String.valueOf(e.getMessage()),
              "Free some memory, and some space in " + System.getProperty("java.io.tmpdir") + "."),
          e);
    }
  }

  private Problem problem(String name, String reason) {
    return RuntimeEnd.of(reason)
        .map(end -> ended(name, end, end.detail(reason)))
        .orElseGet(() ->
            Problem.input(
                "model.conversion-cancelled",
                "Taking " + name + " in was cancelled",
                "Nothing was kept.",
                "Start it again when you want it."));
  }

  private Problem ended(String name, RuntimeEnd end, String detail) {
    return switch (end) {
      case CRASH ->
          Problem.input(
              "model.conversion-crashed",
              "Converting " + name + " crashed the process that did it",
              "It ended: " + detail,
              "Do not use this file unless you know who made it; save it again with the library"
                  + " that trained it.");
      case MEMORY ->
          Problem.input(
              "model.conversion-memory",
              "Converting " + name + " needs more memory than it may have",
              "Its process may take %d times the file and %d MB for what it reads; it ended: %s"
                  .formatted(TIMES_THE_FILE, heap.mebibytesUp(), detail),
              "A small file that claims great sizes is damaged. A sound one can be converted by the"
                  + " library that trained it, or be trained with fewer trees.");
      case SLOW ->
          Problem.input(
              "model.conversion-slow",
              "Converting " + name + " does not end",
              "There was " + detail + ".",
              "Train a smaller model, such as one with fewer or shallower trees.");
    };
  }
}
