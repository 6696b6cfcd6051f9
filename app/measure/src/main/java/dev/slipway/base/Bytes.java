// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A number of bytes.
public record Bytes(long count) implements Comparable<Bytes> {

  public Bytes {
    if (count < 0) {
      throw new IllegalArgumentException("a size is not negative: " + count);
    }
  }

  // Written out: see [Sha256#equals].
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes(long otherCount) && count == otherCount;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count);
  }

  public static Bytes mebibytes(long count) {
    return new Bytes(Math.multiplyExact(count, 1L << 20));
  }

  /// Mebibytes, rounded up.
  public long mebibytesUp() {
    return Math.ceilDiv(count, 1L << 20);
  }

  /// Megabytes, of a million each.
  public long megabytes() {
    return Math.round(count / 1e6);
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(count, other.count);
  }

  /// For a person, what memory holds or limits, requests in it included, in the units in which
  /// plans and manifests limit it: `6 KiB`, `102 MiB`, `1,536 MiB`.
  public String inMemory() {
    double kibibytes = count / 1024.0;
    if (count < 1024) {
      return count + " B";
    }
    return kibibytes < 1023.5
        ? String.format(Locale.ROOT, kibibytes < 9.95 ? "%.1f KiB" : "%.0f KiB", kibibytes)
        : String.format(
            Locale.ROOT, kibibytes < 9.95 * 1024 ? "%.1f MiB" : "%,.0f MiB", kibibytes / 1024);
  }

  /// For a person, what lies on a disk or goes over a line, in decimal units with two or three
  /// digits: `4.2 kB`, `98 MB`.
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
