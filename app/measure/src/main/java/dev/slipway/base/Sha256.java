// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The SHA-256 of some bytes, in lower-case hexadecimal.
public record Sha256(String hex) {

  public Sha256 {
    if (!isHash(hex)) {
      throw new IllegalArgumentException("not a SHA-256: " + hex);
    }
  }

  /// By hand, since a bundle has hundreds: a pattern would be compiled for each.
  private static boolean isHash(String hex) {
    boolean digits = hex.length() == 64;
    for (int i = 0; digits && i < 64; i++) {
      char c = hex.charAt(i);
      digits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return digits;
  }

  // Written out, as in what else each command compares: Java links what it makes of a record's
  // components when they are first compared, which takes milliseconds.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Sha256(String otherHex) && hex.equals(otherHex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  public static Sha256 of(byte[] bytes) {
    return new Sha256(HexFormat.of().formatHex(digest().digest(bytes)));
  }

  public static Sha256 of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /// Of all that is left to read; the caller closes it.
  public static Sha256 of(InputStream in) throws IOException {
    return copying(in, OutputStream.nullOutputStream());
  }

  /// Of all that is left to read, which is written on; the caller closes both.
  public static Sha256 copying(InputStream in, OutputStream out) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      out.write(buffer, 0, n);
    }
    return new Sha256(HexFormat.of().formatHex(digest.digest()));
  }

  /// The first twelve digits: enough for a person to tell two apart.
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return hex;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
