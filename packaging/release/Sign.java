// SPDX-License-Identifier: Apache-2.0

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Prints the signature of a file as `cosign sign-blob --key` writes it.
public final class Sign {

  private Sign() {}

  /// @param given the private key and the file
  public static void main(String[] given) throws IOException {
    try {
      SigningKey key = SigningKey.read(Path.of(given[0]));
      System.out.print(key.sign(Files.readAllBytes(Path.of(given[1]))));
    } catch (ProblemException e) {
      System.err.println(e.problem().what() + " " + e.problem().why() + " " + e.problem().remedy());
      System.exit(2);
    }
  }
}
