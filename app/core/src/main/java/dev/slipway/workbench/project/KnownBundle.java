// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.BundleSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A bundle with its files as they lie there. It has some 60 MB, which every page that shows the
/// checklist asks about: it is read again only where a file's size, time or identity is another
/// one.
public final class KnownBundle {

  private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

  private KnownBundle() {}

  private record Known(Map<Path, String> files, BundleSnapshot snapshot) {}

  /// Its hash.
  ///
  /// @param folder one that holds a `bundle.json`, or a zip file; one that nobody can read stands
  ///   for itself
  /// @param memory of earlier commands
  static Sha256 hash(Path folder, HashMemory memory) throws ProblemException {
    try {
      return snapshot(folder, memory).asItLies();
    } catch (ProblemException noBundle) {
      return Hashes.of(folder.resolve(BundleManifest.FILE));
    }
  }

  /// What `bundle.json` says, and what is really there.
  ///
  /// @param folder as for [BundleReader#snapshot]
  /// @param memory of earlier commands
  public static BundleSnapshot snapshot(Path folder, HashMemory memory) throws ProblemException {
    Path place = folder.toAbsolutePath().normalize();
    Instant begun = Instant.now();
    Optional<Map<Path, String>> files = files(place, begun);
    Known known = KNOWN.get(place);
    if (known != null && files.equals(Optional.of(known.files()))) {
      return known.snapshot();
    }
    HashMemory.Session session = memory.of(place);
    BundleSnapshot snapshot = new BundleReader().snapshot(folder, session);
    session.keep();
    files.ifPresentOrElse(
        seen -> KNOWN.put(place, new Known(seen, snapshot)), () -> KNOWN.remove(place));
    return snapshot;
  }

  /// What tells each file, folder or link from another of its name; empty where one is too new to
  /// be told.
  private static Optional<Map<Path, String>> files(Path folder, Instant now) {
    Map<Path, String> files = new TreeMap<>();
    // A link to a bundle is as it was whatever happens to the bundle.
    try (Stream<Path> walk = Files.walk(folder.toRealPath())) {
      for (Path file : walk.toList()) {
        var about =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Instant written = about.lastModifiedTime().toInstant();
        if (written.isAfter(now.minus(HashMemory.TICK))) {
          return Optional.empty();
        }
        files.put(file, about.size() + " " + written + " " + about.fileKey() + rest(file));
      }
      return Optional.of(files);
    } catch (IOException | UncheckedIOException changingMeanwhile) {
      return Optional.empty();
    }
  }

  /// Who may run a file can change without its time, and its time can be set back.
  private static String rest(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? new TreeMap<>(Files.readAttributes(file, "unix:ctime,mode", LinkOption.NOFOLLOW_LINKS))
            .toString()
        : "";
  }
}
