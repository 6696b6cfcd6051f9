// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

  @TempDir Path folder;

  private static Identity of(String certificates, String key) throws UnusableSecretException {
    return Identity.of(
        certificates.getBytes(StandardCharsets.US_ASCII), key.getBytes(StandardCharsets.US_ASCII));
  }

  private static String refusal(String certificates, String key) {
    return assertThrows(UnusableSecretException.class, () -> of(certificates, key)).reason();
  }

  @Test
  void isACertificateWithItsOwnKey() throws Exception {
    SelfSigned ec = SelfSigned.of(folder, "ec", "EC");
    SelfSigned rsa = SelfSigned.of(folder, "rsa", "RSA");

    assertEquals(
        new Identity(List.of(ec.certificate(), rsa.certificate()), ec.key()),
        of(ec.certificatePem() + rsa.certificatePem(), ec.keyPem()));
    assertEquals(
        new Identity(List.of(rsa.certificate()), rsa.key()),
        of(rsa.certificatePem(), rsa.keyPem()));
    String another =
        "the key belongs to another certificate; the server's own comes first in the file";
    assertEquals(another, refusal(rsa.certificatePem(), ec.keyPem()));
    assertEquals(another, refusal(ec.certificatePem(), rsa.keyPem()));
    assertEquals(
        another, refusal(SelfSigned.of(folder, "ec2", "EC").certificatePem(), ec.keyPem()));
  }

  @Test
  void saysWhatIsWrongWithTheFiles() throws Exception {
    SelfSigned ec = SelfSigned.of(folder, "ec", "EC");
    String key = ec.keyPem();
    String certificate = ec.certificatePem();
    String form =
        "the key is not PEM of PKCS#8 without a password (BEGIN PRIVATE KEY); openssl pkcs8 -topk8"
            + " -nocrypt makes one";

    assertEquals(
        List.of(
            "there is no certificate in it",
            "the certificate file is no PEM of certificates",
            form,
            form,
            "the key is broken, or neither of RSA nor of EC"),
        List.of(
            refusal("", key),
            refusal(certificate.substring(0, 200), key),
            refusal(certificate, key.replace("PRIVATE KEY", "RSA PRIVATE KEY")),
            refusal(certificate, ""),
            refusal(certificate, key.replaceFirst("\n.{20}", "\nAAAAAAAAAAAAAAAAAAAA"))));
  }
}
