// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.admission;

import java.time.Duration;

/// How much callers may take before they are answered.
///
/// @param maxBytes memory of all unfinished requests together
/// @param patience for a request to come, or an answer to be taken, beyond what its size allows
/// @param leastRate bytes a second that a body must bring, and an answer's reader take
/// @param connections open at once
public record AdmissionLimits(long maxBytes, Duration patience, long leastRate, int connections) {

  /// The part of the heap that unfinished requests have, where nobody says: a quarter.
  private static final int PART = 4;

  /// As the JVM's heap has it.
  public static long bytesOf(long heap) {
    return heap / PART;
  }

  /// The heap of which unfinished requests have so much.
  public static long heapFor(long bytes) {
    return bytes * PART;
  }

  /// A connection takes some of the heap by itself; all together take an eighth.
  ///
  /// @param encrypted whether they speak TLS
  public static int connectionsOf(long heap, boolean encrypted) {
    return Math.clamp(
        heap / 8 / bytesOfAConnection(encrypted), FEWEST_CONNECTIONS, MOST_CONNECTIONS);
  }

  /// Fewer, and a few callers fill them.
  public static final int FEWEST_CONNECTIONS = 64;

  /// More have to be asked for, however large the heap is.
  public static final int MOST_CONNECTIONS = 10_000;

  /// What an open connection takes of the heap, measured with twenty thousand of them, and rounded
  /// up.
  private static final int BYTES_OF_A_CONNECTION = 6 << 10;

  /// And what one over TLS does: 11.3 KB with two thousand of them.
  private static final int BYTES_OF_AN_ENCRYPTED_CONNECTION = 16 << 10;

  /// What an open connection takes of the heap.
  public static int bytesOfAConnection(boolean encrypted) {
    return encrypted ? BYTES_OF_AN_ENCRYPTED_CONNECTION : BYTES_OF_A_CONNECTION;
  }

  /// For the port that no caller has: probes and a scraper.
  public static AdmissionLimits ofManagement(AdmissionLimits data) {
    return new AdmissionLimits(1 << 20, data.patience(), data.leastRate(), 64);
  }

  long nanosFor(long bytes) {
    return patience.toNanos() + (long) (bytes * 1e9 / leastRate);
  }
}
