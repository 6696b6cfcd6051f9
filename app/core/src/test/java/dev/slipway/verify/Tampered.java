// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleSource;
import dev.slipway.bundle.BundleWriter;
import dev.slipway.bundle.BundleZip;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.Keys;
import dev.slipway.bundle.Overwrite;
import dev.slipway.bundle.SigningKey;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.render.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One signed bundle as a folder and as a zip file, with a file of the team's own, and copies of
/// it.
///
/// @param folder holds them and the keys
record Tampered(Path folder) {

  static final String OWN = "overlays/notes.yaml";

  /// Changes a copy.
  interface Tampering {
    /// @return what must be said of it
    String on(Path bundle) throws Exception;
  }

  static Tampered made(Path folder) throws Exception {
    Tampered made = new Tampered(folder.resolve("made"));
    Path own = made.bundle().resolve(OWN);
    Files.createDirectories(own.getParent());
    Files.writeString(
        own, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}\ndata: {why: kept}\n");
    Keys.in(made.folder().resolve("keys"), "secp256r1");
    List<GeneratedFile> files = made.signed(made.bundle(), made.keys());
    new BundleWriter().write(files, made.bundle(), Overwrite.REFUSE_EDITED);
    try (BundleSource source = BundleSource.open(made.bundle())) {
      files.addAll(source.own());
    }
    new BundleZip().write(files, made.zip(), Overwrite.REFUSE_EDITED);
    return made;
  }

  /// The files that an export would write beside the team's own.
  List<GeneratedFile> signed(Path bundle, Keys keys) throws Exception {
    SortedMap<String, Sha256> own = new TreeMap<>();
    try (BundleSource source = BundleSource.open(bundle)) {
      source.own().forEach(file -> own.put(file.path(), file.content().sha256()));
    }
    return new ArrayList<>(
        SigningKey.read(keys.secret())
            .signed(Exported.files(Voyager.input(), List.of("docker", "kubernetes", "helm"), own)));
  }

  Path bundle() {
    return folder.resolve("bundle");
  }

  Path zip() {
    return folder.resolve("bundle.zip");
  }

  Keys keys() {
    return new Keys(folder.resolve("keys/key.pem"), folder.resolve("keys/pub.pem"));
  }

  Path copy(Path to) throws IOException {
    copy(bundle(), to);
    return to;
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.copy(
            path,
            to.resolve(from.relativize(path).toString()),
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  static String add(Path bundle, String path, String text) throws IOException {
    Path file = bundle.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return path;
  }
}
