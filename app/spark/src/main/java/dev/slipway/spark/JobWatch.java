// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/// Ends a job as soon as nothing that it writes can count. Spark by itself would go on to the last
/// row, or try a task again that fails each time. Where the end comes too late, what the driver
/// judges afterwards is the same.
final class JobWatch extends SparkListener {

  /// What is told of a job that is ended.
  static final String WHY = "a row is refused, or rows together answer other bits";

  /// Under it Spark keeps the group of a stage's job.
  private static final String GROUP = "spark.jobGroup.id";

  private final String group;
  private final Runnable end;
  private final TallyAccumulator tally;
  private final AnswerRows.Wanted wanted;

  /// Those of the group. Spark tells of the whole context, and tasks of a job that was ended may
  /// end while the next one runs. One thread of Spark's calls all that is told.
  private final Set<Integer> stages = new HashSet<>();

  /// Written by that thread.
  private volatile boolean otherBits;

  /// @param group of the jobs that are watched
  /// @param end ends the job, and no other
  JobWatch(String group, Runnable end, TallyAccumulator tally, AnswerRows.Wanted wanted) {
    this.group = group;
    this.end = end;
    this.tally = tally;
    this.wanted = wanted;
  }

  /// Spark drops events where it is behind; so a stage is heard of twice.
  @Override
  public void onJobStart(SparkListenerJobStart job) {
    if (isWatched(job.properties())) {
      CollectionConverters.asJava(job.stageIds()).forEach(id -> stages.add((Integer) id));
    }
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    if (isWatched(stage.properties())) {
      stages.add(stage.stageInfo().stageId());
    }
  }

  private boolean isWatched(@Nullable Properties of) {
    return of != null && group.equals(of.getProperty(GROUP));
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (!stages.contains(task.stageId())) {
      return;
    }
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
