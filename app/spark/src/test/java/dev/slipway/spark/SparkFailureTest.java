// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/// What Spark says when it gives up, in words that tell whose business it is.
final class SparkFailureTest {

  /// As Spark passes on what a task threw: its text, within that of others.
  private static Exception of(String thrown) {
    return new RuntimeException(
        "Job aborted",
        new RuntimeException(
            "Task 3 in stage 1.0 failed 4 times, most recent failure: Lost task 3.3: write failed\n"
                + "Caused by: "
                + thrown
                + "\n\tat java.base/java.lang.Thread.run"));
  }

  private static Problem problem(String thrown) {
    return SparkFailure.explained(of(thrown)).problem();
  }

  @Test
  void aRowThatNobodyAllowsIsAGateAndNamed() {
    Problem problem =
        SparkFailure.ofRefused(
                new Tally.Refused("f.parquet", 7, "column 'a'\nholds \"x\""), "s3a://out")
            .problem();

    assertEquals("score.too-many-rejected", problem.code().id());
    assertEquals(Problem.Category.GATE, problem.code().category());
    assertEquals("One of them: f.parquet, row 7: column 'a' holds \"x\".", problem.why());
    assertTrue(problem.remedy().contains("s3a://out/_rejected"), problem.remedy());
  }

  @Test
  void whateverSparkThrowsIsAProblemEvenWhatJavaDoesNotSee() throws Exception {
    Problem problem =
        assertThrows(
                ProblemException.class,
                () ->
                    SparkFailure.explaining(() -> {
                      throw new SparkException("Job 3 was cancelled");
                    }))
            .problem();

    assertEquals("spark.job-failed", problem.code().id());
    assertEquals("Job 3 was cancelled", problem.why());
    assertEquals(7, SparkFailure.explaining(() -> 7));
  }

  @Test
  void anOldJavaOfTheExecutorsIsNamed() {
    Problem problem =
        problem(
            "java.lang.UnsupportedClassVersionError: dev/slipway/spark/AnswerRows has been compiled"
                + " by a more recent version of the Java Runtime");

    assertEquals("spark.java-too-old", problem.code().id());
    assertTrue(problem.why().contains("more recent version"), problem.why());
  }

  @Test
  void aTypeThatSparkDoesNotKnowIsTheFilesAndAFailureIsNot() {
    Problem type =
        SparkFailure.ofSchema(
                "a", of("org.apache.spark.sql.AnalysisException: Illegal Parquet type"))
            .problem();
    Problem store = SparkFailure.ofSchema("a", of("java.io.IOException: 503 Slow Down")).problem();

    assertEquals("Spark cannot read a", type.what());
    assertEquals(Problem.Category.INPUT, type.code().category());
    assertEquals(Problem.Category.ENVIRONMENT, store.code().category());
  }

  @Test
  void otherBitsAreToldFromOtherFailures() {
    assertTrue(SparkFailure.isOfOtherBits(of(new AnsweredRows.OtherBits().toString())));
    assertEquals("spark.job-failed", problem("java.io.IOException: disk").code().id());
  }
}
