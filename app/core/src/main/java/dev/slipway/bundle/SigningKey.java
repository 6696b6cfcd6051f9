// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The private key that a bundle is signed by: ECDSA on P-256, PEM of PKCS#8, not encrypted. It
/// stays in memory, and no text of it exists.
public final class SigningKey {

  private final ECPrivateKey key;

  private SigningKey(ECPrivateKey key) {
    this.key = key;
  }

  /// Reads a key; says what to do with one of another kind.
  public static SigningKey read(Path file) throws ProblemException {
    Pem pem = Pem.read(file);
    if (!pem.label().equals("PRIVATE KEY")) {
      throw Pem.noKey(
          file,
          pem.label().contains("ENCRYPTED")
              ? "It is encrypted, and Slipway asks for no password."
              : pem.label().equals("EC PRIVATE KEY")
                  ? "It is in the older form; openssl pkcs8 -topk8 -nocrypt makes the one that is"
                      + " taken."
                  : "It holds a " + pem.label() + ".");
    }
    try {
      if (KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pem.der()))
          instanceof ECPrivateKey key) {
        return new SigningKey(Pem.onCurve(key, file));
      }
    } catch (GeneralSecurityException otherKind) {
      throw Pem.noKey(file, "It is no key of an elliptic curve.");
    }
    throw Pem.noKey(file, "It is no key of an elliptic curve.");
  }

  /// The files of [BundleRenderer#render] with the signature of their `bundle.json`.
  public List<GeneratedFile> signed(List<GeneratedFile> files) {
    GeneratedFile manifest =
        files.stream()
            .filter(file -> file.path().equals(BundleManifest.FILE))
            .findFirst()
            .orElseThrow();
    List<GeneratedFile> signed = new ArrayList<>(files);
    signed.add(
        new GeneratedFile(
            BundleManifest.SIGNATURE,
            ByteContent.of(sign(manifest.content().bytes())),
            false,
            "",
            ""));
    return signed;
  }

  /// The signature as `cosign sign-blob --key` writes it: ECDSA over the SHA-256 of the bytes, its
  /// DER in base64. Another one each time: a random number is part of it.
  public String sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(bytes);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key on P-256 signs", e);
    }
  }
}
