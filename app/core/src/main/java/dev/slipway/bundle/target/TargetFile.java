// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import java.util.Set;

/// A line of a target's `files`: where a file of the bundle comes from.
///
/// @param template path from the templates' root; empty when files are copied
/// @param copy kind of the files copied, such as `model`; empty when a template is rendered
/// @param path of the file in the bundle; of the folder, for a kind that has several files
/// @param when an expression over the template's values; empty for always
public record TargetFile(
    String template, String copy, String path, boolean executable, String when) {

  /// The kinds of files that a target can copy.
  public static final Set<String> COPIES =
      Set.of(
          "model",
          "golden",
          "requests",
          "drift-baseline",
          "preparation",
          "tokenizer",
          "warmup",
          "runtime",
          "native-amd64",
          "native-arm64",
          "health-check",
          "profiler",
          "scoring",
          "scorer",
          "data-engine-amd64",
          "data-engine-arm64",
          "spark-job");
}
