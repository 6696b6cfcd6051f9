// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {

  private static final long MILLI = 1_000_000;

  @TempDir private Path folder;

  @Test
  void burstsKeepTheMeanRateAndLeavePausesEmpty() {
    var burst = new Arrival.Burst(new Rate(100), Duration.ofSeconds(2), Duration.ofSeconds(8), 7);

    long[] starts = starts(Schedule.burst(burst, Duration.ofSeconds(1000)));

    assertEquals(100_000.0, (double) starts.length, 1000.0);
    assertTrue(
        LongStream.of(starts).allMatch(at -> at % (10_000 * MILLI) < 2000 * MILLI),
        "somebody came in a pause");
    assertArrayEquals(LongStream.of(starts).sorted().toArray(), starts);
  }

  @Test
  void aBurstThatTheEndCutsShortKeepsItsOwnRate() {
    var burst = new Arrival.Burst(new Rate(100), Duration.ofSeconds(2), Duration.ofSeconds(8), 7);

    long[] starts = starts(Schedule.burst(burst, Duration.ofSeconds(11)));

    // 500 a second while bursting: 2 s whole, 1 s of the next
    assertEquals(1500.0, (double) starts.length, 120.0);
    assertTrue(LongStream.of(starts).allMatch(at -> at < 11_000 * MILLI));
  }

  @ParameterizedTest
  @CsvSource({
    "'1.0\n1.25\n3', 0 250 2000",
    "'time,path\n10.5,/a\n10,/b\n', 0 500",
    "'2026-11-25T10:00:00Z\n2026-11-25T11:00:00.5+01:00\n\n2026-11-25T10:00:02Z', 0 500 2000"
  })
  void replaysTheTimesOfATraceFromItsFirst(String text, String millis) throws Exception {
    TraceFile trace = TraceFile.read(file(text));

    assertEquals(
        millis,
        trace.starts().mapToObj(at -> Long.toString(at / MILLI)).collect(Collectors.joining(" ")));
    assertArrayEquals(
        trace.starts().toArray(), starts(Schedule.trace(trace, Duration.ofSeconds(10))));
    assertEquals(1, starts(Schedule.trace(trace, Duration.ofMillis(1))).length);
  }

  @Test
  void aTraceSaysItsMeanRate() throws Exception {
    TraceFile trace = TraceFile.read(file("0\n0.5\n1\n1.5\n"));

    assertEquals(Duration.ofSeconds(2), trace.length());
    assertEquals(2, trace.rate().perSecond(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000, 550", // of 0–50–500–1000–1020, the widest: from 500
    "0, 400, 100", // no later than 400: from 50
    "600, 250, 600", // none begins by then
    "600, 401, 1005", // the last one
    "1020, 250, 1020",
    "5000, 250, 5000"
  })
  void aLullBeginsOnceTheRequestBeforeTheWidestGapIsAnswered(long from, long within, long millis)
      throws Exception {
    Schedule schedule =
        Schedule.trace(TraceFile.read(file("0\n0.05\n0.5\n1\n1.02\n")), Duration.ofSeconds(10));

    assertEquals(millis, Math.round(schedule.lull(from * MILLI, within * MILLI) / 1e6));
  }

  @Test
  void nothingIsIntendedWithoutASchedule() {
    assertEquals(7, Schedule.NONE.lull(7, 1000));
  }

  @ParameterizedTest
  @CsvSource({
    "'', profile.trace-empty",
    "'time', profile.trace-empty",
    "'1', profile.trace-empty",
    "'1\nsoon', profile.trace-malformed",
    "'1\n1e99', profile.trace-malformed",
    "'1\nNaN', profile.trace-malformed"
  })
  void refusesATraceThatCannotBeReplayed(String text, String code) throws Exception {
    Path file = file(text);

    Problem problem = assertThrows(ProblemException.class, () -> TraceFile.read(file)).problem();

    assertEquals(code, problem.code().id());
  }

  @Test
  void saysWhichLineOfATraceIsWrong() throws Exception {
    Path file = file("0\n0.5\nsoon\n");

    Problem problem = assertThrows(ProblemException.class, () -> TraceFile.read(file)).problem();

    assertEquals("Line 3 begins with no time", problem.why());
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("trace.csv"), text);
  }

  private static long[] starts(Schedule schedule) {
    return IntStream.range(0, schedule.size()).mapToLong(schedule::at).toArray();
  }
}
