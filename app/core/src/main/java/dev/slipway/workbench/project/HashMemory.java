// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Sha256;
import dev.slipway.bundle.FileHashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Remembers the hashes of bundles' files from one command to the next, as the index of git does:
/// reading 60 MB takes longer than most of what is said of a project.
///
/// A hash is believed while everything is as it was that the disk tells of a file: its size, both
/// of its times, its number and its rights. The time of its last change is the disk's own: whoever
/// writes the file with other bytes, and then gives it its old size and date again, has changed
/// that time. Only who sets the clock of the machine back, or writes past the file system, goes
/// unseen. What was written within a tick before it was read is never remembered, since it could be
/// written again within the same tick; nor is anything on a disk without such a time. On this rests
/// whether what was found holds for the bundle as it lies there, and so what pages and checklist
/// say of it: whoever verifies or signs a bundle reads its files, and so does what evidence
/// records.
///
/// @param folder that holds a file a bundle; what is in it can be removed at any time
/// @param tick of a disk's clock, at most
public record HashMemory(Path folder, Duration tick) {

  private static final String ASKED = "unix:size,lastModifiedTime,ctime,dev,ino,mode";

  /// A file that was written so shortly before may be written again within the same tick of its
  /// disk's clock.
  static final Duration TICK = Duration.ofSeconds(2);

  /// That of some thousand bundles' files is smaller.
  private static final long LARGEST = 4L << 20;

  /// Of a bundle that was not looked at for so long.
  private static final Duration FORGOTTEN = Duration.ofDays(60);

  public HashMemory(Path folder) {
    this(folder, TICK);
  }

  /// What is remembered of a bundle.
  Session of(Path bundle) {
    String name = Sha256.of(bundle.toString().getBytes(StandardCharsets.UTF_8)).hex();
    return new Session(folder, folder.resolve(name), tick);
  }

  /// A hash, and what the disk told of the file.
  private record Known(Sha256 sha256, String told) {}

  /// One look at a bundle.
  static final class Session implements FileHashes {

    private final Path folder;
    private final Path memory;
    private final Instant begun = Instant.now();
    private final Instant old;
    private final Map<String, Known> now = new TreeMap<>();
    private @Nullable Map<String, Known> before;
    private boolean found;

    private Session(Path folder, Path memory, Duration tick) {
      this.folder = folder;
      this.memory = memory;
      this.old = begun.minus(tick);
    }

    @Override
    public Sha256 of(Path file) throws IOException {
      Optional<String> told = told(file, old);
      if (told.isEmpty()) {
        return Sha256.of(file);
      }
      if (before == null) {
        before = read(memory);
      }
      Known known = before.get(file.toString());
      if (known != null && known.told().equals(told.get())) {
        now.put(file.toString(), known);
        return known.sha256();
      }
      Sha256 sha256 = Sha256.of(file);
      if (told.equals(told(file, old))) {
        found = true;
        now.put(file.toString(), new Known(sha256, told.get()));
      }
      return sha256;
    }

    /// Keeps what is known now. Where it cannot be kept, the next command reads the files again.
    void keep() {
      if (!found) {
        return;
      }
      var lines = new StringBuilder();
      now.forEach((file, known) ->
          lines.append(known.sha256().hex() + "\t" + known.told() + "\t" + file + "\n"));
      try {
        Files.createDirectories(folder);
        forget(folder, begun.minus(FORGOTTEN));
        Path draft = Files.createTempFile(folder, "hashes", ".draft");
        try {
          Files.writeString(draft, lines);
          Files.move(
              draft, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
          Files.deleteIfExists(draft);
        }
      } catch (IOException | UncheckedIOException noPlaceForIt) {
        // Nothing rests on it.
      }
    }

    /// Of bundles that are gone, and what a process left that was killed.
    private static void forget(Path folder, Instant before) throws IOException {
      try (Stream<Path> all = Files.list(folder)) {
        for (Path each : all.toList()) {
          if (Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
            Files.deleteIfExists(each);
          }
        }
      }
    }
  }

  /// Lines that cannot be read are none: their files are read again.
  private static Map<String, Known> read(Path memory) {
    var known = new HashMap<String, Known>();
    try {
      boolean readable = Files.isRegularFile(memory) && Files.size(memory) <= LARGEST;
      List<String> lines = readable ? Files.readAllLines(memory) : List.of();
      for (String line : lines) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
          known.put(parts[2], new Known(new Sha256(parts[0]), parts[1]));
        }
      }
    } catch (IOException | IllegalArgumentException damaged) {
      known.clear();
    }
    return known;
  }

  /// What the disk tells of a file; empty where it is too new to be told from what it may become,
  /// or where the disk does not say when it was changed.
  private static Optional<String> told(Path file, Instant old) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    Map<String, Object> all = Files.readAttributes(file, ASKED, LinkOption.NOFOLLOW_LINKS);
    boolean settled =
        all.get("lastModifiedTime") instanceof FileTime written
            && all.get("ctime") instanceof FileTime changed
            && written.toInstant().isBefore(old)
            && changed.toInstant().isBefore(old);
    return settled ? Optional.of(new TreeMap<>(all).values().toString()) : Optional.empty();
  }
}
