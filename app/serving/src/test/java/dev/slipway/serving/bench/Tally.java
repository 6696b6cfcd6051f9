// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.util.Arrays;

/// What came of the requests of an open loop.
final class Tally {

  /// Sent and not answered, whose connection ended.
  long lost;

  /// Had their time, but no connection was free.
  long unsent;

  long underWay;
  long reconnects;
  private long accepted;
  private long refusedBusy;
  private long others;
  private double[] millis = new double[1 << 16];

  /// @param saysWhen whether it carries `Retry-After`, without which a 503 is as bad as any error
  void answered(int status, boolean saysWhen, long nanos) {
    underWay--;
    switch (status) {
      case 200 -> {
        if (accepted == millis.length) {
          millis = Arrays.copyOf(millis, 2 * millis.length);
        }
        millis[(int) accepted++] = nanos / 1e6;
      }
      case 503 -> {
        refusedBusy += saysWhen ? 1 : 0;
        others += saysWhen ? 0 : 1;
      }
      default -> others++;
    }
  }

  long accepted() {
    return accepted;
  }

  /// Told to come again later, and when.
  long refusedBusy() {
    return refusedBusy;
  }

  /// Answered with anything else.
  long others() {
    return others;
  }

  /// Of the accepted.
  double percentileMillis(double share) {
    return Medians.percentile(Arrays.copyOf(millis, (int) accepted), share);
  }
}
