// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Bytes in memory, hashed once.
public final class ByteContent extends GeneratedFile.Content {

  private final byte[] bytes;

  private ByteContent(byte[] bytes) {
    super(Sha256.of(bytes));
    this.bytes = bytes;
  }

  /// Bytes that nobody else holds; they are not copied.
  public static ByteContent owned(byte[] bytes) {
    return new ByteContent(bytes);
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
  public String toString() {
    return bytes.length + " B " + sha256().brief();
  }
}
