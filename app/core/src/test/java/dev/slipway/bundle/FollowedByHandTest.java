// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.objective.Settable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What somebody sets by hand reaches what runs, and not the papers alone.
final class FollowedByHandTest {

  /// A number of a manifest, a setting or a rule comes from it; to name it as a reason is too
  /// little.
  @Test
  void eachIsANumberOfAFileThatRuns() throws Exception {
    List<GeneratedFile> files = Exported.files(Voyager.input(), Voyager.ALL);
    byte[] json = files.getLast().content().bytes();
    BundleManifest manifest = ManifestJson.read(json, "the whole bundle");
    SortedMap<String, Integer> readers = new TreeMap<>();
    for (Settable each : Settable.values()) {
      readers.put(each.key(), 0);
    }

    manifest
        .files()
        .forEach((path, entry) -> {
          if (!path.endsWith(".md")) {
            entry.numbers().stream()
                .flatMap(number -> number.origins().stream())
                .distinct()
                .forEach(key -> readers.computeIfPresent(key, (_, count) -> count + 1));
          }
        });

    assertEquals(30, readers.size());
    readers.values().removeIf(count -> count > 0);
    assertEquals(new TreeMap<>(), readers);
  }
}
