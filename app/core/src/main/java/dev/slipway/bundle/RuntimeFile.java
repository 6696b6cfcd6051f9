// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.bundle.render.GeneratedFile;

/// A file of the serving runtime, of the profiler or of what scores in batch, as it goes into an
/// image.
///
/// @param kind one of [dev.slipway.bundle.target.TargetFile#COPIES]: `runtime`, `native-amd64`,
///   `native-arm64`, `health-check`, `profiler`, `scorer`, `data-engine-amd64`,
///   `data-engine-arm64`, `spark-job`
/// @param name the file's name
public record RuntimeFile(String kind, String name, GeneratedFile.Content content) {}
