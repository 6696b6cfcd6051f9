// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.bundle.render.GeneratedFile;

/// A file of the serving runtime or of the profiler, as it goes into an image.
///
/// @param kind one of [dev.slipway.bundle.target.TargetFile#COPIES]: `runtime`, `native-amd64`,
///   `native-arm64`, `health-check`, `profiler`
/// @param name the file's name
public record RuntimeFile(String kind, String name, GeneratedFile.Content content) {}
