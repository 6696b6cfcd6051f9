// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.verify.SampleBundle;
import dev.slipway.verify.check.BundleFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Probes against the start that was measured.
final class ProbeFindingsTest {

  @TempDir Path folder;

  @Test
  void aStartupProbeThatGivesUpTooEarlyIsFound() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    SampleBundle.edit(
        bundle, "deploy/base/deployment.yaml", "failureThreshold: 60", "failureThreshold: 1");

    var probes = ProbeFindings.of(BundleFolder.open(bundle), Duration.ofMillis(2500));

    assertEquals(
        List.of("kubernetes.startup-budget"),
        probes.problems().stream().map(problem -> problem.code().id()).toList());
  }
}
