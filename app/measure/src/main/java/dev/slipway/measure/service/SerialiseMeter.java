// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import dev.slipway.base.ProblemException;
import dev.slipway.measure.wire.Wire;
import java.time.Duration;
import java.util.Arrays;

/// Measures what a client takes to make a message of tensors, and tensors of the answer. It is done
/// before the load, where nothing else runs: the load itself sends messages that are ready, so that
/// a client's work never slows down the service that is measured.
final class SerialiseMeter {

  private static final int ROUNDS = 25;
  private static final long ROUND_NANOS = 20_000_000;

  private final Wire wire;
  private final ServiceLoad.Requests requests;

  SerialiseMeter(Wire wire, ServiceLoad.Requests requests) {
    this.wire = wire;
    this.requests = requests;
  }

  /// The median of rounds, each a mean over all answers or as many as there is time for; the first
  /// half of the rounds, while the code is being compiled, does not count.
  Duration mean() throws ProblemException, InterruptedException {
    double[] rounds = new double[2 * ROUNDS];
    int next = 0;
    for (int i = 0; i < rounds.length; i++) {
      long begin = System.nanoTime();
      long nanos = 0;
      int done = 0;
      while (nanos < ROUND_NANOS) {
        if (Thread.interrupted()) {
          throw new InterruptedException("measuring cancelled");
        }
        once(next);
        next = (next + 1) % requests.answers().size();
        done++;
        nanos = System.nanoTime() - begin;
      }
      rounds[i] = (double) nanos / done;
    }
    double[] counted = Arrays.copyOfRange(rounds, ROUNDS, rounds.length);
    Arrays.sort(counted);
    return Duration.ofNanos(Math.round(counted[counted.length / 2]));
  }

  private void once(int row) throws ProblemException {
    wire.write(requests.rows().get(row));
    wire.read(requests.answers().get(row));
  }
}
