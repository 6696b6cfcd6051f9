// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Sha256;

/// Bytes that were hashed once.
abstract sealed class HashedContent implements GeneratedFile.Content
    permits ByteContent, EntryContent, FileContent {

  private final Sha256 sha256;

  HashedContent(Sha256 sha256) {
    this.sha256 = sha256;
  }

  @Override
  public final Sha256 sha256() {
    return sha256;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof GeneratedFile.Content content && sha256.equals(content.sha256());
  }

  @Override
  public final int hashCode() {
    return sha256.hashCode();
  }
}
