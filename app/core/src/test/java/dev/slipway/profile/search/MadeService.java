// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A service whose every number follows from a formula, other numbers for another seed: settings
/// act together, as they do. Threads help by Amdahl's law and fight for the cores with clients;
/// batches spare the cost of a request until they leave the cache; what a level gains depends on
/// the variant. A reading of it errs, and one in ten was disturbed.
final class MadeService {

  private static final List<Integer> THREADS = List.of(1, 2, 4, 8);
  private static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16, 32, 64);
  private static final List<Integer> CLIENTS = List.of(1, 2, 4, 8);
  private static final List<String> LEVELS = List.of("NONE", "BASIC", "EXTENDED", "ALL");
  private static final List<String> VARIANTS = List.of("as it is", "int8");

  private final int cores;
  private final double request;
  private final double row;
  private final double serial;
  private final double cache;
  private final double cliff;
  private final double fight;
  private final double[][] levels = new double[VARIANTS.size()][LEVELS.size()];

  MadeService(long seed) {
    var random = new Random(seed);
    cores = List.of(2, 4, 8).get(random.nextInt(3));
    request = 2_000 + 50_000 * random.nextDouble();
    row = 500 + 50_000 * random.nextDouble();
    serial = 0.05 + 0.5 * random.nextDouble();
    cache = 8 << random.nextInt(7);
    cliff = 1.2 + random.nextDouble();
    fight = 0.02 + 0.2 * random.nextDouble();
    for (double[] variant : levels) {
      double base = 0.5 + 0.5 * random.nextDouble();
      for (int level = 0; level < variant.length; level++) {
        variant[level] = base * (0.7 + 0.6 * random.nextDouble());
      }
    }
  }

  static SearchSpace space() {
    Sha256 none = Sha256.of(new byte[0]);
    return new SearchSpace(
        THREADS,
        BATCHES,
        CLIENTS,
        LEVELS,
        VARIANTS.stream().map(name -> new SearchSpace.Variant(name, Path.of(name), none)).toList());
  }

  /// What a point is worth.
  PointReading settled(SearchSpace.Point at) {
    return reading(at, Duration.ofMillis(250), 1);
  }

  /// What a reading of a point says: the longer, the closer.
  PointReading look(SearchSpace.Point at, Duration length, Random random) {
    int looks = (int) Math.max(1, length.toMillis() / 250);
    double slower = 0;
    for (int i = 0; i < looks; i++) {
      double disturbed = random.nextInt(10) == 0 ? 1.3 + random.nextDouble() : 1;
      slower += disturbed * Math.exp(0.05 * random.nextGaussian()) / looks;
    }
    return reading(at, length, slower);
  }

  private PointReading reading(SearchSpace.Point at, Duration length, double slower) {
    double wanted = at.threads() * (double) at.clients();
    double crowd = Math.max(1, wanted / cores);
    double penalty = 1 + fight * (crowd - 1) + 0.03 * (at.threads() - 1);
    double spills = at.batch() * (double) at.clients() > cache ? cliff : 1;
    double level = levels[VARIANTS.indexOf(at.variant())][LEVELS.indexOf(at.level())];
    double work = (request + at.batch() * row * level * spills) * penalty * slower;
    double wait = work * (serial + (1 - serial) / at.threads()) * crowd;
    return new PointReading(
        at,
        length,
        1e9 * at.clients() * at.batch() / wait,
        Duration.ofNanos(Math.round(wait * 1.3)),
        Duration.ofNanos(Math.round(work / at.batch())),
        new Bytes(1),
        0,
        Duration.ofSeconds(1),
        Optional.empty());
  }
}
