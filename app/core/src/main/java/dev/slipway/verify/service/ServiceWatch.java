// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.verify.service.ServiceSoFar.Reading;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the metrics of a running service once a second, on a thread of its own, and tells of them.
/// It always does, whoever listens: what is measured meanwhile is then the same by command and in
/// the window. A look takes the service a millisecond or so.
final class ServiceWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /// Percentiles are of so many looks.
  private static final int LOOKS = 10;

  /// Ten minutes: no rehearsal puts load on for longer without being asked to.
  private static final int MOST = 600;

  private final Progress progress;
  private final Deque<Scrape> last = new ArrayDeque<>();
  private final List<Reading> readings = new ArrayList<>();
  private final Thread thread;

  private ServiceWatch(URI management, Http http, Progress progress) {
    this.progress = progress;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("slipway-service-watch")
            .unstarted(() -> run(management, http));
  }

  /// @param management address of the metrics
  /// @param http must stay open until this is closed
  static ServiceWatch of(URI management, Http http, Progress progress) {
    var watch = new ServiceWatch(management, http, progress);
    watch.thread.start();
    return watch;
  }

  private void run(URI management, Http http) {
    long start = System.nanoTime();
    try {
      while (true) {
        Http.Reply reply = http.get(management, "/metrics");
        // One that stops, or has stopped, tells nothing more; one of others may have other metrics.
        if (reply.status() == 200 && reply.body().contains(Scrape.REQUESTS)) {
          take(Scrape.of(Duration.ofNanos(System.nanoTime() - start), reply.body()));
        }
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException closed) {
      // as it was asked to
    } catch (RuntimeException e) {
      // What is only looked at must not end what is measured.
      LOG.warn("the service's metrics are not watched any more", e);
    }
  }

  /// Adds a look, and tells of all.
  void take(Scrape now) {
    if (!last.isEmpty()) {
      Scrape before = last.getFirst();
      readings.add(
          new Reading(
              now.at(),
              now.rateSince(last.getLast()),
              now.percentileSince(before, new Percentile(50)),
              now.percentileSince(before, new Percentile(99)),
              Math.round(now.waiting()),
              now.memory()));
      if (readings.size() > MOST) {
        readings.removeFirst();
      }
      progress.tell(new ServiceSoFar(readings));
    }
    last.addLast(now);
    if (last.size() > LOOKS) {
      last.removeFirst();
    }
  }

  /// Waits for its end; an interrupt meanwhile is kept for whoever comes next.
  @Override
  public void close() {
    thread.interrupt();
    boolean cancelled = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        cancelled = true;
      }
    }
    if (cancelled) {
      Thread.currentThread().interrupt();
    }
  }
}
