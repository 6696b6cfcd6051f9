// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DrawingTest {

  @TempDir private Path devices;

  @Test
  void looksForNoGraphicsCardWhereLinuxHasNone() throws Exception {
    assertEquals(Optional.of("sw"), Drawing.without(devices, "Linux"));
    assertEquals(Optional.empty(), Drawing.without(devices, "Mac OS X"));

    Files.createDirectory(devices.resolve("dri"));
    assertEquals(Optional.empty(), Drawing.without(devices, "Linux"));
  }
}
