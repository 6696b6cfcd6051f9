// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What lies in a bundle beside the files that its `bundle.json` lists.
///
/// @param own SHA-256 of the team's own files, those in `overlays/`, by path
/// @param strays everything else, by path; empty while the bundle is as it should be
public record Beside(SortedMap<String, Sha256> own, List<Stray> strays) {

  /// The folder for what a team adds: patches, more resources, values of the chart. `verify` checks
  /// it, `export` keeps it, `diff` tells its changes.
  public static final String OWN = "overlays/";

  private static final String FILE = "a file";

  /// Nothing.
  public static Beside nothing() {
    return new Beside(new TreeMap<>(), List.of());
  }

  public Beside {
    strays = List.copyOf(strays);
  }

  /// Whether a path is in the folder of the team's own.
  public static boolean isOwn(String path) {
    return path.startsWith(OWN);
  }

  /// Whether no target may make a file of this path.
  static boolean isReserved(String path) {
    return isOwn(path) || path.equals(BundleManifest.FILE);
  }

  /// One thing that lies in a bundle.
  ///
  /// @param path without the slash at a folder's end
  /// @param kind of thing
  /// @param what for a person, where it is neither a file nor a folder
  /// @param executable whether a file may be run
  record Found(String path, Kind kind, String what, boolean executable) {
    Found(String path, Kind kind, String what) {
      this(path, kind, what, false);
    }

    enum Kind {
      FILE,
      FOLDER,
      /// What no export makes, wherever it lies.
      REFUSED
    }
  }

  /// Reads the bytes of what was found.
  interface Hashing {
    Sha256 of(String path) throws IOException;
  }

  /// Sorts what was found.
  ///
  /// @param listed paths that `bundle.json` lists
  static Beside of(List<Found> found, Set<String> listed, Hashing hashing) throws IOException {
    Set<String> folders = new HashSet<>();
    listed.forEach(path -> folders.addAll(above(path)));
    SortedMap<String, Sha256> own = new TreeMap<>();
    List<Stray> strays = new ArrayList<>();
    Set<String> filled = new HashSet<>();
    found.forEach(one -> filled.addAll(above(one.path())));
    for (Found one : found) {
      String path = one.path();
      switch (one.kind()) {
        case REFUSED -> strays.add(Stray.of(path, one.what()));
        case FOLDER -> {
          if (listed.contains(path)) {
            strays.add(Stray.of(path, "a folder, where bundle.json lists a file"));
          } else if (!folders.contains(path) && !filled.contains(path) && !isOwn(path + "/")) {
            strays.add(Stray.of(path, "an empty folder"));
          }
        }
        case FILE -> {
          if (isOwn(path)) {
            own.put(path, hashing.of(path));
          } else if (!listed.contains(path) && !isReserved(path)) {
            strays.add(new Stray(path, FILE, Optional.of(hashing.of(path))));
          }
        }
      }
    }
    strays.sort(Comparator.comparing(Stray::path).thenComparing(Stray::what));
    return new Beside(own, strays);
  }

  /// The folders that a path lies in.
  private static List<String> above(String path) {
    List<String> folders = new ArrayList<>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      folders.add(path.substring(0, slash));
    }
    return folders;
  }
}
