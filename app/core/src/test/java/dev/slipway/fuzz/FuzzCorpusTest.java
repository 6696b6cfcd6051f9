// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `packaging/dev/fuzz` begins from, and what it once found, in every build: seeds are taken,
/// since what is refused at its first byte leads a fuzzer nowhere; and whatever was found ends as a
/// reason.
@Timeout(60)
final class FuzzCorpusTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void seedsAreTakenAndFindingsStayMended(FuzzTarget target) throws Exception {
    List<Boolean> taken = new ArrayList<>();
    List<byte[]> seeds = new FuzzSeeds(Files.createDirectory(folder.resolve("made"))).of(target);
    for (byte[] seed : seeds) {
      taken.add(takes(target, seed, "seed-" + taken.size()));
    }

    assertTrue(!taken.isEmpty());
    assertFalse(taken.contains(false), taken + " were taken");
    for (Path found : FuzzSeeds.found(target)) {
      takes(target, Files.readAllBytes(found), String.valueOf(found.getFileName()));
    }
  }

  /// Else a build would read nothing of a folder whose target was renamed.
  @Test
  void whatWasFoundLiesInFoldersOfTargets() throws IOException {
    Set<String> targets =
        Stream.of(FuzzTarget.values()).map(FuzzTarget::toString).collect(Collectors.toSet());
    try (Stream<Path> folders = Files.list(FuzzSeeds.FOUND)) {
      List<String> names = folders.map(folder -> String.valueOf(folder.getFileName())).toList();

      assertFalse(names.isEmpty());
      assertEquals(List.of(), names.stream().filter(name -> !targets.contains(name)).toList());
    }
  }

  private boolean takes(FuzzTarget target, byte[] bytes, String name) throws Exception {
    try {
      return target.takes(bytes, Files.createDirectory(folder.resolve(name)));
    } catch (Exception | Error e) {
      throw new AssertionError(target + ", " + name + ": " + e, e);
    }
  }
}
