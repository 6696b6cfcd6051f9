// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/// Ends a job as soon as nothing that it writes can count. Spark by itself would go on to the last
/// row, or try a task again that fails each time. Where the end comes too late, what the driver
/// judges afterwards is the same.
final class JobWatch extends SparkListener {

  /// What is told of a job that is ended.
  static final String WHY = "a row is refused, or rows together answer other bits";

  private final Runnable end;
  private final TallyAccumulator tally;
  private final AnswerRows.Wanted wanted;

  /// Written by Spark's own thread that hears of tasks.
  private volatile boolean otherBits;

  /// @param end ends the job, and no other
  JobWatch(Runnable end, TallyAccumulator tally, AnswerRows.Wanted wanted) {
    this.end = end;
    this.tally = tally;
    this.wanted = wanted;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (isOfOtherBits(task.reason())) {
      otherBits = true;
    }
    if (otherBits || isRefused(wanted, tally.value())) {
      end.run();
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
