// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;

/// When a job is ended, since nothing that it writes can count.
final class JobWatchTest {

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

  @Test
  void aRefusedRowEndsTheJobWhereEachMustBeAnswered() {
    var refused =
        new Tally(
            1,
            new TreeMap<>(java.util.Map.of("a", 1L)),
            1,
            List.of(new Tally.Refused("a", 1, "why")),
            new TreeMap<>(),
            new TreeSet<>());

    assertEquals(
        List.of(true, false, false, false),
        List.of(
            JobWatch.isRefused(AnswerRows.Wanted.EACH, refused),
            JobWatch.isRefused(AnswerRows.Wanted.ANSWERED, refused),
            JobWatch.isRefused(AnswerRows.Wanted.REFUSED, refused),
            JobWatch.isRefused(AnswerRows.Wanted.EACH, Tally.NONE)));
  }
}
