// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which versions of Spark and Hadoop the job begins on.
final class SparkPlatformTest {

  @ParameterizedTest
  @CsvSource({
    "4.1.1, 3.4.2",
    "4.2.0, 3.4.2",
    "4.0.0, 3.5.0",
    "3.5.6, 3.5.0",
    "3, 3.5.0",
    "Unknown, 3.5.0",
    "4.2.0, Unknown"
  })
  void anOlderOneThatFailsOnJava25IsRefused(String spark, String hadoop) {
    Problem problem =
        assertThrows(ProblemException.class, () -> SparkPlatform.refuseOld(spark, hadoop))
            .problem();

    assertEquals("spark.too-old", problem.code().id());
    assertEquals(Problem.Category.ENVIRONMENT, problem.code().category());
    assertEquals(
        "This is Spark %s with Hadoop %s, which is too old for the job".formatted(spark, hadoop),
        problem.what());
  }

  @ParameterizedTest
  @CsvSource({
    "4.2.0, 3.4.3",
    "4.2.0-vendor-1, 3.5.0",
    "4.10.0, 3.10.0-cluster",
    "4.3, 3.5",
    "5.0.0-SNAPSHOT, 4.0.0"
  })
  void theFirstThatRunsAndNewerOnesAreTaken(String spark, String hadoop) {
    assertDoesNotThrow(() -> SparkPlatform.refuseOld(spark, hadoop));
  }

  @Test
  void whatTheSourcesAreCompiledAgainstIsTaken() {
    assertDoesNotThrow(() -> SparkPlatform.refuseOld());
  }
}
