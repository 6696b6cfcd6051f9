// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.protocol.PreparationReader;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.verify.check.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A check of what a service makes the model's inputs of: rows, texts or pictures.
///
/// @param name of the check
/// @param what is taken, such as texts
record PreparedCheck(String name, String what, Rehearsal rehearsal, Report report) {

  /// What a bundle says of it, as something that can be asked.
  interface Reading<T> {

    /// @param file of the preparation, beside which others lie
    /// @return empty where the service does not take it
    Optional<T> of(Preparation preparation, Path file)
        throws InferenceException, PreparationException, IOException, ProblemException;
  }

  /// @return empty where there is nothing to look at, or it cannot be read, which is reported
  <T> Optional<T> read(Reading<T> reading) throws ProblemException {
    Optional<String> named = rehearsal.bundle().named("preparation.json");
    if (named.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = rehearsal.bundle().path(named.get());
      return reading.of(PreparationReader.read(file), file);
    } catch (InferenceException unreadable) {
      return unreadable(unreadable.reason());
    } catch (PreparationException unreadable) {
      return unreadable(unreadable.what() + ": " + unreadable.why());
    } catch (IOException unreadable) {
      return unreadable(String.valueOf(unreadable.getMessage()));
    }
  }

  /// What the model takes.
  List<TensorSpec> inputs() throws ProblemException {
    return Inspector.inspect(ModelIntake.open(rehearsal.model())).signature().inputs();
  }

  Problem problem(String told, String why, String remedy) {
    return ServiceCheck.problem(what, told, why, remedy);
  }

  private <T> Optional<T> unreadable(String why) {
    report.failed(
        name,
        problem(
            "What the bundle says of " + what + " cannot be read.",
            why,
            "Export the bundle again."));
    return Optional.empty();
  }
}
