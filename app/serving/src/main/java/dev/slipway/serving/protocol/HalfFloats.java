// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

/// Brain floats: the upper half of a float's bits.
final class HalfFloats {

  private static final short NAN = 0x7FC0;

  private HalfFloats() {}

  static float fromBrain(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /// The nearest, ties to even.
  static short toBrain(float value) {
    if (Float.isNaN(value)) {
      return NAN;
    }
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }
}
