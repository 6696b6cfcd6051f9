// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.Arrays;

/// The population stability index as the exported rules ask Prometheus for it, written a second
/// time on purpose.
final class ExportedIndex {

  private static final double LEAST = 0.0001;

  private ExportedIndex() {}

  static double of(long[] learned, long[] seen) {
    double rows = Arrays.stream(learned).sum();
    double window = Arrays.stream(seen).sum();
    double index = 0;
    for (int bin = 0; bin < seen.length; bin++) {
      double expected = Math.max(LEAST, learned[bin] / rows);
      double share = Math.max(LEAST, seen[bin] / window);
      index += (share - expected) * Math.log(share / expected);
    }
    return index;
  }
}
