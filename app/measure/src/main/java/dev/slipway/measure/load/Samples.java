// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Raw samples of a block: all of them, or every second, fourth, eighth … when there are many, so
/// that their memory has a bound. Allocates nothing while recording.
public final class Samples {

  /// Of the file, in its order.
  public static final List<String> COLUMNS = List.of("intended_ns", "response_ns", "service_ns");

  /// One request, in nanoseconds; its start counts from the beginning of the block.
  public record Sample(long intended, long response, long service) {}

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

  /// Writes samples as compressed CSV with a header, whole or not at all.
  ///
  /// @param file such as `open.csv.gz`
  public static void write(Path file, List<Sample> samples) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try (var zip = new GZIPOutputStream(Files.newOutputStream(draft));
        var out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.US_ASCII))) {
      out.write(String.join(",", COLUMNS) + "\n");
      for (Sample sample : samples) {
        out.write(sample.intended() + "," + sample.response() + "," + sample.service() + "\n");
      }
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
