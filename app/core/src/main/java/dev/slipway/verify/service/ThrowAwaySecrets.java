// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Secrets that are made for one check and end with it: a token, and a certificate of the loopback
/// address, which nobody else trusts. They lie below a folder as the service's own would in the
/// image.
final class ThrowAwaySecrets implements AutoCloseable {

  private static final int TOKEN_BYTES = 32;
  private static final String ALIAS = "service";

  private final Path folder;
  private final ServiceAccess access;
  private final String password = token();
  private final Optional<SSLContext> trust;

  /// Makes those that a service asks for, but for the tokens, which [#admit] writes.
  static ThrowAwaySecrets of(ServiceAccess access) throws ProblemException, InterruptedException {
    try {
      return new ThrowAwaySecrets(access);
    } catch (IOException | GeneralSecurityException e) {
      throw Problem.environment(
              "verify.no-certificate",
              "No certificate could be made for the check.",
              String.valueOf(e.getMessage()),
              "Run Slipway on a Java that has keytool beside it.")
          .asException();
    }
  }

  private ThrowAwaySecrets(ServiceAccess access)
      throws IOException, GeneralSecurityException, InterruptedException {
    this.access = access;
    folder = Files.createTempDirectory("slipway-secrets");
    boolean made = false;
    try {
      trust = access.certificate().isPresent() ? Optional.of(certify()) : Optional.empty();
      made = true;
    } finally {
      if (!made) {
        TemporaryFolder.delete(folder);
      }
    }
  }

  /// A token that was never given to anybody.
  static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Lets these tokens in and no others.
  void admit(List<String> tokens) throws ProblemException {
    if (access.tokens().isEmpty()) {
      return;
    }
    try {
      write(access.tokens().get(), String.join("\n", tokens) + "\n");
    } catch (IOException e) {
      throw Problem.environment(
              "verify.cannot-write",
              "The tokens for the check cannot be written.",
              String.valueOf(e.getMessage()),
              "Make room in the folder for temporary files.")
          .asException();
    }
  }

  /// As the root of a file system.
  Path folder() {
    return folder;
  }

  /// Where a file of the image's is.
  Path place(String file) {
    Path place = folder.resolve(file.replaceFirst("^/+", "")).normalize();
    if (!place.startsWith(folder)) {
      throw new IllegalArgumentException(file + " leads out of the folder of the check");
    }
    return place;
  }

  /// Of a client that trusts the certificate; none where there is no TLS.
  Optional<SSLContext> trust() {
    return trust;
  }

  private void write(String file, String text) throws IOException {
    Path place = place(file);
    Path parent = place.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(place, text);
  }

  private SSLContext certify() throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    ProcessBuilder making =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                ALIAS,
                "-dname",
                "CN=made for a check",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-storepass:env",
                "STORE_PASSWORD",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // As a variable, since others on the machine see arguments.
    making.environment().put("STORE_PASSWORD", password);
    Process keytool = making.start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool ended with " + keytool.exitValue());
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
    Files.delete(store);
    Certificate certificate = keys.getCertificate(ALIAS);
    Key key = keys.getKey(ALIAS, password.toCharArray());
    write(access.certificate().orElseThrow(), pem("CERTIFICATE", certificate.getEncoded()));
    write(access.key().orElseThrow(), pem("PRIVATE KEY", key.getEncoded()));
    return trusting(certificate);
  }

  private static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
  }

  private static SSLContext trusting(Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, certificate);
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    TemporaryFolder.delete(folder);
  }
}
