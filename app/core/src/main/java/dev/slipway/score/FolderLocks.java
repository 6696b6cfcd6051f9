// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may write to a folder of answers: one whole run alone, or shares beside one another.
final class FolderLocks implements AutoCloseable {

  private static final String LOCK = "_lock";

  /// Bytes of the file that are locked, which need not be there.
  private static final long WORKING = 0;

  private static final long SETTLING = 1;

  private final FileChannel folder;
  private final Optional<FileChannel> share;

  private FolderLocks(FileChannel folder, Optional<FileChannel> share) {
    this.folder = folder;
    this.share = share;
  }

  /// @throws ProblemException when another run is at work that must not be beside this one; in this
  ///   process none may be, since its locks hold for all of it
  static FolderLocks take(Path folder, Share share) throws IOException, ProblemException {
    FileChannel all = channel(folder.resolve(LOCK));
    if (lock(all, !share.isAll()) == null) {
      all.close();
      throw busy("Another run writes to " + folder, "It holds the lock of the folder.");
    }
    if (share.isAll()) {
      return new FolderLocks(all, Optional.empty());
    }
    FileChannel channel = channel(folder.resolve(LOCK + "-" + share.index() + "of" + share.of()));
    if (lock(channel, false) == null) {
      channel.close();
      all.close();
      throw busy(
          "Another process scores the share " + share + " into " + folder,
          "It holds the lock of the share.");
    }
    return new FolderLocks(all, Optional.of(channel));
  }

  /// Held until it is closed, and waited for: what all runs have in common, one of them settles.
  FileLock settling() throws IOException {
    return folder.lock(SETTLING, 1, false);
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock lock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(WORKING, 1, shared);
    } catch (OverlappingFileLockException ours) {
      return null;
    }
  }

  private static ProblemException busy(String what, String why) {
    return Problem.environment(
            "score.folder-busy",
            what,
            why,
            "Wait until it is done, or choose another folder with --out.")
        .asException();
  }

  /// The files stay: another run may have one open, and would hold a lock on a file that is gone.
  @Override
  public void close() {
    try {
      if (share.isPresent()) {
        share.get().close();
      }
      folder.close();
    } catch (IOException gone) {
      // The locks went with their channels.
    }
  }
}
