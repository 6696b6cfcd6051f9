// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// CityHash64 in its first version, 1.0, by which CatBoost knows the texts of categories.
///
/// Source: Geoff Pike and Jyrki Alakuijala, CityHash 1.0 (Google, 2011).
final class CityHash {

  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;
  private static final long MULTIPLIER = 0x9ddfea08eb382d69L;

  private final ByteBuffer bytes;
  private final int length;

  private CityHash(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.length = bytes.length;
  }

  /// What CatBoost keeps of a text: the low 32 bits of its hash.
  static int category(String text) {
    return (int) hash(text.getBytes(StandardCharsets.UTF_8));
  }

  static long hash(byte[] bytes) {
    return new CityHash(bytes).hash();
  }

  private long hash() {
    if (length <= 16) {
      return upTo16();
    }
    if (length <= 32) {
      return upTo32();
    }
    return length <= 64 ? upTo64() : longer();
  }

  private long upTo16() {
    if (length > 8) {
      long a = word(0);
      long b = word(length - 8);
      return pair(a, Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      long a = half(0);
      return pair(length + (a << 3), half(length - 4));
    }
    if (length == 0) {
      return K2;
    }
    int a = bytes.get(0) & 0xff;
    int b = bytes.get(length >> 1) & 0xff;
    int c = bytes.get(length - 1) & 0xff;
    int y = a + (b << 8);
    int z = length + (c << 2);
    return mixed(y * K2 ^ z * K3) * K2;
  }

  private long upTo32() {
    long a = word(0) * K1;
    long b = word(8);
    long c = word(length - 8) * K2;
    long d = word(length - 16) * K0;
    return pair(
        Long.rotateRight(a - b, 43) + Long.rotateRight(c, 30) + d,
        a + Long.rotateRight(b ^ K3, 20) - c + length);
  }

  private long upTo64() {
    long z = word(24);
    long a = word(0) + (length + word(length - 16)) * K0;
    long b = Long.rotateRight(a + z, 52);
    long c = Long.rotateRight(a, 37);
    a += word(8);
    c += Long.rotateRight(a, 7);
    a += word(16);
    final long vf = a + z;
    final long vs = b + Long.rotateRight(a, 31) + c;
    a = word(16) + word(length - 32);
    z = word(length - 8);
    b = Long.rotateRight(a + z, 52);
    c = Long.rotateRight(a, 37);
    a += word(length - 24);
    c += Long.rotateRight(a, 7);
    a += word(length - 16);
    final long wf = a + z;
    final long ws = b + Long.rotateRight(a, 31) + c;
    long r = mixed((vf + ws) * K2 + (wf + vs) * K0);
    return mixed(r * K0 + vs) * K2;
  }

  private long longer() {
    long x = word(0);
    long y = word(length - 16) ^ K1;
    long z = word(length - 56) ^ K0;
    long[] v = weak(length - 64, length, y);
    long[] w = weak(length - 32, length * K1, K0);
    z += mixed(v[1]) * K1;
    x = Long.rotateRight(z + x, 39) * K1;
    y = Long.rotateRight(y, 33) * K1;
    int at = 0;
    for (int left = (length - 1) & ~63; left > 0; left -= 64) {
      x = Long.rotateRight(x + y + v[0] + word(at + 16), 37) * K1;
      y = Long.rotateRight(y + v[1] + word(at + 48), 42) * K1;
      x ^= w[1];
      y ^= v[0];
      z = Long.rotateRight(z ^ w[0], 33);
      v = weak(at, v[1] * K1, x + w[0]);
      w = weak(at + 32, z + w[1], y);
      long swapped = z;
      z = x;
      x = swapped;
      at += 64;
    }
    return pair(pair(v[0], w[0]) + mixed(y) * K1 + z, pair(v[1], w[1]) + x);
  }

  private long[] weak(int at, long first, long second) {
    long z = word(at + 24);
    long a = first + word(at);
    long b = Long.rotateRight(second + a + z, 21);
    long c = a;
    a += word(at + 8);
    a += word(at + 16);
    b += Long.rotateRight(a, 44);
    return new long[] {a + z, b + c};
  }

  private static long pair(long low, long high) {
    long a = (low ^ high) * MULTIPLIER;
    a ^= a >>> 47;
    long b = (high ^ a) * MULTIPLIER;
    b ^= b >>> 47;
    return b * MULTIPLIER;
  }

  private static long mixed(long value) {
    return value ^ (value >>> 47);
  }

  private long word(int at) {
    return bytes.getLong(at);
  }

  private long half(int at) {
    return bytes.getInt(at) & 0xffffffffL;
  }
}
