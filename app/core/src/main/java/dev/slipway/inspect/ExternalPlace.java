// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the values of a constant lie beside the model. Only a file in the model's own folder
/// counts; [WeightChecks] says what is wrong with others.
record ExternalPlace(Path file, long offset, long length) {

  static Optional<ExternalPlace> of(Path model, Map<String, String> external) throws IOException {
    try {
      Path real = model.toRealPath();
      Path folder = real.getParent();
      Path file = real.resolveSibling(external.getOrDefault("location", "").replace('\\', '/'));
      long offset = Long.parseLong(external.getOrDefault("offset", "0"));
      long size = Files.isRegularFile(file) ? Files.size(file) : -1;
      long length = Long.parseLong(external.getOrDefault("length", Long.toString(size - offset)));
      boolean within =
          size >= 0
              && folder != null
              && file.toRealPath().startsWith(folder)
              && offset >= 0
              && length >= 0
              && length <= size - offset;
      return within ? Optional.of(new ExternalPlace(file, offset, length)) : Optional.empty();
    } catch (InvalidPathException | NumberFormatException unusable) {
      return Optional.empty();
    }
  }

  MemorySegment mapped(FileChannel channel, Arena arena) throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, offset, length, arena);
  }
}
