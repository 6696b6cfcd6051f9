// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// How Triton serves the model.
final class TritonRules {

  static final List<Rule> ALL =
      List.of(
          At.the("most rows of a request", "max_batch_size")
              .lowered(BREAKING, "larger requests are refused: tell callers first")
              .raised(NEUTRAL, "larger requests are taken"),
          At.the(
                  "tensor of the model",
                  "input/*",
                  "input2/*",
                  "output/*",
                  "output2/*",
                  "input",
                  "output")
              .any(BREAKING, "requests made for the old model are refused, or answers misread"),
          At.the("queue", "**/max_queue_size")
              .lowered(WEAKER, "bursts are turned away sooner")
              .raised(STRONGER, "bursts wait instead of being turned away")
              .gone(WEAKER, "the queue grows without a bound"),
          At.the("deadline of a request", "**/default_timeout_microseconds")
              .lowered(WEAKER, "answers that came late are given up now")
              .raised(NEUTRAL, "callers may wait longer")
              .gone(WEAKER, "a request may wait without an end"),
          At.the("copies of the model", "**/instance_group/count")
              .lowered(WEAKER, "less is served at once")
              .raised(STRONGER, "more is served at once: memory must have the room"),
          At.the("warm-up", "model_warmup", "model_warmup/**")
              .gone(WEAKER, "the first callers wait longer")
              .any(NEUTRAL, "it is asked once before callers are"),
          At.the(
                  "speed of Triton",
                  "dynamic_batching/max_queue_delay_microseconds",
                  "parameters",
                  "parameters/**")
              .any(NEUTRAL, "another speed: measure it"));

  private TritonRules() {}
}
