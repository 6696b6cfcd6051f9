// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.measure.load.LoadGenerator;
import dev.slipway.measure.load.LoadSpec;
import dev.slipway.measure.load.LoadTarget;
import dev.slipway.measure.load.Measured;
import java.time.Duration;
import java.util.function.Function;

/// A block of load in which something was answered. One in which the system let us answer nothing
/// says nothing: it is run again, twice as long, since a machine that is busy now is mostly busy
/// for a while.
final class AnsweredBlock {

  private static final int MOST_TRIES = 10;

  private AnsweredBlock() {}

  /// @param length of the first try
  /// @param spec of a block of such a length
  /// @param model as messages name it
  static Measured run(
      LoadGenerator generator,
      Duration length,
      Function<Duration, LoadSpec> spec,
      LoadTarget.Source source,
      String model)
      throws ProblemException, InterruptedException {
    Duration longer = length;
    for (int i = 0; i < MOST_TRIES; i++) {
      Measured measured = generator.run(spec.apply(longer), source, Progress.NONE);
      ModelLoading.allAnswered(measured.block(), model);
      if (measured.block().response().count() > 0) {
        return measured;
      }
      longer = longer.multipliedBy(2);
    }
    throw Problem.environment(
            "profile.no-answers",
            "The model " + model + " gave no answer in " + MOST_TRIES + " blocks of measuring",
            "This machine is too busy to measure on",
            "Wait for a quieter machine")
        .asException();
  }
}
