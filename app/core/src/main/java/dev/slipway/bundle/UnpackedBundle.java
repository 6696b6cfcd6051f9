// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A bundle as a folder: the folder itself, or for as long as this is open what a zip file holds.
public final class UnpackedBundle implements AutoCloseable {

  private final Path folder;
  private final Optional<Path> temporary;

  private UnpackedBundle(Path folder, Optional<Path> temporary) {
    this.folder = folder;
    this.temporary = temporary;
  }

  /// @param bundle a folder, or a zip file
  public static UnpackedBundle of(Path bundle) throws ProblemException {
    if (!Files.isRegularFile(bundle)) {
      return new UnpackedBundle(bundle, Optional.empty());
    }
    try (BundleSource source = BundleSource.open(bundle)) {
      Path folder = Files.createTempDirectory("slipway-bundle");
      UnpackedBundle unpacked = new UnpackedBundle(folder, Optional.of(folder));
      try {
        source.copyTo(folder);
        return unpacked;
      } catch (ProblemException | RuntimeException e) {
        unpacked.close();
        throw e;
      }
    } catch (IOException e) {
      throw BundleWriter.cannotWrite(bundle, e);
    }
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws ProblemException {
    if (temporary.isPresent()) {
      try {
        BundleLock.clear(temporary.get());
      } catch (IOException e) {
        throw BundleWriter.cannotWrite(temporary.get(), e);
      }
    }
  }
}
