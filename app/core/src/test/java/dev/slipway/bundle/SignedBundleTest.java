// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.plan.PlanKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bundle.json` under a signature in the form of cosign's key mode.
final class SignedBundleTest {

  @TempDir Path temp;
  private Keys keys = new Keys(Path.of(""), Path.of(""));

  @BeforeEach
  void makeKeys() throws Exception {
    keys = Keys.in(temp.resolve("keys"), "secp256r1");
  }

  private Path bundle() {
    return temp.resolve("bundle");
  }

  private static List<GeneratedFile> files(int memory) throws ProblemException {
    return Exported.files(
        Voyager.with(
            Voyager.input(), Voyager.plan(Voyager.TEXT, Map.of(PlanKeys.MEMORY_LIMIT, memory))),
        List.of("docker"));
  }

  private void write(List<GeneratedFile> files) throws ProblemException {
    new BundleWriter().write(files, bundle(), Overwrite.REFUSE_EDITED);
  }

  private List<GeneratedFile> signed(int memory) throws ProblemException {
    return SigningKey.read(keys.secret()).signed(files(memory));
  }

  private boolean accepted(Path key) throws Exception {
    return VerifyingKey.read(key)
        .accepts(
            Files.readAllBytes(bundle().resolve("bundle.json")),
            Files.readAllBytes(bundle().resolve("bundle.json.sig")));
  }

  @Test
  void itsOwnKeyAcceptsItAnotherKeyAndAChangedByteDoNot() throws Exception {
    write(signed(256));

    assertTrue(accepted(keys.open()));
    assertFalse(accepted(Keys.in(temp.resolve("other"), "secp256r1").open()));
    Files.writeString(
        bundle().resolve("bundle.json"),
        Files.readString(bundle().resolve("bundle.json")).replaceFirst("e", "f"));
    assertFalse(accepted(keys.open()));
  }

  @Test
  void theSignatureIsNoFileOfTheBundleAndTheKeyIsInNone() throws Exception {
    write(signed(256));
    BundleSnapshot snapshot = new BundleReader().snapshot(bundle());

    assertEquals(List.of(), snapshot.beside().strays());
    assertFalse(snapshot.manifest().files().containsKey("bundle.json.sig"));
    String secret = Files.readString(keys.secret()).lines().toList().get(1);
    try (var all = Files.walk(bundle())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertFalse(
            Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret), file.toString());
      }
    }
  }

  @Test
  void aSignatureStaysWithItsBundleAndGoesWithIt() throws Exception {
    write(signed(256));
    write(files(256));
    assertTrue(accepted(keys.open()));

    write(files(384));
    assertFalse(Files.exists(bundle().resolve("bundle.json.sig")));
  }

  @Test
  void aZipFileIsSignedTooAndUnpackedWithItsSignature() throws Exception {
    Path zip = temp.resolve("wine.zip");
    new BundleZip().write(signed(256), zip, Overwrite.REFUSE_EDITED);
    new BundleZip().write(files(256), zip, Overwrite.REFUSE_EDITED);

    try (UnpackedBundle unpacked = UnpackedBundle.of(zip)) {
      assertTrue(
          VerifyingKey.read(keys.open())
              .accepts(
                  Files.readAllBytes(unpacked.folder().resolve("bundle.json")),
                  Files.readAllBytes(unpacked.folder().resolve("bundle.json.sig"))));
    }
    new BundleZip().write(files(384), zip, Overwrite.REFUSE_EDITED);
    assertTrue(new BundleReader().snapshot(zip).beside().signature().isEmpty());
  }

  /// The form that sigstore publishes for cosign's key mode is what OpenSSL verifies: the DER of an
  /// ECDSA signature over the SHA-256 of the bytes, in base64.
  @Test
  @Tag("tools")
  void openSslAcceptsItAndItsKeysAreTaken() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("openssl"));
    Tool.need(
        folder,
        "openssl",
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-out",
        "key.pem");
    Tool.need(folder, "openssl", "pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem");
    keys = new Keys(folder.resolve("key.pem"), folder.resolve("pub.pem"));
    write(signed(256));
    String text = Files.readString(bundle().resolve("bundle.json.sig"));
    Files.write(folder.resolve("sig"), Base64.getDecoder().decode(text));

    assertTrue(accepted(keys.open()));
    assertEquals(
        "Verified OK",
        Tool.need(
            folder,
            "openssl",
            "dgst",
            "-sha256",
            "-verify",
            "pub.pem",
            "-signature",
            "sig",
            bundle().resolve("bundle.json").toString()));
  }

  @Test
  @Tag("tools")
  void cosignItselfAcceptsItsKeyAndRefusesAnotherOneAndAChangedByte() throws Exception {
    write(signed(256));
    Keys other = Keys.in(temp.resolve("other"), "secp256r1");

    Tool taken = cosignVerifies(keys.open());
    assertTrue(taken.exit() == 0 && taken.output().endsWith("Verified OK"), taken.output());
    Tool stranger = cosignVerifies(other.open());
    assertTrue(stranger.exit() != 0, stranger.output());
    assertTrue(stranger.output().contains("invalid signature"), stranger.output());
    Path manifest = bundle().resolve("bundle.json");
    Files.writeString(manifest, Files.readString(manifest).replaceFirst("e", "f"));
    Tool changed = cosignVerifies(keys.open());
    assertTrue(changed.exit() != 0, changed.output());
    assertTrue(changed.output().contains("invalid signature"), changed.output());
  }

  private Tool cosignVerifies(Path key) throws Exception {
    // No log knows the signature: in key mode the key alone decides.
    return Tool.run(
        bundle(),
        "cosign",
        "verify-blob",
        "--key",
        key.toString(),
        "--signature",
        "bundle.json.sig",
        "--insecure-ignore-tlog=true",
        "bundle.json");
  }

  @Test
  @Tag("tools")
  void whatCosignSignsWithAKeyOfItsOwnIsAccepted() throws Exception {
    write(files(256));
    Tool.need(
        temp,
        "env",
        "COSIGN_PASSWORD=",
        "cosign",
        "generate-key-pair",
        "--output-key-prefix",
        "own");
    Tool.need(
        temp,
        "env",
        "COSIGN_PASSWORD=",
        "cosign",
        "sign-blob",
        "--yes",
        "--key",
        "own.key",
        "--tlog-upload=false",
        "--output-signature",
        bundle().resolve("bundle.json.sig").toString(),
        bundle().resolve("bundle.json").toString());

    assertTrue(accepted(temp.resolve("own.pub")));
    assertFalse(accepted(keys.open()));
  }

  @Test
  void aKeyOfAnotherKindIsRefusedWithTheWayToOneThatIsTaken() throws Exception {
    Path other = Keys.in(temp.resolve("p384"), "secp384r1").secret();
    Path encrypted =
        Files.writeString(
            temp.resolve("cosign.key"),
            Keys.pem(
                "ENCRYPTED SIGSTORE PRIVATE KEY", "{\"kdf\":{}}".getBytes(StandardCharsets.UTF_8)));
    Path notes = Files.writeString(temp.resolve("notes"), "the password is swordfish\n");

    assertEquals("Its curve is not P-256.", refused(other).why());
    assertEquals("It is encrypted, and Slipway asks for no password.", refused(encrypted).why());
    assertEquals("It holds a PUBLIC KEY.", refused(keys.open()).why());
    assertEquals("It is no PEM file.", refused(notes).why());
    assertTrue(refused(other).remedy().contains("openssl genpkey"));
    assertFalse(refused(notes).toString().contains("swordfish"));
    assertEquals(
        "It holds a PRIVATE KEY; the public half is asked for.",
        assertThrows(ProblemException.class, () -> VerifyingKey.read(keys.secret()))
            .problem()
            .why());
  }

  private static Problem refused(Path key) {
    return assertThrows(ProblemException.class, () -> SigningKey.read(key)).problem();
  }
}
