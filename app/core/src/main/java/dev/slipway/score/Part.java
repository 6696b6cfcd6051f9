// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one piece became: the manifest beside its part.
///
/// @param part name of its files, without their ending
/// @param file that it comes from, and the hash of that
/// @param rows that were read, those that were refused among them
/// @param firstRejected the first row that was refused and why; empty for none
/// @param drift counts of each feature's bins, and last of missing values; none without a baseline
record Part(
    String part,
    String file,
    Sha256 input,
    long from,
    long to,
    long rows,
    long rejected,
    String firstRejected,
    Sha256 output,
    Optional<Sha256> rejectedOutput,
    SortedMap<String, List<Long>> drift) {

  Part {
    drift = new TreeMap<>(drift);
  }
}
