// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.util.List;

/// What long work tells of itself besides how far it is. Whoever does not listen misses nothing:
/// all of it is in the result too.
public sealed interface WorkEvent {

  /// Steps that are still to come, in their order, after those that were told before.
  record Planned(List<String> steps) implements WorkEvent {
    public Planned {
      steps = List.copyOf(steps);
    }
  }

  /// A step begins; one that goes on is over by that.
  record Began(String step) implements WorkEvent {}

  /// A line of a step's log.
  record Logged(String step, String line) implements WorkEvent {}

  /// A step is over.
  record Ended(String step, Outcome how) implements WorkEvent {}

  /// How a step went.
  enum Outcome {
    DONE,
    FAILED,
    NOT_RUN
  }

  /// All that was found so far, fit to be drawn; a newer one takes its place. Each stage has its
  /// own.
  non-sealed interface Snapshot extends WorkEvent {}
}
