// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import dev.slipway.base.Sha256;
import dev.slipway.measure.machine.Environment;
import dev.slipway.profile.ProfileJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Readings of a search on disk: a line a point, written as soon as it is measured. The file's name
/// is the hash of what they depend on: another model, machine, runtime or input has another file,
/// and the same one is never measured twice.
public final class SearchMemory {

  private record Key(SearchSpace.Point point, Sha256 model, Duration length) {}

  private record Line(Sha256 model, PointReading reading) {}

  private final Path file;
  private final Map<Key, PointReading> known = new HashMap<>();

  /// @param folder of all searches
  /// @param rows hash of the inputs
  public SearchMemory(Path folder, Environment environment, Sha256 rows) throws IOException {
    String depends = ProfileJson.line(environment) + rows;
    Files.createDirectories(folder);
    this.file =
        folder.resolve(Sha256.of(depends.getBytes(StandardCharsets.UTF_8)).brief() + ".jsonl");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        read(line);
      }
    }
  }

  /// The last line may be half a one, of a search that was killed.
  private void read(String line) {
    try {
      Line kept = ProfileJson.parse(line, Line.class);
      known.put(key(kept), kept.reading());
    } catch (IllegalArgumentException half) {
      // measured again when it is needed
    }
  }

  private static Key key(Line line) {
    return new Key(line.reading().point(), line.model(), line.reading().length());
  }

  public Optional<PointReading> find(SearchSpace.Point point, Sha256 model, Duration length) {
    return Optional.ofNullable(known.get(new Key(point, model, length)));
  }

  public void keep(Sha256 model, PointReading reading) throws IOException {
    var line = new Line(model, reading);
    known.put(key(line), reading);
    Files.writeString(
        file, "\n" + ProfileJson.line(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
