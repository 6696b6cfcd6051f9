// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The right to write one bundle, and a folder beside it to prepare its files in; what a killed run
/// left there is cleared.
final class BundleLock implements AutoCloseable {

  private final FileChannel channel;
  private final Path lockFile;
  private final Path folder;

  private BundleLock(FileChannel channel, Path lockFile, Path folder) {
    this.channel = channel;
    this.lockFile = lockFile;
    this.folder = folder;
  }

  /// Beside the folder or zip file, on the same disk, so that moving is renaming.
  static BundleLock beside(Path bundle) throws IOException, ProblemException {
    Path whole = bundle.toAbsolutePath().normalize();
    Path parent = whole.getParent();
    if (parent == null) {
      throw new IOException("it is the whole disk");
    }
    Files.createDirectories(parent);
    Path lockFile = parent.resolve("." + whole.getFileName() + ".slipway-lock");
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw Problem.environment(
                "bundle.being-written",
                "The bundle in " + bundle + " is being written by another run.",
                "It holds " + lockFile + ".",
                "Wait until it has ended, or stop it.")
            .asException();
      }
      Path folder = parent.resolve("." + whole.getFileName() + ".slipway-new");
      clear(folder);
      Files.createDirectories(folder);
      return new BundleLock(channel, lockFile, folder);
    } catch (IOException | ProblemException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path folder() {
    return folder;
  }

  /// Renames, in one step where the disk can.
  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Removes a folder with all that is in it.
  static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(folder)) {
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      clear(folder);
    } finally {
      Files.deleteIfExists(Objects.requireNonNull(lockFile));
      channel.close();
    }
  }
}
