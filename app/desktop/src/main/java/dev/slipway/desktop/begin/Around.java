// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.desktop.parts.Chooser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the first screens are given from outside.
///
/// @param chooser asks for a file
/// @param folders asks for a folder
/// @param recent projects that were open before, the newest first
/// @param samples the folder of the samples; empty where none are installed
/// @param copies the folder into which samples are copied unless another is chosen
public record Around(
    Chooser chooser,
    Supplier<Optional<Path>> folders,
    Supplier<List<Path>> recent,
    Optional<Path> samples,
    Path copies) {

  /// A window that knows nothing of the machine.
  public static Around nothing() {
    return new Around(
        (title, patterns) -> Optional.empty(),
        Optional::empty,
        List::of,
        Optional.empty(),
        Path.of("Slipway samples"));
  }
}
