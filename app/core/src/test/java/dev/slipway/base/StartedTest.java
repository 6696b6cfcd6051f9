// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Work that goes on beside the caller's.
final class StartedTest {

  @Test
  void goesOnWhileTheCallerDoesSomethingElse() throws Exception {
    var callersTurn = new CountDownLatch(1);

    Started<String> work =
        Started.begin(() -> {
          try {
            callersTurn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return "done";
        });
    callersTurn.countDown();

    assertEquals("done", work.result());
  }

  @Test
  void resultsComeInTheOrderOfTheirParts() throws Exception {
    List<Integer> parts = IntStream.range(0, 1000).boxed().toList();

    assertEquals(
        parts.stream().map(part -> part * part).toList(), Started.each(parts, part -> part * part));
  }

  @Test
  void theFirstPartsProblemIsTold() {
    ProblemException told =
        assertThrows(
            ProblemException.class,
            () ->
                Started.each(
                    List.of(1, 2, 3, 4),
                    part -> {
                      if (part > 1) {
                        throw Problem.input("part." + part, "failed", "why", "do").asException();
                      }
                      return part;
                    }));

    assertEquals("part.2", told.problem().code().id());
  }

  @Test
  void aDefectIsThrownAsItIs() {
    Started<Integer> work = Started.begin(() -> Integer.parseInt("defect"));

    assertThrows(NumberFormatException.class, work::result);
  }
}
