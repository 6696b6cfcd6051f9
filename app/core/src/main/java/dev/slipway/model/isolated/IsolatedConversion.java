// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.Origin;
import dev.slipway.model.ParityRows;
import dev.slipway.model.isolated.ConversionProtocol.Order;
import dev.slipway.model.isolated.ConversionProtocol.Step;
import dev.slipway.model.isolated.FileProcess.Allowed;
import dev.slipway.model.isolated.FileProcess.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/// Makes ONNX of a file of another library in a child process with limits on its memory and time:
/// whatever the file does to a reader, to XGBoost or to ONNX Runtime ends that process and gives a
/// problem.
public final class IsolatedConversion {

  private final Allowed allowed;

  public IsolatedConversion() {
    this.allowed = Allowed.USUAL;
  }

  /// @param main class that runs in the child process
  /// @param heap that any file may take, besides what goes by its size
  /// @param longest time until it wants rows, and from there to its end
  IsolatedConversion(String main, Bytes heap, Duration longest) {
    this.allowed = new Allowed(main, heap, longest);
  }

  /// @param onnx where the converted model goes; nothing is left there after a problem
  /// @param rows are read in this process: they are the user's own
  /// @param progress hears what is done, on a thread of the talk with the other process
  /// @throws IOException where the converted model cannot be kept
  public Origin convert(Path from, Path onnx, ParityRows rows, Progress progress)
      throws ProblemException, IOException {
    try (FileProcess child = FileProcess.start(Task.CONVERSION, from, allowed)) {
      Path draft = child.scratch().resolve("converted.onnx");
      var order = new Order.Convert(from, draft, child.memory());
      Step step = child.ask(out -> ConversionProtocol.write(out, order), progress);
      if (step instanceof Step.RowsWanted wants) {
        var given = rows.written(wants.features());
        step = child.ask(out -> ConversionProtocol.write(out, given), progress);
      }
      return switch (step) {
        case Step.Converted(Origin origin) -> {
          Files.move(draft, onnx, StandardCopyOption.REPLACE_EXISTING);
          yield origin;
        }
        case Step.Refused(var problem) -> throw problem.asException();
        case Step.RowsWanted again ->
            throw child.confused("it wanted rows twice: " + again.features());
        case Step.Told told -> throw child.confused("it told of a file instead of converting it");
      };
    }
  }
}
