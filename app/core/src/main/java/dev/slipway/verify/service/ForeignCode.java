// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.ServingRuntime;
import dev.slipway.verify.artefact.ServiceFiles;
import dev.slipway.verify.check.BundleFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What of a bundle's libraries is not byte for byte the runtime that this program exports.
///
/// A container keeps a service from the user's files; a process of this machine has the user's
/// rights. So a process runs no code of a bundle that this program does not have itself, unless
/// somebody whom the user trusts signed it: hashes in `bundle.json` are written by whoever wrote
/// the code.
final class ForeignCode {

  private static final String LIBRARIES = "app/lib";

  private ForeignCode() {}

  /// The files, relative to the folder that the image is built in; empty where all of them are this
  /// program's own. A link is foreign wherever it leads, and so are libraries that are not where an
  /// image has them.
  static List<String> of(BundleFolder bundle) throws ProblemException {
    Optional<String> within = new ServiceFiles(bundle).context();
    if (within.isEmpty()) {
      return List.of(LIBRARIES);
    }
    Path context = bundle.path(within.get());
    Set<Sha256> own =
        ServingRuntime.running().files().stream()
            .map(file -> file.content().sha256())
            .collect(Collectors.toSet());
    List<String> foreign = new ArrayList<>();
    try {
      if (!Files.isDirectory(context.resolve(LIBRARIES), LinkOption.NOFOLLOW_LINKS)) {
        foreign.add(LIBRARIES);
      }
      for (String folder : List.of(LIBRARIES, "native")) {
        for (Path file : contents(context.resolve(folder))) {
          if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              || !own.contains(Sha256.of(file))) {
            foreign.add(context.relativize(file).toString().replace(File.separatorChar, '/'));
          }
        }
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "verify.unreadable-bundle",
              "The bundle's libraries cannot be read.",
              String.valueOf(e.getMessage()),
              "Give this user the right to read all its files."),
          e);
    }
    return List.copyOf(foreign);
  }

  /// All but folders; nothing where there is no such folder.
  private static List<Path> contents(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }
}
