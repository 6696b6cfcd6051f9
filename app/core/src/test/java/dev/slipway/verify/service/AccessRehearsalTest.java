// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.verify.SampleBundle;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service of a bundle that asks who is asking, as a process of this machine.
final class AccessRehearsalTest {

  @TempDir private Path folder;

  private List<Finding> findings(Path root) throws Exception {
    BundleFolder bundle = BundleFolder.open(root);
    Report report = new Report();
    String golden = Files.readString(root.resolve("docker/app/model/golden.json"));
    String example = Rehearsal.requests(golden).getFirst();
    ServiceAccess access = ServiceAccess.of(bundle);
    new AccessRehearsal(bundle, access, ServiceSheet.of(bundle), example, report).asProcess();
    return report.findings();
  }

  @Test
  void letsInByTokenOverTlsAndTakesNewTokensMeanwhile() throws Exception {
    assertEquals(
        List.of(
            new Finding.Passed(
                "Only callers with a token are let in",
                "none and a wrong one: 401; the right one: 200; health is open to all"),
            new Finding.Passed(
                "Requests are encrypted",
                "a request over TLS is answered, one over plain HTTP is not; the load was put on"
                    + " without TLS"),
            new Finding.Passed(
                "Tokens change without a restart", "the new one is let in, the old one is not")),
        findings(SampleBundle.guarded(folder.resolve("bundle"))));
  }

  /// Whoever answers in its place lets anybody in: each check must see it.
  @Test
  void aServiceThatLetsAnybodyInFails() throws Exception {
    Path root = SampleBundle.guarded(folder.resolve("bundle"));
    BundleFolder bundle = BundleFolder.open(root);
    ServiceSheet sheet = ServiceSheet.of(bundle);
    Report report = new Report();
    String golden = Files.readString(root.resolve("docker/app/model/golden.json"));
    ServiceAccess access =
        new ServiceAccess(Optional.of("/tokens"), Optional.empty(), Optional.empty());
    try (RunningService open = ProcessService.start(bundle, sheet);
        ThrowAwaySecrets secrets = ThrowAwaySecrets.of(access)) {
      new AccessRehearsal(bundle, access, sheet, Rehearsal.requests(golden).getFirst(), report)
          .look(open, secrets, ThrowAwaySecrets.token());
    }

    assertEquals(
        List.of(
            "The rules name the metric inference_certificate_end_seconds, which the service does"
                + " not have.",
            "The rules name the metric inference_secret_stale, which the service does not have.",
            "A request without a token gets 200 instead of 401.",
            "A request with an unknown token gets 200 instead of 401.",
            "A look at the model without a token gets 200 instead of 401."),
        report.findings().stream()
            .map(finding -> finding instanceof Finding.Failed failed ? failed.problem().what() : "")
            .toList());
  }

  @Test
  void aServiceThatAsksNobodyIsNotLookedAt() throws Exception {
    assertEquals(List.of(), findings(SampleBundle.write(folder.resolve("bundle"))));
  }
}
