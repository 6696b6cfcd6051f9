// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;

/// Tools from npm that `packaging/dev/test` installs and names in `SLIPWAY_NODE_TOOLS`.
final class NodeTools {

  /// Of Node, for a program in WebAssembly: it runs once and briefly, and to optimise it would take
  /// ten times as long.
  static final String ONCE = "--liftoff-only";

  private NodeTools() {}

  /// A program within the folder; a test that needs it fails where it is not.
  static String program(String path) {
    String folder = System.getenv("SLIPWAY_NODE_TOOLS");
    if (folder == null || !Files.exists(Path.of(folder, path))) {
      fail(
          path
              + " is not there: run packaging/dev/test, which installs the tools, and sets"
              + " SLIPWAY_NODE_TOOLS");
    }
    return Path.of(folder, path).toString();
  }
}
