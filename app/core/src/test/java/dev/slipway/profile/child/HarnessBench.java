// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.LoadGenerator;
import dev.slipway.measure.load.LoadSpec;
import dev.slipway.measure.load.LoadTarget;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.load.Ticker;
import dev.slipway.measure.machine.KernelFiles;
import dev.slipway.measure.machine.SystemCpu;
import dev.slipway.measure.verdict.LatencyLimit;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the harness itself costs a request: a target that does nothing, on the real clock, with
/// limits to judge and samples to keep as in a profile.
@Tag("bench")
final class HarnessBench {

  private static final double MOST_NANOS = 2_000;
  private static final int ROUNDS = 9;

  private final LoadGenerator generator =
      new LoadGenerator(
          Ticker.system(Duration.ofNanos(200_000)), new SystemCpu(new KernelFiles(Path.of("/"))));

  /// Does nothing; says how much the thread that sends had allocated at its first and last request.
  private static final class Nothing implements LoadTarget.Source, LoadTarget {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long sent;
    private long allocatedAtStart;
    private long allocated;
    private long counted;

    @Override
    public int inputs() {
      return 100;
    }

    @Override
    public Place place() {
      return Place.HERE;
    }

    @Override
    public LoadTarget open() {
      return this;
    }

    @Override
    public boolean send(int input) {
      sent++;
      if (sent == 1_000) {
        allocatedAtStart = threads.getCurrentThreadAllocatedBytes();
      } else if (sent > 1_000 && sent % 50_000 == 0) {
        allocated = threads.getCurrentThreadAllocatedBytes() - allocatedAtStart;
        counted = sent - 1_000;
      }
      return true;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @Test
  void costsAtMostTwoMicrosecondsARequestAndAllocatesNothing() throws Exception {
    double[] closed = new double[ROUNDS];
    double[] open = new double[ROUNDS];
    Nothing last = new Nothing();
    for (int round = 0; round < ROUNDS; round++) {
      last = new Nothing();
      closed[round] = nanos(new Arrival.Closed(1), last);
      open[round] = nanos(new Arrival.Constant(new Rate(10_000_000)), new Nothing());
    }
    java.util.Arrays.sort(closed);
    java.util.Arrays.sort(open);
    System.out.printf(
        "a request: closed loop %.0f ns, open loop as fast as it goes %.0f ns; %d bytes in %,d"
            + " requests%n",
        closed[ROUNDS / 2], open[ROUNDS / 2], last.allocated, last.counted);
    assertTrue(closed[ROUNDS / 2] <= MOST_NANOS, "closed loop");
    assertTrue(open[ROUNDS / 2] <= MOST_NANOS, "open loop");
    assertTrue(last.counted > 100_000, last.counted + " requests");
    assertEquals(0, last.allocated / 1_000, "thousands of bytes allocated in " + last.counted);
  }

  /// Wall time a request.
  private double nanos(Arrival arrival, Nothing nothing) throws InterruptedException {
    var spec =
        new LoadSpec(
            arrival,
            Duration.ofMillis(400),
            1,
            1,
            Duration.ofSeconds(2),
            List.of(new LatencyLimit(new Percentile(99), Duration.ofMillis(1))),
            100_000);
    Measured measured = generator.run(spec, nothing, Progress.NONE);
    return measured.block().length().toNanos() / (double) nothing.sent;
  }
}
