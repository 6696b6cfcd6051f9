// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static dev.slipway.verify.BundleVerifierTest.failures;
import static dev.slipway.verify.BundleVerifierTest.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole bundles, their image really built and run.
@Tag("engine")
final class ContainerVerificationEngineTest {

  @TempDir private Path folder;

  @Test
  @Tag("nightly")
  void passesABundleWhoseImageIsBuiltAndRun() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));

    Verification verification = verify(bundle);

    assertEquals(List.of(), failures(verification));
    assertEquals("container", verification.how());
    assertEquals("true", measured(verification, "image.runs_as_nonroot"));
    assertEquals("passed", measured(verification, "serving.smoke_status"));
    assertEquals("0", measured(verification, "serving.shutdown_failed_requests"));
    assertEquals("0", measured(verification, "manifests.resource_findings"));
    assertEquals("0", measured(verification, "manifests.probe_findings"));
    assertTrue(Integer.parseInt(measured(verification, "container.image_mb")) < 250);
    assertTrue(Integer.parseInt(measured(verification, "container.peak_memory_mib")) < 256);
    assertTrue(Integer.parseInt(measured(verification, "container.ready_ms")) > 0);
  }

  @Test
  void passesABundleWhoseImageAsksForTokensAndTls() throws Exception {
    Path bundle = SampleBundle.guarded(folder.resolve("bundle"));

    Verification verification = verify(bundle);

    assertEquals(List.of(), failures(verification));
    List<String> passed =
        verification.findings().stream()
            .filter(Finding.Passed.class::isInstance)
            .map(Finding::check)
            .toList();
    assertTrue(passed.contains("Only callers with a token are let in"), passed.toString());
    assertTrue(passed.contains("Requests are encrypted"), passed.toString());
  }

  /// Two faults of one image: neither hides the other.
  @Test
  void findsThatTheImageRunsAsRootAndThatItsMemoryIsTooSmallForTheService() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    SampleBundle.edit(bundle, "docker/Dockerfile", "USER 65532:65532", "USER root");
    SampleBundle.edit(
        bundle, "deploy/base/deployment.yaml", "memory: \"256Mi\"", "memory: \"24Mi\"");

    Verification verification = verify(bundle);

    assertEquals("false", measured(verification, "image.runs_as_nonroot"));
    assertTrue(
        failures(verification)
            .containsAll(
                List.of(
                    "service.image-user: The image runs as \"root\".",
                    "service.not-ready: The service ended instead of becoming ready.")),
        failures(verification).toString());
  }

  @Test
  void findsThatTheImageDoesNotBuild() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    SampleBundle.edit(
        bundle, "docker/Dockerfile", "COPY --chown=65532:65532 app /app", "COPY app/lob /app");

    List<String> failures = failures(verify(bundle));

    assertTrue(
        failures.stream().anyMatch(line -> line.startsWith("engine.build-failed: ")),
        failures.toString());
  }

  /// With the engine alone: what other programs say of a bundle is not asked here.
  private static Verification verify(Path bundle) throws ProblemException, InterruptedException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", "");
    VerifyRequest request =
        new VerifyRequest(
            bundle,
            Optional.empty(),
            Optional.empty(),
            EngineChoice.CONTAINER,
            Duration.ofSeconds(2));
    return new BundleVerifier(environment, finding -> {}).verify(request, Progress.NONE);
  }
}
