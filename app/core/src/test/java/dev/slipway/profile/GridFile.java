// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A grid whose every point was measured once: see `search-grid.csv`, made by [SearchGridBench].
record GridFile(SearchSpace space, Map<SearchSpace.Point, PointReading> readings) {

  static final List<Integer> THREADS = List.of(1, 2);
  static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16, 32, 64, 128);
  static final List<Integer> CLIENTS = List.of(1, 2, 3, 4);
  static final List<String> LEVELS = List.of("NONE", "BASIC", "EXTENDED", "ALL");

  static SearchSpace space(Path model) throws IOException {
    var variant = new SearchSpace.Variant("as it is", model, Sha256.of(model));
    return new SearchSpace(THREADS, BATCHES, CLIENTS, LEVELS, List.of(variant));
  }

  static GridFile read(Path csv, Path model) throws IOException {
    Map<SearchSpace.Point, PointReading> readings = new HashMap<>();
    for (String line : Files.readAllLines(csv)) {
      if (!line.startsWith("#") && !line.startsWith("threads")) {
        PointReading reading = parse(line.split(","));
        readings.put(reading.point(), reading);
      }
    }
    return new GridFile(space(model), Map.copyOf(readings));
  }

  static String line(PointReading reading) {
    SearchSpace.Point at = reading.point();
    return "%d,%d,%d,%s,%.1f,%d,%d,%d,%.3f"
        .formatted(
            at.threads(),
            at.batch(),
            at.clients(),
            at.level(),
            reading.rows(),
            reading.latency().toNanos(),
            reading.cpu().toNanos(),
            reading.memory().count(),
            reading.foreign());
  }

  private static PointReading parse(String[] fields) {
    var at =
        new SearchSpace.Point(
            Integer.parseInt(fields[0]),
            Integer.parseInt(fields[1]),
            Integer.parseInt(fields[2]),
            fields[3],
            "as it is");
    return new PointReading(
        at,
        Duration.ofMillis(250),
        Double.parseDouble(fields[4]),
        Duration.ofNanos(Long.parseLong(fields[5])),
        Duration.ofNanos(Long.parseLong(fields[6])),
        new Bytes(Long.parseLong(fields[7])),
        Double.parseDouble(fields[8]),
        Duration.ofSeconds(1));
  }
}
