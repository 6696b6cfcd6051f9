// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Sha256;
import java.io.IOException;
import java.io.OutputStream;

/// A file of a bundle before it is written.
///
/// @param path relative to the bundle, with forward slashes
/// @param target the target that it belongs to; empty for `bundle.json`
/// @param template the template that made it, relative to the templates' root; empty for copied
///   files
public record GeneratedFile(
    String path, Content content, boolean executable, String target, String template) {

  /// Bytes that compare by value: by their hash.
  public abstract static sealed class Content permits ByteContent, FileContent {
    private final Sha256 sha256;

    Content(Sha256 sha256) {
      this.sha256 = sha256;
    }

    public abstract byte[] bytes();

    /// Fails when the bytes are no longer those of the hash.
    public abstract void writeTo(OutputStream out) throws IOException;

    public final Sha256 sha256() {
      return sha256;
    }

    @Override
    public final boolean equals(Object other) {
      return other instanceof Content content && sha256.equals(content.sha256);
    }

    @Override
    public final int hashCode() {
      return sha256.hashCode();
    }
  }
}
