// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.bundle.Beside.Found;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Everything that lies in a folder. No symbolic link is followed: a link leads to bytes that
/// nobody exported, or out of the bundle.
final class FolderEntries {

  /// Disks that show each file as a program, since they keep no such rights.
  private static final Set<String> WITHOUT_MODES =
      Set.of(
          "vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "9p", "drvfs", "cifs", "smb3",
          "smbfs");

  /// The bits of who may run a file, and of those that run as their owner or group.
  private static final int PROGRAM = 06111;

  private FolderEntries() {}

  static List<Found> of(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    // The bundle's own folder may be a link: only what is in it counts.
    Path root = folder.toRealPath();
    boolean modes = keepsModes(root);
    List<Found> found = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        if (!path.equals(root)) {
          String name = root.relativize(path).toString().replace(File.separatorChar, '/');
          found.add(found(name, path, modes));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  private static Found found(String name, Path path, boolean modes) throws IOException {
    var about = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (about.isSymbolicLink()) {
      return new Found(
          name,
          Found.Kind.REFUSED,
          "a symbolic link to " + Stray.visible(Files.readSymbolicLink(path).toString()));
    }
    return about.isDirectory()
        ? new Found(name, Found.Kind.FOLDER, "")
        : about.isRegularFile()
            ? new Found(name, Found.Kind.FILE, "", modes && isProgram(path))
            : new Found(name, Found.Kind.REFUSED, "neither a file nor a folder");
  }

  private static boolean keepsModes(Path root) {
    if (!root.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    try {
      return !WITHOUT_MODES.contains(Files.getFileStore(root).type().toLowerCase(Locale.ROOT));
    } catch (IOException noMount) {
      // As in a changed root that is no mount of its own.
      return true;
    }
  }

  private static boolean isProgram(Path path) throws IOException {
    Integer mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & PROGRAM) != 0;
  }

  /// Whether a path within a folder leads to a regular file by folders alone, not by a link.
  static boolean isPlainFile(Path folder, String path) {
    return isByFolders(folder, path)
        && Files.isRegularFile(folder.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  /// Whether nothing that a path leads through is a link. What it leads to may be one, or not be
  /// there.
  static boolean isByFolders(Path folder, String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (Files.isSymbolicLink(folder.resolve(path.substring(0, slash)))) {
        return false;
      }
    }
    return true;
  }

  /// Whether a path in other letters leads to the file of one of these, as it does where case does
  /// not count.
  static boolean isOneOf(Path folder, String path, Set<String> paths) throws IOException {
    for (String other : paths) {
      if (other.equalsIgnoreCase(path)
          && Files.exists(folder.resolve(path))
          && Files.isSameFile(folder.resolve(path), folder.resolve(other))) {
        return true;
      }
    }
    return false;
  }
}
