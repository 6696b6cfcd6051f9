// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.Progress;
import dev.slipway.bundle.BatchBundle;
import dev.slipway.bundle.Exported;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The manifests that score in batch before the rules of every bundle.
final class BatchManifestsTest {

  @TempDir Path temp;

  private Verification verified(Path bundle) throws Exception {
    return new BundleVerifier(Map.of(), finding -> {})
        .verify(
            new VerifyRequest(
                bundle,
                Optional.empty(),
                Optional.empty(),
                EngineChoice.NONE,
                Duration.ofSeconds(1),
                Optional.empty()),
            Progress.NONE);
  }

  private static List<Finding> failed(Verification found) {
    return found.findings().stream().filter(Finding.Failed.class::isInstance).toList();
  }

  @Test
  void aBundleForBatchAloneKeepsTheRules() throws Exception {
    Verification found = verified(Exported.in(temp, BatchBundle.untouched(), "batch"));

    assertEquals(List.of(), failed(found));
    assertTrue(
        found.findings().stream()
            .anyMatch(finding ->
                finding instanceof Finding.Passed passed
                    && passed.check().equals("The Dockerfile keeps the rules")));
  }

  @Test
  void itsAlertsHaveEntriesInTheRunbookBesideThoseOfTheService() throws Exception {
    Path bundle =
        Exported.in(
            temp,
            BatchBundle.untouched(),
            "batch",
            "kubernetes",
            "compose",
            "prometheus",
            "runbook");

    assertEquals(List.of(), failed(verified(bundle)));
    assertTrue(Files.readString(bundle.resolve("docs/runbook.md")).contains("# BatchRunLate"));
  }

  @Test
  void aJobThatMayWriteToItsImageFails() throws Exception {
    Path bundle = Exported.in(temp, BatchBundle.untouched(), "batch");
    SampleBundle.edit(
        bundle,
        "batch/kubernetes/cronjob.yaml",
        "readOnlyRootFilesystem: true",
        "readOnlyRootFilesystem: false");

    assertTrue(failed(verified(bundle)).toString().contains("can write to its root file system"));
  }

  @Test
  void aComposeServiceBesideThatOfTheServiceIsJudgedToo() throws Exception {
    Path bundle = Exported.in(temp, BatchBundle.untouched(), "batch", "compose");
    SampleBundle.edit(bundle, "batch/compose/compose.yaml", "read_only: true", "read_only: false");

    assertTrue(
        failed(verified(bundle)).toString().contains("service score may write to its files"));
  }

  @Test
  void aBundleForSparkKeepsTheRules() throws Exception {
    Path bundle = Exported.in(temp, BatchBundle.untouched(), "spark", "runbook", "prometheus");

    assertEquals(List.of(), failed(verified(bundle)));
    assertTrue(Files.readString(bundle.resolve("docs/runbook.md")).contains("Runs on Spark"));
  }

  @Test
  void aMisspeltFieldOfASparkApplicationIsNamed() throws Exception {
    Path bundle = Exported.in(temp, BatchBundle.untouched(), "spark");
    SampleBundle.edit(
        bundle, "spark/kubernetes/application.yaml", "memoryOverhead:", "memoryOverheads:");

    assertTrue(
        failed(verified(bundle)).toString().contains("memoryOverheads"),
        failed(verified(bundle)).toString());
  }
}
