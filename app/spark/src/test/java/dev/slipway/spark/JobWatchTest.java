// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/// When a job is ended, since nothing that it writes can count.
final class JobWatchTest {

  private static final Tally REFUSED =
      new Tally(
          1,
          new TreeMap<>(java.util.Map.of("a", 1L)),
          1,
          List.of(new Tally.Refused("a", 1, "why")),
          new TreeMap<>(),
          new TreeSet<>());

  @SuppressWarnings("unchecked") // of nothing
  private static <T> Seq<T> none() {
    return (Seq<T>) Nil$.MODULE$;
  }

  private static TaskEndReason failed(String trace) {
    return new ExceptionFailure(
        "org.apache.spark.SparkException",
        "Task failed while writing rows",
        new StackTraceElement[0],
        trace,
        Option.empty(),
        none(),
        none(),
        none());
  }

  @Test
  void aTaskThatSawOtherBitsIsToldFromOthersWhateverSparkWrapsItIn() {
    assertEquals(
        List.of(true, false, false),
        List.of(
                failed(
                    "org.apache.spark.SparkException\nCaused by: " + new AnsweredRows.OtherBits()),
                failed("java.io.IOException: disk"),
                Success$.MODULE$)
            .stream()
            .map(JobWatch::isOfOtherBits)
            .toList());
  }

  private static SparkListenerTaskEnd end(int stage, TaskEndReason reason) {
    return new SparkListenerTaskEnd(stage, 0, "ResultTask", reason, null, null, null);
  }

  private static Properties of(String group) {
    var properties = new Properties();
    properties.setProperty("spark.jobGroup.id", group);
    return properties;
  }

  private static StageInfo stage(int number) {
    return new StageInfo(
        number, 0, "write", 1, none(), none(), "", null, none(), Option.empty(), 0, false, 0);
  }

  private static SparkListenerStageSubmitted begun(int stage, String group) {
    return new SparkListenerStageSubmitted(stage(stage), of(group));
  }

  private static JobWatch watch(Runnable end, TallyAccumulator tally, AnswerRows.Wanted wanted) {
    var watch = new JobWatch("ours", end, tally, wanted);
    watch.onStageSubmitted(begun(0, "ours"));
    watch.onStageSubmitted(begun(1, "another's"));
    return watch;
  }

  /// Of the job that was ended tasks may still be told of when the next one runs.
  @Test
  void aTaskOfAnotherJobEndsNothing() {
    List<String> ended = new ArrayList<>();
    var watch = watch(() -> ended.add("bits"), new TallyAccumulator(), AnswerRows.Wanted.ANSWERED);

    watch.onTaskEnd(end(1, failed(new AnsweredRows.OtherBits().toString())));
    watch.onTaskEnd(end(7, failed(new AnsweredRows.OtherBits().toString())));

    assertEquals(List.of(), ended);
    assertFalse(watch.sawOtherBits());
  }

  /// Spark's bus drops what it has no room for.
  @Test
  void aJobIsHeardOfWhereItsStageWasNotTold() {
    List<String> ended = new ArrayList<>();
    var watch =
        new JobWatch(
            "ours", () -> ended.add("bits"), new TallyAccumulator(), AnswerRows.Wanted.ANSWERED);
    watch.onJobStart(started(4, "ours"));
    watch.onJobStart(started(5, "another's"));

    watch.onTaskEnd(end(5, failed(new AnsweredRows.OtherBits().toString())));
    assertEquals(List.of(), ended);

    watch.onTaskEnd(end(4, failed(new AnsweredRows.OtherBits().toString())));
    assertEquals(List.of("bits"), ended);
  }

  private static SparkListenerJobStart started(int stage, String group) {
    return new SparkListenerJobStart(
        0, 0, CollectionConverters.asScala(List.of(stage(stage))).toList(), of(group));
  }

  @Test
  void aJobGoesOnWhileItsTasksSucceedOrFailOtherwiseAndEndsWithOtherBitsOrARefusedRow() {
    List<String> ended = new ArrayList<>();
    var tally = new TallyAccumulator();
    var watch = watch(() -> ended.add("bits"), tally, AnswerRows.Wanted.ANSWERED);
    var none = watch(() -> ended.add("row"), tally, AnswerRows.Wanted.EACH);

    for (JobWatch each : List.of(watch, none)) {
      each.onTaskEnd(end(0, Success$.MODULE$));
      each.onTaskEnd(end(0, failed("java.io.IOException: disk")));
    }
    assertEquals(List.of(), ended);
    assertFalse(watch.sawOtherBits());

    watch.onTaskEnd(end(0, failed(new AnsweredRows.OtherBits().toString())));
    assertEquals(List.of("bits"), ended);
    assertTrue(watch.sawOtherBits());

    tally.add(REFUSED);
    none.onTaskEnd(end(0, Success$.MODULE$));
    assertEquals(List.of("bits", "row"), ended);
    assertFalse(none.sawOtherBits());
  }

  @Test
  void aRefusedRowEndsTheJobWhereEachMustBeAnswered() {
    assertEquals(
        List.of(true, false, false, false),
        List.of(
            JobWatch.isRefused(AnswerRows.Wanted.EACH, REFUSED),
            JobWatch.isRefused(AnswerRows.Wanted.ANSWERED, REFUSED),
            JobWatch.isRefused(AnswerRows.Wanted.REFUSED, REFUSED),
            JobWatch.isRefused(AnswerRows.Wanted.EACH, Tally.NONE)));
  }
}
