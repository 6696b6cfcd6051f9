// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Whoever changes a picture by hand, or leaves one behind, is told.
final class PictureIndexTest {

  @Test
  void everyPictureIsTheOneThatTheCodeDrew() throws Exception {
    var found = new TreeMap<String, String>();
    try (var files = Files.list(PictureIndex.FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".png")).toList()) {
        found.put(String.valueOf(file.getFileName()), Sha256.of(file).hex());
      }
    }
    var known = new TreeMap<String, String>();
    PictureIndex.read().forEach((name, entry) -> known.put(name, entry.picture()));

    assertEquals(known, found, PictureIndex.REMEDY.formatted(".*"));
  }

  @Test
  void everyPictureThatAPageShowsIsThere() throws Exception {
    Map<String, PictureIndex.Entry> known = PictureIndex.read();
    List<String> shown =
        Pattern.compile("docs/screenshots/([\\w-]+\\.png)")
            .matcher(Files.readString(SampleProject.ROOT.resolve("README.md")))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertTrue(shown.size() > 0, "the README shows pictures");
    assertTrue(known.keySet().containsAll(shown), shown + " " + known.keySet());
  }
}
