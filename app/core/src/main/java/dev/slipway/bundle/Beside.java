// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What lies in a bundle beside the files that its `bundle.json` lists.
///
/// @param own SHA-256 of the team's own files, those in `overlays/`, by path
/// @param signature SHA-256 of `bundle.json.sig`, where it is there
/// @param strays everything else, by path; empty while the bundle is as it should be
public record Beside(
    SortedMap<String, Sha256> own, Optional<Sha256> signature, List<Stray> strays) {

  /// The folder for what a team adds: patches, more resources, values of the chart. `verify` checks
  /// it, `export` keeps it, `diff` tells its changes.
  public static final String OWN = "overlays/";

  /// What is said of a listed file that may be run though it was exported as one that may not.
  public static final String PROGRAM = "executable, which bundle.json does not say";

  private static final String FILE = "a file";
  private static final String UNREADABLE = "a file that cannot be read";

  public Beside {
    strays = List.copyOf(strays);
  }

  /// Whether a path is in the folder of the team's own.
  public static boolean isOwn(String path) {
    return path.startsWith(OWN);
  }

  /// Whether no target may make a file of this path.
  static boolean isReserved(String path) {
    return isOwn(path) || path.equals(BundleManifest.FILE) || path.equals(BundleManifest.SIGNATURE);
  }

  /// One thing that lies in a bundle.
  ///
  /// @param path without the slash at a folder's end
  /// @param kind of thing
  /// @param what for a person, where it is neither a file nor a folder
  /// @param executable whether a file may be run, or runs as its owner
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

  /// Reads the bytes of what was found; empty where it cannot.
  interface Hashing {
    Optional<Sha256> of(String path);
  }

  /// Sorts what was found.
  ///
  /// @param files what `bundle.json` lists, by path
  static Beside of(List<Found> found, Map<String, BundleManifest.Entry> files, Hashing hashing) {
    Set<String> listed = files.keySet();
    Set<String> folders = new HashSet<>();
    listed.forEach(path -> folders.addAll(above(path)));
    SortedMap<String, Sha256> own = new TreeMap<>();
    Optional<Sha256> signature = Optional.empty();
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
            hashing
                .of(path)
                .ifPresentOrElse(
                    sha256 -> own.put(path, sha256), () -> strays.add(Stray.of(path, UNREADABLE)));
          } else if (path.equals(BundleManifest.SIGNATURE)) {
            signature = hashing.of(path);
          } else if (isMadeAProgram(one, files.get(path))) {
            strays.add(Stray.of(path, PROGRAM));
          } else if (!listed.contains(path) && !path.equals(BundleManifest.FILE)) {
            Optional<Sha256> sha256 = hashing.of(path);
            strays.add(new Stray(path, sha256.isEmpty() ? UNREADABLE : FILE, sha256));
          }
        }
      }
    }
    strays.sort(Comparator.comparing(Stray::path).thenComparing(Stray::what));
    return new Beside(own, signature, strays);
  }

  /// One that lost this right harms nobody: stores of build results drop it from every file.
  private static boolean isMadeAProgram(Found one, BundleManifest.@Nullable Entry listed) {
    return listed != null && one.executable() && !listed.executable();
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
