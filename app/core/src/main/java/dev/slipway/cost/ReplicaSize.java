// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.admission.AdmissionLimits;
import java.time.Duration;
import java.util.Optional;

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

  /// Of the picture that must get in: as phones take them, 4,032 x 3,024.
  public static final int PICTURE_PIXELS = 4_032 * 3_024;

  /// Bytes of the memory for requests that a pixel takes: 4.5 while a progressive JPEG is decoded
  /// whose colours have half as many rows and columns; a quarter is left to its file, the tensor
  /// and what resizing takes.
  public static final int BYTES_OF_A_PIXEL = 6;

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

  /// So much that a phone's picture gets in, however it is written; empty where the project does
  /// not state how pictures are taken.
  public static Optional<Bytes> holdingPictures(Project.ModelSource model) {
    return model.image().stated().isEmpty()
        ? Optional.empty()
        : Optional.of(
            stepped(
                AdmissionLimits.heapFor(ofAPicture().count()) * 100.0 / HEAP_PERCENT,
                new Bytes(0)));
  }

  /// What it takes of the memory for requests.
  public static Bytes ofAPicture() {
    return new Bytes((long) PICTURE_PIXELS * BYTES_OF_A_PIXEL);
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
