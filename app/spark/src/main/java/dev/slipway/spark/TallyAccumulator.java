// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import org.apache.spark.util.AccumulatorV2;

/// Adds up what tasks counted. Spark adds what a task of a job's last stage says once for each
/// partition, however often it was tried; scoring has no other stage. It is registered without a
/// name: Spark writes what has one to the log of its events for each task, refused values too.
final class TallyAccumulator extends AccumulatorV2<Tally, Tally> {

  private static final long serialVersionUID = 1L;

  /// Read by the thread that watches the job, too.
  private volatile Tally sum = Tally.NONE;

  @Override
  public boolean isZero() {
    return sum.equals(Tally.NONE);
  }

  @Override
  public AccumulatorV2<Tally, Tally> copy() {
    var copy = new TallyAccumulator();
    copy.sum = sum;
    return copy;
  }

  @Override
  public void reset() {
    sum = Tally.NONE;
  }

  @Override
  public void add(Tally counted) {
    sum = sum.plus(counted);
  }

  @Override
  public void merge(AccumulatorV2<Tally, Tally> other) {
    sum = sum.plus(other.value());
  }

  @Override
  public Tally value() {
    return sum;
  }
}
