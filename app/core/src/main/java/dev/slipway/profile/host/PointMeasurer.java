// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.profile.child.PointJob;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchMemory;
import dev.slipway.profile.search.SearchRequest;
import dev.slipway.profile.search.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Measures the points of a search, each in a process of its own, and none twice.
///
/// @param rows file with the inputs
record PointMeasurer(
    SearchRequest request, SingleMeasurement.Launcher launcher, Path rows, SearchMemory memory) {

  private static final Duration WARM_UP = Duration.ofMillis(700);

  PointReading reading(SearchSpace.Point point, Duration length)
      throws ProblemException, IOException, InterruptedException {
    SearchSpace.Variant variant = request.space().variant(point);
    Sha256 model = variant.sha256();
    Optional<PointReading> known = memory.find(point, model, length);
    if (known.isPresent()) {
      return known.get();
    }
    long began = System.nanoTime();
    var job =
        new PointJob(
            point, variant.model().toAbsolutePath(), rows, WARM_UP, length, request.seed());
    PointReading measured =
        launcher.run(job, launcher.scratch().resolve("journal"), PointReading.class, Progress.NONE);
    var reading =
        new PointReading(
            point,
            length,
            measured.rows(),
            measured.latency(),
            measured.cpu(),
            measured.memory(),
            measured.foreign(),
            Duration.ofNanos(System.nanoTime() - began),
            measured.spread());
    memory.keep(model, reading);
    return reading;
  }
}
