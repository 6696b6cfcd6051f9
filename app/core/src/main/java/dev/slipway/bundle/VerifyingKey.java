// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// The public key that a bundle's signature is held against: ECDSA on P-256, PEM, as `cosign.pub`.
public final class VerifyingKey {

  private final ECPublicKey key;

  private VerifyingKey(ECPublicKey key) {
    this.key = key;
  }

  /// Reads a key; says what to do with one of another kind.
  public static VerifyingKey read(Path file) throws ProblemException {
    Pem pem = Pem.read(file);
    if (!pem.label().equals("PUBLIC KEY")) {
      throw Pem.noKey(file, "It holds a " + pem.label() + "; the public half is asked for.");
    }
    try {
      if (KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(pem.der()))
          instanceof ECPublicKey key) {
        return new VerifyingKey(Pem.onCurve(key, file));
      }
    } catch (GeneralSecurityException otherKind) {
      throw Pem.noKey(file, "It is no key of an elliptic curve.");
    }
    throw Pem.noKey(file, "It is no key of an elliptic curve.");
  }

  /// SHA-256 of its DER bytes, by which people compare keys.
  public Sha256 fingerprint() {
    return Sha256.of(key.getEncoded());
  }

  /// Whether bytes were signed by the other half of this key.
  ///
  /// @param signature the content of `bundle.json.sig`
  public boolean accepts(byte[] bytes, byte[] signature) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(bytes);
      String text = new String(signature, StandardCharsets.ISO_8859_1).strip();
      return check.verify(Base64.getDecoder().decode(text));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return false;
    }
  }
}
