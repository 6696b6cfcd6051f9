// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Raw samples of a block: all of them, or every second, fourth, eighth … when there are many, so
/// that their memory has a bound. Allocates nothing while recording.
final class Samples {

  /// One request, in nanoseconds; its start counts from the beginning of the block.
  record Sample(long intended, long response, long service) {}

  private final long[] intended;
  private final long[] response;
  private final long[] service;
  private long seen;
  private long stride = 1;
  private int kept;

  Samples(int most) {
    intended = new long[most];
    response = new long[most];
    service = new long[most];
  }

  void record(long intendedAt, long responseTime, long serviceTime) {
    if (intended.length == 0 || seen++ % stride != 0) {
      return;
    }
    if (kept == intended.length) {
      thin();
      if ((seen - 1) % stride != 0) {
        return;
      }
    }
    intended[kept] = intendedAt;
    response[kept] = responseTime;
    service[kept] = serviceTime;
    kept++;
  }

  private void thin() {
    int half = (kept + 1) / 2;
    for (int i = 0; i < half; i++) {
      intended[i] = intended[2 * i];
      response[i] = response[2 * i];
      service[i] = service[2 * i];
    }
    kept = half;
    stride *= 2;
  }

  /// What several workers kept, in the order of the intended starts.
  static List<Sample> merged(List<Samples> parts) {
    List<Sample> all = new ArrayList<>();
    for (Samples part : parts) {
      for (int i = 0; i < part.kept; i++) {
        all.add(new Sample(part.intended[i], part.response[i], part.service[i]));
      }
    }
    all.sort(Comparator.comparingLong(Sample::intended));
    return all;
  }
}
