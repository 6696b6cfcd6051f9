// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.ForeignModel;
import java.time.Duration;

/// How much a file may make of itself. Each is far above what a trained model needs, and together
/// they keep its reader within the memory of the process that it runs in.
///
/// @param file bytes on the disk
/// @param unpacked bytes after the compression is undone
/// @param held bytes that values, arrays and the memo take, as the reader counts them
/// @param values that are made, and places of a container that are filled
/// @param depth of containers within containers
/// @param time from the first byte to the last value
public record Bounds(long file, long unpacked, long held, long values, int depth, Duration time) {

  private static final long BASE = 512L << 20;
  private static final long MOST_UNPACKED = 4L << 30;
  private static final int TIMES_THE_FILE = 12;
  private static final long MOST_VALUES = 10_000_000;
  private static final int DEEPEST = 1000;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /// @param size bytes of the file
  public static Bounds of(long size) {
    long more = TIMES_THE_FILE * Math.min(size, ForeignModel.LARGEST);
    return new Bounds(
        ForeignModel.LARGEST,
        Math.min(MOST_UNPACKED, BASE + more),
        BASE + more,
        MOST_VALUES,
        DEEPEST,
        LONGEST);
  }
}
