// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.util.Locale;

/// A number of bytes.
public record Bytes(long count) implements Comparable<Bytes> {

  public Bytes {
    if (count < 0) {
      throw new IllegalArgumentException("a size is not negative: " + count);
    }
  }

  public static Bytes mebibytes(long count) {
    return new Bytes(Math.multiplyExact(count, 1L << 20));
  }

  /// Mebibytes, rounded up.
  public long mebibytesUp() {
    return Math.ceilDiv(count, 1L << 20);
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(count, other.count);
  }

  /// For a person, in decimal units with two or three digits: `4.2 kB`, `98 MB`.
  @Override
  public String toString() {
    if (count < 1000) {
      return count + " B";
    }
    double value = count;
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }
}
