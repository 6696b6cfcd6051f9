// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.file.Path;

/// Says what the hash of a bundle's file is.
@FunctionalInterface
public interface FileHashes {

  /// By reading all of it.
  FileHashes READ = Sha256::of;

  /// @param file a regular file
  Sha256 of(Path file) throws IOException;
}
