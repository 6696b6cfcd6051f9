// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/// A temporary folder of this application. A lock shows that the application lives. A folder
/// without one was left behind by a killed application, and is removed when the next one of its
/// kind is made.
public final class HeldFolder implements AutoCloseable {

  private static final String LOCK = "alive";

  /// What the folders of this process have behind the name of their kind; numbers of processes come
  /// again, with the time they do not.
  private static final String OWN =
      ProcessHandle.current().pid() + "-" + System.currentTimeMillis() + "-";

  /// A folder is made before it is locked, and its lock is let go before it is deleted.
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final Path folder;
  private final FileChannel lock;

  private HeldFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// @param where folders of this kind are; old ones of this user that nobody holds are deleted
  /// @param kind what the names of such folders begin with
  public static HeldFolder make(Path where, String kind) throws IOException {
    Path folder = Files.createTempDirectory(where, kind + OWN);
    try {
      FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      sweep(where, kind, folder);
      return new HeldFolder(folder, lock);
    } catch (IOException e) {
      TemporaryFolder.delete(folder);
      throw e;
    }
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException gone) {
      // The folder goes all the same.
    }
    TemporaryFolder.delete(folder);
  }

  /// Passes by this process's own folders: on Linux whoever closes a file lets go of all locks that
  /// the process has on it. One thread at a time, since a process asks for a lock but once.
  private static synchronized void sweep(Path where, String kind, Path own) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(where, kind + "*")) {
      for (Path folder : all) {
        boolean ours = folder.getFileName().toString().startsWith(kind + OWN);
        if (!ours && isLeft(folder, own)) {
          TemporaryFolder.delete(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // Another run sweeps.
    }
  }

  private static boolean isLeft(Path folder, Path own) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
        return false;
      }
      Instant made = Files.getLastModifiedTime(folder).toInstant();
      return made.isBefore(Files.getLastModifiedTime(own).toInstant().minus(FRESH))
          && !isHeld(folder.resolve(LOCK));
    } catch (IOException gone) {
      return false;
    }
  }

  private static boolean isHeld(Path lock) throws IOException {
    if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free == null;
    }
  }
}
