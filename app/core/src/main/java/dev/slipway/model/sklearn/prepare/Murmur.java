// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import static java.nio.charset.StandardCharsets.UTF_8;

/// MurmurHash3 of Austin Appleby (public domain), the one of 32 bits, with the seed zero.
final class Murmur {

  private static final int FIRST = 0xcc9e2d51;
  private static final int SECOND = 0x1b873593;

  private Murmur() {}

  /// Hash of a text's UTF-8.
  static int of(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int hash = 0;
    int block = 0;
    for (int i = 0; i < bytes.length; i++) {
      block |= (bytes[i] & 0xff) << (8 * (i % 4));
      if (i % 4 == 3) {
        hash = Integer.rotateLeft(hash ^ mixed(block), 13) * 5 + 0xe6546b64;
        block = 0;
      }
    }
    hash ^= mixed(block) ^ bytes.length;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }

  private static int mixed(int block) {
    return Integer.rotateLeft(block * FIRST, 15) * SECOND;
  }
}
