// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.Beside;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.Stray;
import dev.slipway.bundle.VerifyingKey;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The bundle is the one that somebody signed: `bundle.json` by its signature, and through it every
/// file that it names.
public final class SignatureCheck implements Check {

  private static final String CHECK = "bundle.json is signed by the key that is trusted";
  private static final String IMAGE = "The released image is signed";

  private final Optional<VerifyingKey> key;

  /// @param key whose signature is demanded; none where nobody named one
  public SignatureCheck(Optional<VerifyingKey> key) {
    this.key = key;
  }

  @Override
  public String title() {
    return "signature of bundle.json";
  }

  @Override
  public void look(BundleFolder bundle, Report report) {
    boolean signed = bundle.has(BundleManifest.SIGNATURE);
    if (key.isEmpty()) {
      if (signed) {
        report.notRun(CHECK, "no key was named: slipway verify --key PUB holds it against one");
      }
      return;
    }
    List<Problem> problems = new ArrayList<>();
    if (!signed) {
      problems.add(
          problem(
              "bundle.unsigned",
              "The bundle is not signed.",
              "It holds no " + BundleManifest.SIGNATURE + "."));
    } else if (!key.get()
        .accepts(bytes(bundle, BundleManifest.FILE), bytes(bundle, BundleManifest.SIGNATURE))) {
      problems.add(
          problem(
              "bundle.bad-signature",
              "bundle.json is not what the owner of the key signed.",
              "Another key signed it, or it was changed afterwards."));
    }
    List<String> released = new ArrayList<>();
    try {
      BundleSnapshot snapshot = new BundleReader().snapshot(bundle.root());
      own(snapshot, problems);
      released.addAll(snapshot.released().stream().sorted().toList());
    } catch (ProblemException e) {
      problems.add(e.problem());
    }
    report.judge(CHECK, "key " + key.get().fingerprint().brief(), problems);
    if (!released.isEmpty()) {
      report.notRun(
          IMAGE,
          "no signature of the bundle covers the digest in "
              + String.join(", ", released)
              + ", which is younger than it: cosign verify IMAGE@DIGEST tells who signed it");
    }
  }

  /// The team's own files are signed as they were at the export.
  private static void own(BundleSnapshot snapshot, List<Problem> problems) {
    for (String file : snapshot.ownSinceExport()) {
      problems.add(
          problem(
              "bundle.unsigned-file",
              Stray.visible(file) + " is not what was signed.",
              "It came, went or changed in " + Beside.OWN + " after the export."));
    }
  }

  private static byte[] bytes(BundleFolder bundle, String file) {
    try {
      return Files.readAllBytes(bundle.path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Problem problem(String code, String what, String why) {
    return Problem.gate(
        code,
        what,
        why,
        "Do not use it. Who trusts its content exports it again: slipway export --sign KEY.");
  }
}
