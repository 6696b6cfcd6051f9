// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.base.Sha256;

/// Names that follow from what they name.
final class Names {

  private Names() {}

  /// A UUID of version 8 (RFC 9562, of one's own making): the first bits of the text's SHA-256.
  static String uuid(String text) {
    String hex = Sha256.of(text.getBytes(UTF_8)).hex();
    char variant = "89ab".charAt(Character.digit(hex.charAt(16), 16) & 3);
    return "%s-%s-8%s-%s%s-%s"
        .formatted(
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(13, 16),
            variant,
            hex.substring(17, 20),
            hex.substring(20, 32));
  }
}
