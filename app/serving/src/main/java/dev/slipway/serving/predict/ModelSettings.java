// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import java.nio.file.Path;
import java.util.Optional;

/// How a model is loaded. The same settings on the same machine give the same answers, bit by bit.
///
/// @param threads intra-op threads, at least 1
/// @param spinning whether waiting threads burn CPU; wins only on an idle machine
/// @param memoryArena whether ONNX Runtime keeps freed memory for the next run
/// @param profile prefix of the file to which ONNX Runtime writes per-operator times; it slows runs
public record ModelSettings(
    int threads,
    OptimizationLevel level,
    boolean spinning,
    boolean memoryArena,
    Optional<Path> profile) {

  public ModelSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("A model needs at least one thread: " + threads);
    }
  }

  public ModelSettings(int threads, OptimizationLevel level, boolean spinning) {
    this(threads, level, spinning, true, Optional.empty());
  }

  /// All optimisations, no spinning.
  public static ModelSettings withThreads(int threads) {
    return new ModelSettings(threads, OptimizationLevel.ALL, false);
  }

  /// The same settings, with ONNX Runtime's own profile written to a file with this prefix.
  public ModelSettings profiledTo(Path prefix) {
    return new ModelSettings(threads, level, spinning, memoryArena, Optional.of(prefix));
  }
}
