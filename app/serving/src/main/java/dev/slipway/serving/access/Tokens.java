// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The tokens that are let in, as their hashes: the process keeps none in clear.
final class Tokens {

  /// Each is compared with all of them.
  static final int MOST = 100;

  /// As RFC 6750 writes a bearer token; 16 characters, since nothing slows down who guesses.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,512}=*");

  private static final FastThreadLocal<MessageDigest> SHA_256 =
      new FastThreadLocal<>() {
        @Override
        protected MessageDigest initialValue() {
          try {
            return MessageDigest.getInstance("SHA-256");
          } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
          }
        }
      };

  private final byte[][] hashes;

  private Tokens(List<byte[]> hashes) {
    this.hashes = hashes.toArray(byte[][]::new);
  }

  /// From a file with one token a line; empty lines and those that begin with `#` hold none.
  static Tokens of(byte[] file) throws UnusableSecretException {
    List<byte[]> hashes = new ArrayList<>();
    int number = 0;
    for (String written : new String(file, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      String line = written.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (!TOKEN.matcher(line).matches()) {
        throw new UnusableSecretException(
            "line %d is no token: one has 16 to 512 letters, digits or -._~+/, and perhaps = at its end"
                .formatted(number));
      }
      if (hashes.size() == MOST) {
        throw new UnusableSecretException("there are more than %d tokens".formatted(MOST));
      }
      hashes.add(hash(line));
    }
    if (hashes.isEmpty()) {
      throw new UnusableSecretException("there is no token in it");
    }
    return new Tokens(hashes);
  }

  int count() {
    return hashes.length;
  }

  /// Whether it is one of them. The time tells nothing: hashes are compared, all of each with all.
  boolean holds(String token) {
    byte[] given = hash(token);
    boolean known = false;
    for (byte[] hash : hashes) {
      known |= MessageDigest.isEqual(hash, given);
    }
    return known;
  }

  private static byte[] hash(String token) {
    return SHA_256.get().digest(token.getBytes(StandardCharsets.UTF_8));
  }
}
