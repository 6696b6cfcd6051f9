// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.Embedding.Pooling;
import java.util.Optional;

/// What `model.embedding` says. Whether it fits the model, is said where a bundle is made.
final class StatedEmbedding {

  private StatedEmbedding() {}

  static Optional<Embedding> of(ProjectFields fields) {
    Optional<Pooling> pooling =
        Pooling.named(fields.text("model.embedding.pooling").orElse("none"));
    return fields
        .text("model.embedding.output")
        .map(output ->
            new Embedding(
                output, pooling.orElse(Pooling.NONE), fields.truth("model.embedding.normalise")));
  }
}
