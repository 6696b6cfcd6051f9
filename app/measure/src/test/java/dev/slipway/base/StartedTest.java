// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Work that goes on beside the caller's.
final class StartedTest {

  @Test
  void goesOnWhileTheCallerDoesSomethingElse() throws Exception {
    var callersTurn = new CountDownLatch(1);

    Started<Boolean> work = Started.begin(() -> waited(callersTurn));
    callersTurn.countDown();

    assertTrue(work.result());
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyCoreWorksWhileTheCallerWaits() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    var all = new CountDownLatch(cores);

    List<Boolean> met =
        Started.each(
            Collections.nCopies(cores, all),
            latch -> {
              latch.countDown();
              return waited(latch);
            });

    assertEquals(Collections.nCopies(cores, true), met);
  }

  private static boolean waited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
