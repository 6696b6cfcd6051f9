// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import java.util.List;

/// What the ONNX model says of one bird: the probability of each species and the most probable
/// one's place among them.
record Answer(List<Float> probabilities, long label) {

  Answer {
    probabilities = List.copyOf(probabilities);
  }

  float confidence() {
    return probabilities.get(Math.toIntExact(label));
  }
}
