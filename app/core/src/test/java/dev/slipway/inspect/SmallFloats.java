// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

/// Floating-point numbers of eight and four bits.
final class SmallFloats {

  private SmallFloats() {}

  static double value(ElementType element, byte bits) {
    int code = Byte.toUnsignedInt(bits);
    return switch (element) {
      case FLOAT8E4M3FN -> (code & 0x7f) == 0x7f ? Double.NaN : finite(code, 4, 3, 7);
      case FLOAT8E4M3FNUZ -> code == 0x80 ? Double.NaN : finite(code, 4, 3, 8);
      case FLOAT8E5M2 -> (code & 0x7c) == 0x7c ? unbounded(code) : finite(code, 5, 2, 15);
      case FLOAT8E5M2FNUZ -> code == 0x80 ? Double.NaN : finite(code, 5, 2, 16);
      case FLOAT4E2M1 -> finite(code << 4, 2, 1 + 4, 1);
      default -> throw new IllegalArgumentException(element + " is no small float");
    };
  }

  private static double unbounded(int code) {
    double infinity = code >= 0x80 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return (code & 3) == 0 ? infinity : Double.NaN;
  }

  /// @param fraction bits of the fraction
  private static double finite(int code, int exponentBits, int fraction, int bias) {
    double sign = (code & 0x80) == 0 ? 1 : -1;
    int exponent = (code >> fraction) & ((1 << exponentBits) - 1);
    double part = (code & ((1 << fraction) - 1)) / (double) (1 << fraction);
    double size =
        exponent == 0
            ? part * Math.pow(2, 1.0 - bias)
            : (1 + part) * Math.pow(2, (double) exponent - bias);
    return sign * size;
  }
}
