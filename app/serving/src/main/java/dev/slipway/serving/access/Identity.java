// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/// A certificate with those that vouch for it, and its private key.
record Identity(List<X509Certificate> chain, PrivateKey key) {

  private static final byte[] PROBE = "slipway".getBytes(StandardCharsets.US_ASCII);

  Identity {
    chain = List.copyOf(chain);
  }

  /// From PEM files: the certificates, the server's own first; the key as PKCS#8, unencrypted.
  static Identity of(byte[] certificates, byte[] key) throws UnusableSecretException {
    List<X509Certificate> chain = chain(certificates);
    PrivateKey secret = key(key);
    if (!belong(chain.getFirst().getPublicKey(), secret)) {
      throw new UnusableSecretException(
          "the key belongs to another certificate; the server's own comes first in the file");
    }
    return new Identity(chain, secret);
  }

  X509Certificate own() {
    return chain.getFirst();
  }

  private static List<X509Certificate> chain(byte[] pem) throws UnusableSecretException {
    try {
      List<X509Certificate> chain =
          Arrays.asList(CertificateUtils.getX509Certificates(new ByteArrayInputStream(pem)));
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (CertificateException broken) {
      throw new UnusableSecretException("the certificate file is no PEM of certificates");
    }
    throw new UnusableSecretException("there is no certificate in it");
  }

  private static PrivateKey key(byte[] pem) throws UnusableSecretException {
    if (!new String(pem, StandardCharsets.US_ASCII).contains("-----BEGIN PRIVATE KEY-----")) {
      throw new UnusableSecretException(
          "the key is not PEM of PKCS#8 without a password (BEGIN PRIVATE KEY); openssl pkcs8"
              + " -topk8 -nocrypt makes one");
    }
    try {
      return CertificateUtils.getPrivateKey(new ByteArrayInputStream(pem));
    } catch (IOException | GeneralSecurityException | RuntimeException broken) {
      throw new UnusableSecretException("the key is broken, or neither of RSA nor of EC");
    }
  }

  private static boolean belong(PublicKey open, PrivateKey secret) {
    String algorithm = secret.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(secret);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException another) {
      return false;
    }
  }
}
