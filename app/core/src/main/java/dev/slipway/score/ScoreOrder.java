// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.Limits;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be scored, with what, and where the answers go.
///
/// @param share of the pieces that is scored now
public record ScoreOrder(Model model, Data data, Terms terms, Path out, Share share) {

  /// @param weights bytes of the model's file and of the files with its weights
  public record Model(
      Path onnx, Sha256 sha256, Signature signature, FeatureMap features, Bytes weights) {}

  /// @param patterns files, folders and globs
  /// @param renamed what the model calls columns that the data call otherwise
  /// @param label a column that is never an input, where one is known
  public record Data(List<String> patterns, Map<String, String> renamed, Optional<String> label) {
    public Data {
      patterns = List.copyOf(patterns);
      renamed = Map.copyOf(renamed);
    }
  }

  /// @param keep columns that stand beside the answers; empty for all that the model does not take
  /// @param maxRejected the largest share of rows that may be refused, 0 to 1
  /// @param limits of the process that scores, its memory altogether
  /// @param baseline the drift baseline to compare with
  public record Terms(
      Optional<List<String>> keep, double maxRejected, Limits limits, Optional<Path> baseline) {

    private static final long MOST_MEMORY = 4L << 30;

    public Terms {
      if (!(maxRejected >= 0 && maxRejected <= 1)) {
        throw new IllegalArgumentException("not a share: " + maxRejected);
      }
    }

    /// Half of the memory, at most 4 GiB.
    public static Bytes usualMemory() {
      var system =
          ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
      return new Bytes(Math.min(MOST_MEMORY, system.getTotalMemorySize() / 2));
    }
  }
}
