// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ModelIntake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Takes in a pickle, a joblib dump or a skops file, and says what is wrong with one that cannot be
/// read.
public final class PickleIntake {

  private static final int MOST_NAMES = 5;

  private PickleIntake() {}

  /// What a file is, and what loading it would run.
  ///
  /// @param obstacles of the model to becoming ONNX, each in a sentence without its full stop
  public static PickleReport report(Path file, Function<Instance, List<String>> obstacles)
      throws ProblemException {
    try {
      var size = new Bytes(Files.size(file));
      String name = String.valueOf(file.getFileName());
      return PickleReport.of(read(file), name, size, Sha256.of(file), obstacles);
    } catch (IOException e) {
      throw ModelIntake.unreadable(file, e);
    }
  }

  /// The file as data.
  public static PickleFile read(Path file) throws ProblemException, IOException {
    var imports = new Imports();
    try {
      return PickleFile.open(file, new Meter(Bounds.of(Files.size(file))), imports);
    } catch (MalformedException e) {
      throw new ProblemException(problem(file, e, imports), e);
    }
  }

  /// Python runs a damaged pickle up to the damage: what it would have run until there is said.
  private static Problem problem(Path file, MalformedException e, Imports imports) {
    String dangerous =
        imports.all().stream()
            .map(Import::name)
            .filter(name -> Trust.of(name) == Trust.DANGEROUS)
            .limit(MOST_NAMES)
            .map(Value.Name::qualified)
            .collect(Collectors.joining(", "));
    return Problem.input(
        e.cutOff() ? "model.truncated" : "model.malformed",
        file + " cannot be read as a pickle",
        "Reading it as data: %s.%s"
            .formatted(
                e.reason(),
                dangerous.isEmpty()
                    ? ""
                    : " Up to there it imports " + dangerous + ", which may do harm."),
        dangerous.isEmpty()
            ? "Save the model again where it was trained: joblib.dump(model, 'model.joblib')."
            : "Do not load this file in Python. Ask whoever made it what it is.");
  }
}
