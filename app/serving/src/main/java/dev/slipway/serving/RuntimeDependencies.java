// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The jars that a container needs beside our own: the checked-in list, by name without version.
public final class RuntimeDependencies {

  private static final String LIST = "runtime-dependencies.txt";

  private RuntimeDependencies() {}

  /// Names such as `netty-codec-http`, sorted.
  public static List<String> names() {
    try (InputStream list = RuntimeDependencies.class.getResourceAsStream(LIST)) {
      if (list == null) {
        throw new IllegalStateException(LIST + " is not in the jar");
      }
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
