// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import org.apache.spark.SparkContext;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/// Ends a job as soon as nothing that it writes can count. Spark by itself would go on to the last
/// row, or try a task again that fails each time. Where the end comes too late, what the driver
/// judges afterwards is the same.
final class JobWatch extends SparkListener {

  private static final String WHY = "a row is refused, or rows together answer other bits";

  private final SparkContext spark;
  private final String group;
  private final TallyAccumulator tally;
  private final AnswerRows.Wanted wanted;

  /// Written by Spark's own thread that hears of tasks.
  private volatile boolean otherBits;

  /// @param group of the job, and of no other
  JobWatch(SparkContext spark, String group, TallyAccumulator tally, AnswerRows.Wanted wanted) {
    this.spark = spark;
    this.group = group;
    this.tally = tally;
    this.wanted = wanted;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (isOfOtherBits(end.reason())) {
      otherBits = true;
    }
    if (otherBits || isRefused(wanted, tally.value())) {
      spark.cancelJobGroup(group, WHY);
    }
  }

  /// Whether a task failed since rows together were seen to answer other bits than alone.
  boolean sawOtherBits() {
    return otherBits;
  }

  static boolean isOfOtherBits(TaskEndReason reason) {
    return reason instanceof TaskFailedReason failed
        && failed.toErrorString().contains(AnsweredRows.OtherBits.class.getName());
  }

  /// Whether a row was refused where each must be answered.
  static boolean isRefused(AnswerRows.Wanted wanted, Tally tally) {
    return wanted == AnswerRows.Wanted.EACH && tally.refused() > 0;
  }
}
