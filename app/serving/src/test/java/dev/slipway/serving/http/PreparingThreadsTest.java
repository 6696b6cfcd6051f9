// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.execution.ExecutionObserver;
import dev.slipway.serving.predict.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PreparingThreadsTest {

  @Test
  void countsWhatItRefuses() throws Exception {
    List<String> rejected = new ArrayList<>();
    var observer =
        new ExecutionObserver() {
          @Override
          public void executed(int requests, int rows, long computeNanos) {}

          @Override
          public void rejected(String reason) {
            rejected.add(reason);
          }

          @Override
          public void pendingChanged(int by) {}
        };
    var done = new CountDownLatch(1);
    try (var threads = new PreparingThreads(1, observer)) {
      for (int i = 0; i <= 64; i++) {
        threads.run(() -> {
          try {
            done.await();
          } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
          }
        });
      }

      String why = assertThrows(InferenceException.class, () -> threads.run(() -> {})).getMessage();
      done.countDown();

      assertEquals("64 requests wait to be prepared already", why);
      assertEquals(List.of("queue_full"), rejected);
    }
  }
}
