// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.bundle.render.GeneratedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Reads a bundle from a folder or a zip file. It follows no symbolic link in it.
public final class BundleSource implements AutoCloseable {

  /// No `bundle.json` is near as long; what is longer is no bundle's.
  private static final long LONGEST_MANIFEST = 64L << 20;

  private final Path path;
  private final @Nullable ZipFile zip;
  private final FileHashes hashes;

  private BundleSource(Path path, @Nullable ZipFile zip, FileHashes hashes) {
    this.path = path;
    this.zip = zip;
    this.hashes = hashes;
  }

  /// @param path a folder, or a zip file
  public static BundleSource open(Path path) throws ProblemException {
    return open(path, FileHashes.READ);
  }

  /// @param hashes of the files of a folder
  static BundleSource open(Path path, FileHashes hashes) throws ProblemException {
    if (!Files.isRegularFile(path)) {
      return new BundleSource(path, null, hashes);
    }
    try {
      return new BundleSource(path, new ZipFile(path.toFile()), hashes);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.no-zip",
              path + " is neither a folder nor a zip file.",
              String.valueOf(e.getMessage()),
              "Name the folder or the zip file that `slipway export` wrote."),
          e);
    }
  }

  /// What `bundle.json` says, without looking at the files.
  BundleManifest manifest() throws ProblemException {
    return manifest(manifestBytes());
  }

  private BundleManifest manifest(byte[] json) throws ProblemException {
    return ManifestJson.read(json, path + "/" + BundleManifest.FILE);
  }

  /// What `bundle.json` says, and what is really there.
  public BundleSnapshot snapshot() throws ProblemException {
    byte[] json = manifestBytes();
    BundleManifest manifest = manifest(json);
    SortedMap<String, Sha256> present = new TreeMap<>();
    Set<String> released = new TreeSet<>();
    for (Map.Entry<String, BundleManifest.Entry> entry : manifest.files().entrySet()) {
      Optional<Sha256> now = hash(entry.getKey());
      now.ifPresent(sha256 -> present.put(entry.getKey(), sha256));
      Sha256 exported = entry.getValue().sha256();
      if (zip == null
          && now.isPresent()
          && !now.get().equals(exported)
          && isReleased(entry.getKey(), exported, manifest.model())) {
        released.add(entry.getKey());
      }
    }
    return new BundleSnapshot(
        path.toString(), Sha256.of(json), manifest, present, released, beside(manifest));
  }

  /// What lies there beside the files that `bundle.json` lists.
  private Beside beside(BundleManifest manifest) throws ProblemException {
    try {
      return Beside.of(
          found(),
          manifest.files(),
          file -> {
            try {
              return hash(file);
            } catch (ProblemException unreadable) {
              return Optional.empty();
            }
          });
    } catch (IOException e) {
      throw unlistable(e);
    }
  }

  /// The team's own files, as they are; a folder without a `bundle.json` may hold some too.
  public List<GeneratedFile> own() throws ProblemException {
    List<GeneratedFile> own = new ArrayList<>();
    int room = Unpacking.ALL_OWN;
    try {
      for (Beside.Found one : found()) {
        String file = one.path();
        if (one.kind() != Beside.Found.Kind.FILE || !Beside.isOwn(file)) {
          continue;
        }
        if (zip == null) {
          own.add(new GeneratedFile(file, ownContent(file), one.executable(), "", ""));
          continue;
        }
        Optional<byte[]> bytes = ownBytes(file, Math.min(room, Unpacking.LARGEST_OWN));
        if (bytes.isPresent()) {
          room -= bytes.get().length;
          GeneratedFile.Content content = ByteContent.owned(bytes.get());
          own.add(new GeneratedFile(file, content, one.executable(), "", ""));
        }
      }
    } catch (IOException e) {
      throw unlistable(e);
    }
    return own;
  }

  /// Of the zip file; empty where programs do not agree on the name, which is told as a stray.
  private Optional<byte[]> ownBytes(String file, int most) throws ProblemException {
    Optional<byte[]> bytes = read(file, in -> in.readNBytes(most + 1));
    if (bytes.isPresent() && bytes.get().length > most) {
      throw Unpacking.tooLargeOwn(file);
    }
    return bytes;
  }

  private FileContent ownContent(String file) throws ProblemException, IOException {
    if (Files.size(path.resolve(file)) > Unpacking.LARGEST_OWN) {
      throw Unpacking.tooLargeOwn(file);
    }
    return FileContent.of(path.resolve(file));
  }

  private List<Beside.Found> found() throws IOException {
    return zip == null ? FolderEntries.of(path) : ZipEntries.of(path);
  }

  private ProblemException unlistable(IOException e) {
    return new ProblemException(
        Problem.input(
            "bundle.unreadable-file",
            "What lies in " + path + " cannot be listed.",
            String.valueOf(e.getMessage()),
            "Make it readable, or export the bundle again."),
        e);
  }

  private boolean isReleased(String file, Sha256 exported, Sha256 model) throws ProblemException {
    try {
      return ReleasedImage.filledIn(path.resolve(file), exported, model).isPresent();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// The bytes of a file; empty when it is not there.
  public Optional<byte[]> bytes(String file) throws ProblemException {
    return read(file, InputStream::readAllBytes);
  }

  /// The first bytes of a file; empty when it is not there.
  public Optional<byte[]> start(String file, int most) throws ProblemException {
    return read(file, in -> in.readNBytes(most));
  }

  /// Copies what `bundle.json` lists and the team's own, as it is, into a folder.
  public void copyTo(Path folder) throws ProblemException {
    byte[] json = manifestBytes();
    try {
      Unpacking unpacking = Unpacking.of(path, folder);
      for (Map.Entry<String, BundleManifest.Entry> entry : manifest(json).files().entrySet()) {
        try (InputStream in = stream(entry.getKey())) {
          if (in != null) {
            unpacking.add(entry.getKey(), entry.getValue().executable(), in);
          }
        }
      }
      for (GeneratedFile own : own()) {
        InputStream in = new ByteArrayInputStream(own.content().bytes());
        unpacking.add(own.path(), own.executable(), in);
      }
      Optional<byte[]> signature = bytes(BundleManifest.SIGNATURE);
      if (signature.isPresent()) {
        Files.write(folder.resolve(BundleManifest.SIGNATURE), signature.get());
      }
      Files.write(folder.resolve(BundleManifest.FILE), json);
    } catch (IOException e) {
      throw BundleWriter.cannotWrite(folder, e);
    }
  }

  /// The hash of a file; empty when it is not there.
  Optional<Sha256> hash(String file) throws ProblemException {
    if (zip != null) {
      return read(file, Sha256::of);
    }
    try {
      return isThere(file) ? Optional.of(hashes.of(path.resolve(file))) : Optional.empty();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private byte[] manifestBytes() throws ProblemException {
    return read(BundleManifest.FILE, in -> in.readNBytes((int) LONGEST_MANIFEST))
        .orElseThrow(() ->
            Problem.input(
                    "bundle.no-bundle",
                    "There is no bundle in " + path + ".",
                    "It has no readable " + BundleManifest.FILE + ".",
                    "Name the folder or the zip file that `slipway export` wrote.")
                .asException());
  }

  private interface Reading<T> {
    T from(InputStream in) throws IOException;
  }

  private <T> Optional<T> read(String file, Reading<T> reading) throws ProblemException {
    try (InputStream in = stream(file)) {
      return in == null ? Optional.empty() : Optional.of(reading.from(in));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private ProblemException unreadable(String file, IOException e) {
    return new ProblemException(
        Problem.input(
            "bundle.unreadable-file",
            "The file " + file + " in " + path + " cannot be read.",
            String.valueOf(e.getMessage()),
            "Make it readable, or export the bundle again."),
        e);
  }

  private @Nullable InputStream stream(String file) throws IOException {
    if (zip != null) {
      ZipEntry entry = zip.getEntry(file);
      return entry == null || entry.isDirectory() ? null : zip.getInputStream(entry);
    }
    return isThere(file) ? Files.newInputStream(path.resolve(file)) : null;
  }

  /// In a folder, and no link.
  private boolean isThere(String file) {
    try {
      return FolderEntries.isPlainFile(path, file);
    } catch (InvalidPathException noNameOnThisMachine) {
      return false;
    }
  }

  @Override
  public void close() throws ProblemException {
    if (zip != null) {
      try {
        zip.close();
      } catch (IOException e) {
        throw new ProblemException(
            Problem.input(
                "bundle.unreadable-file",
                path + " cannot be closed.",
                String.valueOf(e.getMessage()),
                "Look whether its disk is still there."),
            e);
      }
    }
  }
}
