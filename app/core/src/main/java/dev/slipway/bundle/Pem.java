// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of one key in the textual encoding of RFC 7468. What it says of the file in a problem is
/// never its content.
final class Pem {

  private static final long LONGEST = 64 << 10;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final String PARAMETERS = "EC PARAMETERS";
  private static final String HOW =
      "Make one that is not encrypted: openssl genpkey -algorithm EC -pkeyopt"
          + " ec_paramgen_curve:P-256 -out key.pem && openssl pkey -in key.pem -pubout -out"
          + " pub.pem";

  private final String label;
  private final byte[] der;

  private Pem(String label, byte[] der) {
    this.label = label;
    this.der = der;
  }

  /// Such as `PUBLIC KEY`.
  String label() {
    return label;
  }

  /// The key's bytes.
  byte[] der() {
    return der.clone();
  }

  static Pem read(Path file) throws ProblemException {
    try {
      if (Files.size(file) > LONGEST) {
        throw noKey(file, "It is longer than any key.");
      }
      Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      while (block.find()) {
        if (!block.group(1).equals(PARAMETERS)) {
          return new Pem(block.group(1), Base64.getMimeDecoder().decode(block.group(2)));
        }
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.unreadable-key",
              "The key " + file + " cannot be read.",
              e.getClass().getSimpleName(),
              "Name a key file that you may read."),
          e);
    } catch (IllegalArgumentException e) {
      throw noKey(file, "It is no PEM file.");
    }
    throw noKey(file, "It is no PEM file.");
  }

  /// Refuses a key of another curve, which cosign's key mode does not take.
  static <T extends ECKey> T onCurve(T key, Path file) throws ProblemException {
    try {
      var curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec("secp256r1"));
      ECParameterSpec wanted = curve.getParameterSpec(ECParameterSpec.class);
      ECParameterSpec given = key.getParams();
      if (wanted.getCurve().equals(given.getCurve())
          && wanted.getGenerator().equals(given.getGenerator())
          && wanted.getOrder().equals(given.getOrder())) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK knows P-256", e);
    }
    throw noKey(file, "Its curve is not P-256.");
  }

  static ProblemException noKey(Path file, String why) {
    return Problem.input(
            "bundle.no-key", file + " is no key that bundles are signed by.", why, HOW + ".")
        .asException();
  }
}
