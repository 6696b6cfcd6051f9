// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import dev.slipway.serving.ServingConfig;
import java.time.Duration;

/// What one replica asks of its node: the rules that estimate and plan share.
///
/// @param millicores CPU request
/// @param memory request and limit
public record ReplicaSize(int millicores, Bytes memory) {

  /// A serving process asks for no less: probes, metrics and the collector run on it too.
  public static final int LEAST_MILLICORES = 100;

  /// No smaller limit before the served process itself has been measured.
  public static final Bytes LEAST_UNMEASURED = Bytes.mebibytes(256);

  /// Share of the memory limit for the Java heap, in per cent.
  public static final int HEAP_PERCENT = 40;

  /// Requests of the largest size that the heap must hold at once.
  public static final int REQUESTS_AT_ONCE = 4;

  /// What is added to measured memory, because memory has no throttle: it kills.
  public static final double HEADROOM = 1.3;

  /// CPU that covers a rate when the process is as busy as the ceiling allows: the rate times the
  /// CPU of one request, divided by the ceiling, in steps of 50, at most the whole cores of the
  /// limit.
  public static int millicores(double rate, Duration cpuPerRequest, double ceiling, int cores) {
    double used = rate * cpuPerRequest.toNanos() / 1e9 * 1000 / ceiling;
    int stepped = (int) Math.min(cores * 1000.0, Math.ceil(used / 50 - 1e-9) * 50);
    return Math.clamp(stepped, LEAST_MILLICORES, cores * 1000);
  }

  /// Measured peak times 1.3, in steps of 32 MiB, and no less than 256 MiB: the heap of the
  /// measuring process holds the samples besides. More where the largest requests need it.
  public static Bytes memory(Profile profile) {
    Bytes measured = unserved(profile.peakMemory());
    Bytes holding = holding(profile.inputs());
    return measured.compareTo(holding) < 0 ? holding : measured;
  }

  /// So much that the heap holds several of the largest request at once.
  public static Bytes holding(InputSizes inputs) {
    double heap = (double) REQUESTS_AT_ONCE * largestBody(inputs).count();
    return stepped(heap * 100 / HEAP_PERCENT, new Bytes(0));
  }

  /// The largest request as JSON, and half as much again for how a client writes it; at most what
  /// the runtime takes.
  public static Bytes largestBody(InputSizes inputs) {
    return new Bytes(Math.min(written(inputs), ServingConfig.LARGEST_REQUEST));
  }

  /// Whether the largest request as JSON is more than the runtime takes, so that it must come as
  /// binary tensors.
  public static boolean binaryOnly(InputSizes inputs) {
    return written(inputs) > ServingConfig.LARGEST_REQUEST;
  }

  private static long written(InputSizes inputs) {
    return inputs.longest().count() + inputs.longest().count() / 2;
  }

  /// The same, where only the peak of the measuring process is known.
  static Bytes unserved(Bytes peak) {
    return stepped(peak.count() * HEADROOM, LEAST_UNMEASURED);
  }

  private static Bytes stepped(double bytes, Bytes least) {
    long steps = (long) Math.ceil(bytes / (32 << 20));
    return Bytes.mebibytes(Math.max(steps * 32, least.mebibytesUp()));
  }
}
