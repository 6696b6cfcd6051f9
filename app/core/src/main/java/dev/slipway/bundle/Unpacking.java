// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Copies files of a bundle into a folder, up to a bound: a zip file of a few bytes can hold as
/// many of them as fill a disk.
final class Unpacking {

  /// Of one file of a team's own, in bytes: patches and resources have a few thousand.
  static final int LARGEST_OWN = 16 << 20;

  /// Of all of them in a zip file, which are held in memory.
  static final int ALL_OWN = 256 << 20;

  /// A small bundle may be compressed well.
  private static final long ALWAYS = 1L << 30;

  /// Slipway compresses nothing; what another program packed anew holds mostly a model and
  /// libraries, which shrink little.
  private static final long COMPRESSED = 10;

  private static final int AT_ONCE = 1 << 16;

  private final Path bundle;
  private final Path folder;
  private long left;

  /// @param bundle the folder or zip file that is unpacked
  /// @param folder to copy into
  /// @param most bytes of all files together
  Unpacking(Path bundle, Path folder, long most) {
    this.bundle = bundle;
    this.folder = folder;
    this.left = most;
  }

  /// Up to what a zip file of its size can be meant to hold; a folder takes its room already.
  static Unpacking of(Path bundle, Path folder) throws IOException {
    return new Unpacking(
        bundle,
        folder,
        Files.isRegularFile(bundle)
            ? Math.max(ALWAYS, COMPRESSED * Files.size(bundle))
            : Long.MAX_VALUE);
  }

  /// Copies one file.
  ///
  /// @throws ProblemException `bundle.too-large` where all of them together are
  void add(String path, boolean executable, InputStream in) throws IOException, ProblemException {
    Path to = folder.resolve(path);
    Files.createDirectories(to.getParent());
    try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      byte[] buffer = new byte[AT_ONCE];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        left -= read;
        if (left < 0) {
          throw tooLarge(
              bundle + " holds far more than its size.",
              "It was unpacked only up to " + path + ".");
        }
        out.write(buffer, 0, read);
      }
    }
    if (executable) {
      BundleWriter.makeExecutable(to);
    }
  }

  /// A file of a team's own that is over [#LARGEST_OWN].
  static ProblemException tooLargeOwn(String path) {
    return tooLarge(
        Stray.visible(path) + " is too large for " + Beside.OWN + ".",
        "A file there may have %d MiB, and those of a zip file %d MiB together."
            .formatted(LARGEST_OWN >> 20, ALL_OWN >> 20));
  }

  private static ProblemException tooLarge(String what, String why) {
    return Problem.input(
            "bundle.too-large",
            what,
            why,
            "Look who made it; name the folder or the zip file that `slipway export` wrote.")
        .asException();
  }
}
