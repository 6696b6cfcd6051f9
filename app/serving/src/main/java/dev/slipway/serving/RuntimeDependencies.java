// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The jars that a container needs beside our own: the checked-in list of Maven's coordinates,
/// without versions.
public final class RuntimeDependencies {

  private static final String LIST = "runtime-dependencies.txt";

  private RuntimeDependencies() {}

  /// Names such as `netty-codec-http`, sorted.
  public static List<String> names() {
    return List.copyOf(groups().keySet());
  }

  /// Maven's group of each name, such as `io.netty`.
  public static SortedMap<String, String> groups() {
    try (InputStream list = RuntimeDependencies.class.getResourceAsStream(LIST)) {
      if (list == null) {
        throw new IllegalStateException(LIST + " is not in the jar");
      }
      SortedMap<String, String> groups = new TreeMap<>();
      new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> {
            int colon = line.indexOf(':');
            groups.put(line.substring(colon + 1), line.substring(0, colon));
          });
      return groups;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
