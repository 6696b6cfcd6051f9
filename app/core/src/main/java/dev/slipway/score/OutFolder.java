// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// The folder of answers. A part is there whole or not at all: it is written under another name,
/// forced to the disk, and renamed; it counts from the moment on that its manifest is there.
final class OutFolder implements AutoCloseable {

  /// How the pieces are divided into shares.
  ///
  /// @param of how many shares there are
  /// @param files hash of the names of all files
  record Division(int of, Sha256 files) {

    static Division of(Share share, Iterable<String> names) {
      return new Division(
          share.of(), Sha256.of(String.join("\n", names).getBytes(StandardCharsets.UTF_8)));
    }
  }

  static final String SUCCESS = "_SUCCESS";
  static final String REPORT = "score.json";

  private static final String SETTINGS = "_settings.json";
  private static final String SHARES = "_shares.json";
  private static final String DRAFT = ".draft-";
  private static final String ENDING = ".parquet";

  private final Path folder;
  private final Path manifests;
  private final Path rejects;
  private final FolderLocks locks;

  /// Of the names of unfinished files: those of one share, and of this run among them.
  private final String drafts;

  private final String own;

  private OutFolder(Path folder, Share share, FolderLocks locks) {
    this.folder = folder;
    this.manifests = folder.resolve("_manifest");
    this.rejects = folder.resolve("rejected");
    this.locks = locks;
    // All of the folder, where nobody else works at it.
    this.drafts = share.isAll() ? DRAFT : DRAFT + share.index() + "of" + share.of() + "-";
    this.own = drafts + UUID.randomUUID() + "-";
  }

  /// Makes it where there is none; refuses one of something else, or at which another run is at
  /// work: any other beside a whole one, one of the same share beside a share.
  static OutFolder open(Path folder, Share share) throws ProblemException {
    try {
      Files.createDirectories(folder);
      refuseOthers(folder);
      var out = new OutFolder(folder, share, FolderLocks.take(folder, share));
      Files.createDirectories(out.manifests);
      out.sweep();
      return out;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static void refuseOthers(Path folder) throws IOException, ProblemException {
    if (Files.exists(folder.resolve(SETTINGS))) {
      return;
    }
    for (String name : names(folder)) {
      if (!name.startsWith("_") && !name.startsWith(".") && !name.equals("rejected")) {
        throw Problem.input(
                "score.folder-of-others",
                "The folder " + folder + " holds something else",
                "There is " + name + " in it, and no " + SETTINGS + ".",
                "Name an empty folder, or one that does not exist yet.")
            .asException();
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// Removes what a killed run left unfinished.
  private void sweep() throws IOException {
    for (Path place : List.of(folder, manifests, rejects)) {
      for (String name : names(place)) {
        if (name.startsWith(drafts)) {
          Files.deleteIfExists(place.resolve(name));
        }
      }
    }
  }

  /// What was scored into it so far was scored with; the first settings become those of the folder.
  ///
  /// @param division of the pieces into shares; empty for a whole run, after which others may be
  /// @throws ProblemException where they are others than now
  RunSettings settled(RunSettings now, Optional<Division> division) throws ProblemException {
    // Of shares that begin at once, one is the first.
    try (FileLock _ = locks.settling()) {
      RunSettings then = settled(now);
      settle(division);
      return then;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private RunSettings settled(RunSettings now) throws IOException, ProblemException {
    Path file = folder.resolve(SETTINGS);
    if (!Files.exists(file)) {
      write(file, Json.text(now));
      return now;
    }
    RunSettings then = Json.read(Files.readString(file), RunSettings.class);
    Optional<String> difference = now.difference(then);
    if (difference.isPresent()) {
      throw Problem.input(
              "score.other-settings",
              folder + " holds answers of another run",
              difference.get(),
              "Choose another folder with --out, or delete this one to score anew.")
          .asException();
    }
    return then;
  }

  /// Which piece is whose follows from both: where they changed between two shares, some pieces
  /// were nobody's. Of a whole folder none is left, so that it can be divided anew.
  private void settle(Optional<Division> now) throws IOException, ProblemException {
    Path file = folder.resolve(SHARES);
    if (now.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    if (!Files.exists(file)) {
      write(file, Json.text(now.get()));
      return;
    }
    Division then = Json.read(Files.readString(file), Division.class);
    if (then.equals(now.get())) {
      return;
    }
    if (!Files.deleteIfExists(folder.resolve(SUCCESS))) {
      throw Problem.input(
              "score.other-shares",
              folder + " is scored in other shares",
              then.of() == now.get().of()
                  ? "Another share was given other files."
                  : "They are %d, not %d.".formatted(then.of(), now.get().of()),
              "Give each share the same files and the same number of shares, or choose another"
                  + " folder with --out. Or run once without --share, when no share is at work:"
                  + " that scores what is left.")
          .asException();
    }
    write(file, Json.text(now.get()));
  }

  /// Those of the parts that are finished, by name. One whose file is lost or was changed is not.
  SortedMap<String, Part> finished(Set<String> among) throws ProblemException {
    SortedMap<String, Part> parts = new TreeMap<>();
    try {
      for (String name : names(manifests)) {
        if (!among.contains(name.replaceFirst("\\.json$", ""))) {
          continue;
        }
        Part part = Json.read(Files.readString(manifests.resolve(name)), Part.class);
        if (isWhole(file(part.part()), Optional.of(part.output()))
            && isWhole(rejected(part.part()), part.rejectedOutput())) {
          parts.put(part.part(), part);
        }
      }
      return parts;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /// Whether there is a manifest of each part, which tells nothing of the parts themselves.
  boolean names(Set<String> parts) throws ProblemException {
    try {
      return names(manifests).containsAll(parts.stream().map(part -> part + ".json").toList());
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static boolean isWhole(Path file, Optional<Sha256> hash) throws IOException {
    return hash.isEmpty() || (Files.exists(file) && Sha256.of(file).equals(hash.get()));
  }

  /// @throws ProblemException where there are parts of other files than those
  void refuseOtherParts(Set<String> known) throws ProblemException {
    try {
      List<String> found = new ArrayList<>(names(folder));
      found.addAll(names(rejects));
      found.addAll(names(manifests));
      for (String name : found) {
        String part = name.replaceFirst("\\.(parquet|json)$", "");
        if (part.startsWith("part-") && !known.contains(part)) {
          throw Problem.input(
                  "score.other-input",
                  folder + " holds answers to other data",
                  fileOf(part) + " was scored into it, and is not among the data now.",
                  "Choose another folder with --out, or give the same data as before.")
              .asException();
        }
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private String fileOf(String part) throws IOException, ProblemException {
    Path manifest = manifests.resolve(part + ".json");
    return Files.exists(manifest)
        ? Json.read(Files.readString(manifest), Part.class).file()
        : part + ENDING;
  }

  Path folder() {
    return folder;
  }

  private Path file(String part) {
    return folder.resolve(part + ENDING);
  }

  private Path rejected(String part) {
    return rejects.resolve(part + ENDING);
  }

  /// Where a part is written, and where its rejected rows are. One part is written at a time.
  record Draft(Path part, Path rejected) {}

  Draft draft() {
    return new Draft(folder.resolve(own + "part"), folder.resolve(own + "part-rejected"));
  }

  /// Puts a part in its place; a rejected one first, the manifest last.
  Part finish(Draft draft, Part part) throws ProblemException {
    try {
      Optional<Sha256> rejected = Optional.empty();
      if (Files.exists(draft.rejected())) {
        Files.createDirectories(rejects);
        rejected = Optional.of(Sha256.of(draft.rejected()));
        move(draft.rejected(), rejected(part.part()));
      } else {
        Files.deleteIfExists(rejected(part.part()));
      }
      Part whole =
          new Part(
              part.part(),
              part.file(),
              part.input(),
              part.from(),
              part.to(),
              part.rows(),
              part.rejected(),
              part.firstRejected(),
              Sha256.of(draft.part()),
              rejected,
              part.drift());
      move(draft.part(), file(part.part()));
      write(manifests.resolve(part.part() + ".json"), Json.text(whole));
      return whole;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  void drop(Draft draft) {
    try {
      Files.deleteIfExists(draft.part());
      Files.deleteIfExists(draft.rejected());
    } catch (IOException left) {
      // The next run sweeps.
    }
  }

  /// Held while it is found out whether the folder is whole, and said: of two shares that end at
  /// once, the second sees what the first has finished.
  FileLock telling() throws ProblemException {
    try {
      return locks.settling();
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /// Says that the folder is not whole, while it is worked on.
  void reopen() throws ProblemException {
    try {
      Files.deleteIfExists(folder.resolve(SUCCESS));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /// Says that the folder is whole.
  void succeed(String report) throws ProblemException {
    try {
      write(folder.resolve(REPORT), report);
      write(folder.resolve(SUCCESS), "");
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private void write(Path file, String text) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Path draft = (parent == null ? folder : parent).resolve(own + file.getFileName());
    Files.writeString(draft, text);
    move(draft, file);
  }

  private static void move(Path draft, Path to) throws IOException {
    try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      } catch (IOException noFolderCanBeOpened) {
        // Windows keeps names in its own way.
      }
    }
  }

  static ProblemException unwritable(Path folder, IOException e) {
    return new ProblemException(
        Problem.environment(
            "score.unwritable",
            "The answers cannot be kept in " + folder,
            String.valueOf(e.getMessage()),
            "Free some space there and let your user write to it; then run the same command again:"
                + " what is finished stays."),
        e);
  }

  @Override
  public void close() {
    locks.close();
  }
}
