// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Finding;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.Voyager;
import dev.slipway.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A verification as others read it.
final class StateVerificationTest {

  private static final String RELEASE = "deploy/envs/staging/release.yaml";
  private static final Verification NOTHING =
      new Verification("static", List.of(), new TreeMap<>(), Optional.empty(), Optional.empty());
  private static final Finding PASSED = new Finding.Passed("The service starts", "in 2 s");
  private static final Finding OPEN = new Finding.NotRun("promtool accepts", "not installed");
  private static final Finding FAILED =
      new Finding.Failed("Pods are hardened", Problem.gate("a.b", "It is not.", "Why.", "Mend."));

  private final StateVerification states =
      new StateVerification(InstantSource.fixed(Instant.parse("2026-11-27T10:00:00.5Z")), "0.1.0");

  @TempDir Path temp;

  private String written(String name, List<Finding> findings) throws Exception {
    Path bundle = Exported.in(temp, Voyager.input(), "docker");
    var verification =
        new Verification(
            "process",
            findings,
            new TreeMap<>(Map.of("serving.p95_ms", new Verification.Measurement("4.2", "ms"))),
            Optional.empty(),
            Optional.empty());
    List<Path> written =
        states.write(
            bundle,
            states.before(bundle),
            verification,
            Optional.empty(),
            temp.resolve("statements"));
    assertEquals(2, written.size());
    return Json.tree(Files.readString(temp.resolve("statements").resolve(name))).toString();
  }

  private String subject() throws Exception {
    return "[{\"name\":\"bundle.json\",\"digest\":{\"sha256\":\""
        + new BundleReader().snapshot(temp.resolve("bundle")).digest().hex()
        + "\"}}]";
  }

  @Test
  void theTestResultSaysWhatPassedWhatFailedAndWhatCouldNotRun() throws Exception {
    String statement = written("test-result.json", List.of(PASSED, OPEN, FAILED, FAILED));

    assertEquals(
        ("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":%s,"
                + "\"predicateType\":\"https://in-toto.io/attestation/test-result/v0.1\","
                + "\"predicate\":{\"result\":\"FAILED\",\"configuration\":%s,"
                + "\"passedTests\":[\"The service starts\"],\"warnedTests\":[],"
                + "\"failedTests\":[\"Pods are hardened\"],"
                + "\"https://slipway.dev/attestation/not-run\":[\"promtool accepts\"],"
                + "\"https://slipway.dev/attestation/measured\":"
                + "{\"serving.p95_ms\":{\"value\":\"4.2\",\"unit\":\"ms\"}}}}")
            .formatted(subject(), subject()),
        statement);
  }

  @Test
  void isAboutTheFileThatNamesAReleasedImageToo() throws Exception {
    Path bundle = Exported.in(temp, Voyager.input(), "kubernetes");
    Path file = bundle.resolve(RELEASE);
    Exported.replace(file, "0".repeat(64), "5".repeat(64));

    states.write(
        bundle, states.before(bundle), NOTHING, Optional.empty(), temp.resolve("statements"));

    assertEquals(
        ("[{\"name\":\"bundle.json\",\"digest\":{\"sha256\":\"%s\"}},"
                + "{\"name\":\"%s\",\"digest\":{\"sha256\":\"%s\"}}]")
            .formatted(
                new BundleReader().snapshot(bundle).digest().hex(), RELEASE, Sha256.of(file).hex()),
        Json.tree(Files.readString(temp.resolve("statements/verification.json")))
            .get("subject")
            .toString());
  }

  @Test
  void isAboutTheImageTooThatSomebodySaysWasBuiltFromIt() throws Exception {
    Path bundle = Exported.in(temp, Voyager.input(), "docker");
    BundleSnapshot before = states.before(bundle);
    Path folder = temp.resolve("statements");

    for (String name : List.of("wines:1", "wines@sha256:5", "@sha256:" + "5".repeat(64))) {
      assertEquals(
          "verify.image-without-digest",
          assertThrows(
                  ProblemException.class,
                  () -> states.write(bundle, before, NOTHING, Optional.of(name), folder))
              .problem()
              .code()
              .id());
    }
    String image = "registry.example.org/wines@sha256:" + "5".repeat(64);
    states.write(bundle, before, NOTHING, Optional.of(image), folder);

    for (String file : List.of("test-result.json", "verification.json")) {
      assertEquals(
          ("[{\"name\":\"bundle.json\",\"digest\":{\"sha256\":\"%s\"}},"
                  + "{\"name\":\"registry.example.org/wines\",\"digest\":{\"sha256\":\"%s\"}}]")
              .formatted(before.digest().hex(), "5".repeat(64)),
          Json.tree(Files.readString(folder.resolve(file))).get("subject").toString());
    }
  }

  @Test
  void nothingIsStatedOfABundleThatChangedWhileItWasVerified() throws Exception {
    Path bundle = Exported.in(temp, Voyager.input(), "docker");
    BundleSnapshot before = states.before(bundle);
    Files.writeString(bundle.resolve("docker/Dockerfile"), "FROM evil\n");

    assertEquals(
        "verify.changed-meanwhile",
        assertThrows(
                ProblemException.class,
                () ->
                    states.write(
                        bundle, before, NOTHING, Optional.empty(), temp.resolve("statements")))
            .problem()
            .code()
            .id());
    assertFalse(Files.exists(temp.resolve("statements")));
  }

  @Test
  void theSummaryNamesWhatWasVerifiedAndNothingThatWasNot() throws Exception {
    String form =
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":%s,"
            + "\"predicateType\":\"https://in-toto.io/attestation/svr/v0.1\","
            + "\"predicate\":{\"verifier\":{\"id\":\"https://slipway.dev/verify/0.1.0\"},"
            + "\"timeCreated\":\"2026-11-27T10:00:00Z\",\"properties\":[%s]}}";

    String whole = written("verification.json", List.of(PASSED));
    String open = written("verification.json", List.of(PASSED, OPEN));
    String failed = written("verification.json", List.of(PASSED, FAILED));

    assertEquals(
        form.formatted(
            subject(),
            "\"SLIPWAY_BUNDLE_VERIFIED\",\"SLIPWAY_SERVICE_RAN_AS_PROCESS\","
                + "\"SLIPWAY_EVERY_CHECK_RAN\""),
        whole);
    assertEquals(
        form.formatted(subject(), "\"SLIPWAY_BUNDLE_VERIFIED\",\"SLIPWAY_SERVICE_RAN_AS_PROCESS\""),
        open);
    assertEquals(form.formatted(subject(), ""), failed);
  }
}
