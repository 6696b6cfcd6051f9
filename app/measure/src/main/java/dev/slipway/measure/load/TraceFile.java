// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// When requests once came, from a CSV file: the first column holds seconds (`12.25`) or points in
/// time (`2026-11-25T10:00:00.250Z`), in any order; a first line without one is a heading.
public final class TraceFile {

  private final long[] starts;

  /// @param starts nanoseconds after the first, ascending
  private TraceFile(long... starts) {
    this.starts = starts;
  }

  /// Reads a trace.
  public static TraceFile read(Path file) throws ProblemException {
    List<Long> times = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        OptionalLong time = time(line.split(",", 2)[0].strip());
        if (time.isPresent() && times.size() < Schedule.MOST_REQUESTS) {
          times.add(time.getAsLong());
        } else if (number > 1) {
          throw wrong(file, number, time.isPresent()).asException();
        }
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "profile.trace-unreadable",
              "The trace cannot be read: " + file,
              String.valueOf(e.getMessage()),
              "Give a CSV file with a time in its first column"),
          e);
    }
    if (times.size() < 2) {
      throw Problem.input(
              "profile.trace-empty",
              "The trace holds no requests: " + file,
              "It has " + times.size() + " times, and two are the fewest that make a rate",
              "Give a CSV file with a time in its first column, a line a request")
          .asException();
    }
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    long first = sorted[0];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] -= first;
    }
    return new TraceFile(sorted);
  }

  private static Problem wrong(Path file, int line, boolean tooMany) {
    return Problem.input(
        "profile.trace-malformed",
        "The trace cannot be replayed: " + file,
        tooMany
            ? "It has more than %,d requests".formatted(Schedule.MOST_REQUESTS)
            : "Line " + line + " begins with no time",
        "Write each line's time as seconds (12.25) or as 2026-11-25T10:00:00.250Z");
  }

  /// Nanoseconds after the first request, ascending.
  LongStream starts() {
    return LongStream.of(starts);
  }

  /// Until one mean gap after the last request.
  public Duration length() {
    long last = starts[starts.length - 1];
    return Duration.ofNanos(Math.max(1, last + last / (starts.length - 1)));
  }

  public Rate rate() {
    return new Rate(starts.length * 1e9 / length().toNanos());
  }

  /// Nanoseconds; empty for what is no time.
  private static OptionalLong time(String text) {
    try {
      return OptionalLong.of(nanos(Double.parseDouble(text)));
    } catch (NumberFormatException noNumber) {
      return instant(text);
    }
  }

  private static long nanos(double seconds) {
    if (!Double.isFinite(seconds) || Math.abs(seconds) > Long.MAX_VALUE / 2e9) {
      throw new NumberFormatException("out of range: " + seconds);
    }
    return Math.round(seconds * 1e9);
  }

  private static OptionalLong instant(String text) {
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      return OptionalLong.of(
          Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
    } catch (DateTimeException | ArithmeticException noTime) {
      return OptionalLong.empty();
    }
  }
}
