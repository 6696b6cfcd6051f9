// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.render.Quoting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Paths within a bundle: relative, forward slashes, nothing that leads out of it or that a program
/// would take for an option.
final class BundlePaths {

  private BundlePaths() {}

  /// @throws IllegalArgumentException when a path could leave the bundle, or be an option
  static String checked(String path) {
    List<String> parts = List.of(path.split("/", -1));
    boolean bad =
        parts.stream()
            .anyMatch(part ->
                part.isEmpty() || part.equals(".") || part.equals("..") || part.startsWith("-"));
    if (bad || path.contains("\\") || path.contains(":") || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "not a path within a bundle: " + Quoting.doubleQuoted(path));
    }
    return path;
  }

  /// What a target makes must lie outside the folder of the team's own.
  static void requireFree(List<GeneratedFile> files) {
    for (GeneratedFile file : files) {
      if (Beside.isReserved(file.path())) {
        throw new IllegalArgumentException(
            file.target() + " makes the file " + file.path() + ", which is not a target's to make");
      }
    }
  }

  /// Two paths that are the same one, at least where case does not count.
  static void requireDistinct(List<GeneratedFile> files) {
    Map<String, GeneratedFile> seen = new TreeMap<>();
    for (GeneratedFile file : files) {
      GeneratedFile other = seen.put(checked(file.path()).toLowerCase(Locale.ROOT), file);
      if (other != null) {
        throw new IllegalArgumentException(
            "both " + other.target() + " and " + file.target() + " make the file " + file.path());
      }
    }
  }
}
