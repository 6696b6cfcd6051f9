// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;

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

  private static SparkListenerTaskEnd end(TaskEndReason reason) {
    return new SparkListenerTaskEnd(0, 0, "ResultTask", reason, null, null, null);
  }

  @Test
  void aJobGoesOnWhileItsTasksSucceedOrFailOtherwiseAndEndsWithOtherBitsOrARefusedRow() {
    List<String> ended = new ArrayList<>();
    var tally = new TallyAccumulator();
    var watch = new JobWatch(() -> ended.add("bits"), tally, AnswerRows.Wanted.ANSWERED);
    var none = new JobWatch(() -> ended.add("row"), tally, AnswerRows.Wanted.EACH);

    for (JobWatch each : List.of(watch, none)) {
      each.onTaskEnd(end(Success$.MODULE$));
      each.onTaskEnd(end(failed("java.io.IOException: disk")));
    }
    assertEquals(List.of(), ended);
    assertFalse(watch.sawOtherBits());

    watch.onTaskEnd(end(failed(new AnsweredRows.OtherBits().toString())));
    assertEquals(List.of("bits"), ended);
    assertTrue(watch.sawOtherBits());

    tally.add(REFUSED);
    none.onTaskEnd(end(Success$.MODULE$));
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
