// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/// Where a class was read from.
public final class CodePlace {

  private CodePlace() {}

  /// Its jar, or the folder of its classes; empty where it is in neither, as Java's own are.
  ///
  /// It is not asked of the class's code source: a class that comes from an AOT cache has there the
  /// place at which the cache was made, or nothing where that is gone.
  public static Optional<Path> of(Class<?> one) {
    String file = "/" + one.getName().replace('.', '/') + ".class";
    URL found = one.getResource(file);
    if (found == null) {
      return Optional.empty();
    }
    String place = found.toString();
    if (place.startsWith("jar:file:") && place.endsWith("!" + file)) {
      return Optional.of(
          path(place.substring("jar:".length(), place.length() - file.length() - 1)));
    }
    return place.startsWith("file:") && place.endsWith(file)
        ? Optional.of(path(place.substring(0, place.length() - file.length())))
        : Optional.empty();
  }

  private static Path path(String uri) {
    return Path.of(URI.create(uri));
  }
}
