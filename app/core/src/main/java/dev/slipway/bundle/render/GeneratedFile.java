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
  public interface Content {
    byte[] bytes();

    /// Fails when the bytes are no longer those of the hash.
    void writeTo(OutputStream out) throws IOException;

    Sha256 sha256();
  }
}
