// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// A pair of keys that was made for a test, in two files.
///
/// @param secret the private half
/// @param open the public half
public record Keys(Path secret, Path open) {

  /// @param curve such as `secp256r1`, which is P-256
  public static Keys in(Path folder, String curve) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair pair = generator.generateKeyPair();
    Files.createDirectories(folder);
    return new Keys(
        write(folder.resolve("key.pem"), "PRIVATE KEY", pair.getPrivate()),
        write(folder.resolve("pub.pem"), "PUBLIC KEY", pair.getPublic()));
  }

  private static Path write(Path file, String label, Key key) throws IOException {
    return Files.writeString(file, pem(label, key.getEncoded()));
  }

  static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }
}
