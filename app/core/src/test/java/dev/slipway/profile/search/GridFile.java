// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// A grid whose every point was measured in several rounds: see `search-grid.csv`, made by
/// [SearchGridBench].
public record GridFile(SearchSpace space, Map<SearchSpace.Point, List<PointReading>> rounds) {

  public static final String HEADER =
      "threads,batch,clients,level,rows_per_second,p95_ns,cpu_ns_per_row,others_cpu";

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final List<Integer> THREADS = List.of(1, 2);
  private static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16, 32, 64, 128);
  private static final List<Integer> CLIENTS = List.of(1, 2, 3, 4);
  private static final List<String> LEVELS = List.of("NONE", "BASIC", "EXTENDED", "ALL");

  static SearchSpace space(Path model) throws IOException {
    var variant = new SearchSpace.Variant("as it is", model, Sha256.of(model));
    return new SearchSpace(THREADS, BATCHES, CLIENTS, LEVELS, List.of(variant));
  }

  public static GridFile read(Path csv, Path model) throws IOException {
    Map<SearchSpace.Point, List<PointReading>> rounds = new HashMap<>();
    for (String line : Files.readAllLines(csv)) {
      if (!line.startsWith("#") && !line.equals(HEADER)) {
        PointReading reading = parse(line.split(","));
        rounds.computeIfAbsent(reading.point(), point -> new ArrayList<>()).add(reading);
      }
    }
    return new GridFile(space(model), Map.copyOf(rounds));
  }

  /// What a point is worth: the medians of its rounds.
  PointReading settled(SearchSpace.Point at) {
    return medians(at, LOOK, rounds.getOrDefault(at, List.of()));
  }

  /// What a look at a point says: one of its rounds, or the medians of as many as it is longer.
  PointReading look(SearchSpace.Point at, Duration length, Random random) {
    List<PointReading> all = new ArrayList<>(rounds.getOrDefault(at, List.of()));
    Collections.shuffle(all, random);
    return medians(at, length, all.subList(0, Math.clamp(length.dividedBy(LOOK), 1, all.size())));
  }

  private static PointReading medians(
      SearchSpace.Point at, Duration length, List<PointReading> some) {
    return reading(
        at,
        length,
        median(some, PointReading::rows),
        median(some, one -> (double) one.latency().toNanos()),
        median(some, one -> (double) one.cpu().toNanos()),
        median(some, PointReading::foreign));
  }

  public static String line(PointReading reading) {
    SearchSpace.Point at = reading.point();
    return String.format(
        Locale.ROOT,
        "%d,%d,%d,%s,%.1f,%d,%d,%.3f",
        at.threads(),
        at.batch(),
        at.clients(),
        at.level(),
        reading.rows(),
        reading.latency().toNanos(),
        reading.cpu().toNanos(),
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
    return reading(
        at,
        LOOK,
        Double.parseDouble(fields[4]),
        Double.parseDouble(fields[5]),
        Double.parseDouble(fields[6]),
        Double.parseDouble(fields[7]));
  }

  private static PointReading reading(
      SearchSpace.Point at,
      Duration length,
      double rows,
      double latency,
      double cpu,
      double foreign) {
    return new PointReading(
        at,
        length,
        rows,
        Duration.ofNanos(Math.round(latency)),
        Duration.ofNanos(Math.round(cpu)),
        new Bytes(1),
        foreign,
        Duration.ofSeconds(1),
        Optional.empty());
  }

  private static double median(List<PointReading> some, ToDoubleFunction<PointReading> of) {
    double[] sorted = some.stream().mapToDouble(of).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
