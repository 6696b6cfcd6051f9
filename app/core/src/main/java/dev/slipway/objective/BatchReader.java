// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.base.Words;
import java.util.Optional;

/// Reads what is scored in batch.
final class BatchReader {

  private BatchReader() {}

  static Optional<Batch> read(ProjectFields fields) {
    var rows = fields.value("objectives.batch.rows", Units::rows);
    var within = fields.value("objectives.batch.within", Units::span);
    var every = fields.choice("objectives.batch.every", Batch.Every.values());
    if (rows.isEmpty() || within.isEmpty() || every.isEmpty()) {
      return Optional.empty();
    }
    if (within.get().compareTo(every.get().shortest()) > 0) {
      fields.wrong(
          "objectives.batch.within",
          "contradiction",
          "a run may take no longer than until the next one begins, which is every %s"
              .formatted(Words.id(every.get())));
      return Optional.empty();
    }
    return Optional.of(new Batch(rows.get(), every.get(), within.get()));
  }
}
