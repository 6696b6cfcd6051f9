// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Bytes in memory, hashed once.
public final class ByteContent implements GeneratedFile.Content {

  private final byte[] bytes;
  private final Sha256 sha256;

  private ByteContent(byte[] bytes) {
    this.bytes = bytes;
    this.sha256 = Sha256.of(bytes);
  }

  /// Bytes that nobody else holds; they are not copied.
  public static ByteContent owned(byte[] bytes) {
    return new ByteContent(bytes);
  }

  public static ByteContent of(byte[] bytes) {
    return new ByteContent(bytes.clone());
  }

  public static ByteContent of(String text) {
    return owned(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  @Override
  public Sha256 sha256() {
    return sha256;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeneratedFile.Content content && sha256.equals(content.sha256());
  }

  @Override
  public int hashCode() {
    return sha256.hashCode();
  }

  @Override
  public String toString() {
    return bytes.length + " B " + sha256.brief();
  }
}
