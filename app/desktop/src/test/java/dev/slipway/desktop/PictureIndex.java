// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What each picture in `docs/screenshots` shows, in `index.json` beside them.
final class PictureIndex {

  static final Path FOLDER = SampleProject.ROOT.resolve("docs/screenshots");
  private static final Path FILE = FOLDER.resolve("index.json");

  /// How pictures are drawn anew, for whoever reads that one must be.
  static final String REMEDY =
      "Draw it anew and look at it: mvn test -pl app/desktop -am"
          + " -Dtest=ScreenshotsTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dtest.excluded=bench -Dscreenshots.write='%s'";

  /// A picture.
  ///
  /// @param picture hash of its file
  /// @param shown hash of what the code drew, as [Shown] has it
  record Entry(String picture, String shown) {}

  private PictureIndex() {}

  static Map<String, Entry> read() throws IOException, ProblemException {
    var entries = new TreeMap<String, Entry>();
    if (Files.exists(FILE)) {
      Json.tree(Files.readString(FILE))
          .properties()
          .forEach(field ->
              entries.put(
                  field.getKey(),
                  new Entry(
                      field.getValue().path("picture").asText(),
                      field.getValue().path("shown").asText())));
    }
    return entries;
  }

  /// Notes what a picture shows that lies in the folder.
  static void note(String name, String shown) throws IOException, ProblemException {
    Map<String, Entry> entries = read();
    entries.put(name, new Entry(Sha256.of(FOLDER.resolve(name)).hex(), hash(shown)));
    Files.writeString(FILE, Json.text(entries) + "\n");
  }

  /// What is wrong with a picture whose code draws this now.
  static Optional<String> fault(String name, String shown) throws IOException, ProblemException {
    Entry entry = read().get(name);
    if (entry != null && entry.shown().equals(hash(shown))) {
      return Optional.empty();
    }
    String wrong = entry == null ? "is not there yet. " : "is of other code. ";
    return Optional.of("docs/screenshots/" + name + " " + wrong + REMEDY.formatted(name));
  }

  private static String hash(String shown) {
    return Sha256.of(shown.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
