// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.instance;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Where the windows of a home meet: a folder that only its owner may enter, with a lock, which the
/// system frees whatever ends its holder, and with the first window's socket.
record Meeting(Path home, Path folder) {

  private static final String OWNER_ONLY = "rwx------";

  /// What all systems take as the address of a socket; macOS has the least.
  private static final int LONGEST_ADDRESS = 103;

  static Meeting of(Path home) throws IOException {
    Files.createDirectories(home);
    Path folder = home.resolve("window");
    boolean posix = home.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      if (posix) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (posix) {
        closeToOthers(folder);
      }
    }
    return new Meeting(home, folder);
  }

  /// Fails where the folder is another user's.
  private static void closeToOthers(Path folder) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!view.readAttributes().isDirectory()) {
      throw new IOException(folder + " is no folder");
    }
    view.setPermissions(PosixFilePermissions.fromString(OWNER_ONLY));
  }

  /// Empty while another start has it. The lock lasts until the channel is closed.
  Optional<FileChannel> lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      locked = lock != null;
    } catch (OverlappingFileLockException e) {
      // Another window of this very process has it.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(channel) : Optional.empty();
  }

  /// Where the first window is to listen. What a killed one left behind is gone then.
  UnixDomainSocketAddress freshAddress() throws IOException {
    Files.deleteIfExists(socket());
    Files.deleteIfExists(elsewhere());
    if (bytes(socket()) <= LONGEST_ADDRESS) {
      return UnixDomainSocketAddress.of(socket());
    }
    Path far = Files.createTempDirectory("slipway").resolve("socket");
    Files.writeString(elsewhere(), far.toString());
    return UnixDomainSocketAddress.of(far);
  }

  /// Where the first window listens.
  UnixDomainSocketAddress address() throws IOException {
    return UnixDomainSocketAddress.of(
        Files.exists(elsewhere()) ? Path.of(Files.readString(elsewhere()).strip()) : socket());
  }

  private Path socket() {
    return folder.resolve("socket");
  }

  /// Tells the address where the home's own would be too long.
  private Path elsewhere() {
    return folder.resolve("socket.txt");
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
