// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fuzz;

import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.Keys;
import dev.slipway.bundle.ManifestJson;
import dev.slipway.bundle.SigningKey;
import dev.slipway.bundle.UnpackedBundle;
import dev.slipway.bundle.VerifyingKey;
import dev.slipway.evidence.EvidenceJson;
import dev.slipway.objective.ProjectParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Readers of what comes from another machine: projects, evidence, bundles, keys and signatures.
final class BundleReaders {

  private BundleReaders() {}

  static void project(byte[] bytes, Path file) throws Exception {
    ProjectParser.parse(new String(bytes, StandardCharsets.UTF_8), file.toString());
  }

  static void evidence(byte[] bytes, Path file) throws Exception {
    EvidenceJson.read(
        new String(bytes, StandardCharsets.UTF_8), FuzzSeeds.PROJECT, FuzzSeeds.RELEASE);
  }

  static void manifest(byte[] bytes, Path file) throws Exception {
    ManifestJson.read(bytes, file.toString());
  }

  static void zip(byte[] bytes, Path file) throws Exception {
    Files.write(file, bytes);
    new BundleReader().snapshot(file).beside().strays();
    try (UnpackedBundle bundle = UnpackedBundle.of(file)) {
      new BundleReader().snapshot(bundle.folder());
    }
  }

  /// A private one, or a public one.
  static void key(byte[] bytes, Path file) throws Exception {
    Files.write(file, bytes);
    if (new String(bytes, StandardCharsets.ISO_8859_1).contains("PRIVATE")) {
      SigningKey.read(file);
    } else {
      VerifyingKey.read(file).fingerprint();
    }
  }

  /// Of a key that nobody has.
  static void signature(byte[] bytes, Path file) throws Exception {
    Path open = file.resolveSibling("pub.pem");
    if (Files.notExists(open)) {
      Keys.in(file.toAbsolutePath().getParent(), "secp256r1");
    }
    if (VerifyingKey.read(open).accepts(ModelReaders.bytes("{}"), bytes)) {
      throw new AssertionError("a signature that nobody made is taken");
    }
  }
}
