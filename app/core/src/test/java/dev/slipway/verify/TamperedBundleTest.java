// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.UnpackedBundle;
import dev.slipway.bundle.VerifyingKey;
import dev.slipway.bundle.release.BundleComparison;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.verify.artefact.HashCheck;
import dev.slipway.verify.artefact.OwnCheck;
import dev.slipway.verify.artefact.SignatureCheck;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// One signed bundle, tampered with in every way that we know of: each is named, by `verify` and by
/// `diff`.
final class TamperedBundleTest {

  @TempDir static Path temp;

  private static Tampered made = new Tampered(Path.of(""));
  private final AtomicInteger number = new AtomicInteger();

  @BeforeAll
  static void export() throws Exception {
    made = Tampered.made(temp);
  }

  @Test
  void theBundleAsItWasSignedPasses() throws Exception {
    assertEquals("", verified(made.bundle(), true));
    assertEquals("", verified(made.bundle(), false));
    assertEquals("", verified(made.zip(), true));
    assertEquals("", told(made.bundle(), made.bundle()));
    assertEquals("", told(made.bundle(), made.zip()));
  }

  @Test
  void whatIsNotWhatWasSignedIsNotRun() throws Exception {
    Path bundle = made.copy(temp.resolve("not-run"));
    Files.writeString(bundle.resolve("run"), "#!/bin/sh\n");

    Verification verification =
        new BundleVerifier(Map.of(), finding -> {})
            .verify(
                new VerifyRequest(
                    bundle,
                    Optional.empty(),
                    Optional.empty(),
                    EngineChoice.PROCESS,
                    Duration.ofSeconds(1),
                    Optional.of(VerifyingKey.read(made.keys().open()))),
                Progress.NONE);

    assertEquals("static", verification.how());
    assertTrue(
        verification
            .findings()
            .contains(
                new Finding.NotRun(
                    "The service can be started", "what nobody trusted signed is not run")));
    assertTrue(
        verification
            .findings()
            .contains(
                new Finding.NotRun(
                    "Its files keep the rules",
                    "what nobody trusted signed is looked at no further")));
    assertTrue(
        verification.findings().stream()
            .noneMatch(finding -> finding.check().equals("Kustomizations name what exists")));
    assertTrue(failures(verification.findings()).contains("run is a file"));
  }

  /// The signature is older than the image, whose digest a release fills in.
  @Test
  void nobodyIsToldThatAReleasedImageIsSigned() throws Exception {
    Path bundle = made.copy(temp.resolve("released"));
    String file = "deploy/envs/staging/release.yaml";
    Files.writeString(
        bundle.resolve(file),
        Files.readString(bundle.resolve(file)).replace("0".repeat(64), "5".repeat(64)));
    Report report = new Report();

    new SignatureCheck(Optional.of(VerifyingKey.read(made.keys().open())))
        .look(BundleFolder.open(bundle), report);

    assertEquals("", failures(report.findings()));
    assertEquals(
        new Finding.NotRun(
            "The released image is signed",
            "no signature of the bundle covers the digest in deploy/envs/staging/release.yaml,"
                + " which is younger than it: cosign verify IMAGE@DIGEST tells who signed it"),
        report.findings().getLast());
  }

  @Test
  void thereAreSixtyOfThem() {
    assertTrue(
        Stream.of(FolderTampering.ALL, SignatureTampering.ALL).mapToInt(Map::size).sum()
                + ZipTampering.ALL.size()
            >= 60);
  }

  /// What lies there and is not what was exported needs no key to be found.
  @TestFactory
  Stream<DynamicTest> aFolder() {
    return tests("folder-", FolderTampering.ALL, false);
  }

  /// With hashes computed anew, the signature alone tells.
  @TestFactory
  Stream<DynamicTest> aSignedFolder() {
    return tests("signed-", SignatureTampering.ALL, true);
  }

  @TestFactory
  Stream<DynamicTest> aZipFile() {
    return ZipTampering.ALL.entrySet().stream()
        .map(each ->
            dynamicTest(
                each.getKey(),
                () -> {
                  Path zip =
                      Files.copy(made.zip(), temp.resolve(number.incrementAndGet() + ".zip"));
                  String named = each.getValue().on(zip);
                  isNamed(named, made.zip(), zip, false);
                  assertTrue(Files.notExists(temp.resolve("../evil.txt")));
                }));
  }

  private Stream<DynamicTest> tests(String name, Map<String, Tampered.Tampering> all, boolean key) {
    return all.entrySet().stream()
        .map(each ->
            dynamicTest(
                each.getKey(),
                () -> {
                  Path bundle = made.copy(temp.resolve(name + number.incrementAndGet()));
                  String named = each.getValue().on(bundle);
                  isNamed(named, made.bundle(), bundle, key);
                }));
  }

  /// @param named what both must say; for the signature alone, before and after a slash
  private static void isNamed(String named, Path before, Path after, boolean key) throws Exception {
    String[] each = named.split(" // ", 2);
    String verified = verified(after, key);
    String told = told(before, after);
    assertTrue(verified.contains(each[0]), () -> "verify says: " + verified);
    assertTrue(told.contains(each[each.length - 1]), () -> "diff says: " + told);
  }

  /// By the checks that know what the bundle must hold; the others judge what its files say.
  private static String verified(Path bundle, boolean key) throws Exception {
    Optional<VerifyingKey> trusted =
        key ? Optional.of(VerifyingKey.read(made.keys().open())) : Optional.empty();
    try (UnpackedBundle unpacked = UnpackedBundle.of(bundle)) {
      BundleFolder folder = BundleFolder.open(unpacked.folder(), bundle);
      Report report = new Report();
      for (Check check : List.of(new SignatureCheck(trusted), new HashCheck(), new OwnCheck())) {
        check.look(folder, report);
      }
      return failures(report.findings());
    } catch (ProblemException e) {
      return e.problem().what() + " " + e.problem().why();
    }
  }

  private static String failures(List<Finding> findings) {
    return String.join(
        "\n",
        findings.stream()
            .filter(Finding.Failed.class::isInstance)
            .map(finding -> ((Finding.Failed) finding).problem())
            .map(problem -> problem.what() + " " + problem.why())
            .toList());
  }

  private static String told(Path before, Path after) throws Exception {
    try {
      ReleaseNote note =
          BundleComparison.between(
              new BundleReader().snapshot(before), new BundleReader().snapshot(after));
      return note.isEmpty()
          ? ""
          : "%s → %s %s %s %s"
              .formatted(
                  note.before().digest().brief(),
                  note.after().digest().brief(),
                  note.notices(),
                  note.plan(),
                  note.files());
    } catch (ProblemException e) {
      return e.problem().what() + " " + e.problem().why();
    }
  }
}
