// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.WorkEvent;
import dev.slipway.verify.SampleBundle;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running service's metrics say of it from look to look.
final class ServiceWatchTest {

  @Test
  void tellsRateLatencyQueueAndMemoryFromLookToLook() {
    List<ServiceSoFar> told = new ArrayList<>();
    try (var http = new Http();
        ServiceWatch watch = ServiceWatch.of(nobody(), http, collecting(told))) {
      watch.take(look(0, 100, 3, 0, 0, 0));
      watch.take(look(1, 300, 2, 100, 200, 200));
      watch.take(look(3, 310, 0, 104, 210, 210));
    }

    assertEquals(
        new ServiceSoFar(
            List.of(
                new ServiceSoFar.Reading(
                    Duration.ofSeconds(1),
                    new Rate(200),
                    Optional.of(Duration.ofMillis(1)),
                    Optional.of(Duration.ofNanos(4_920_000)),
                    2,
                    Optional.of(new Bytes(150_000_000))),
                new ServiceSoFar.Reading(
                    Duration.ofSeconds(3),
                    new Rate(5),
                    Optional.of(Duration.ofNanos(1_037_736)),
                    Optional.of(Duration.ofNanos(4_920_755)),
                    0,
                    Optional.of(new Bytes(150_000_000))))),
        told.getLast());
    assertEquals(List.of(1, 2), told.stream().map(one -> one.readings().size()).toList());
  }

  @Test
  void tellsNoPercentileThatTheAnswersDoNotSupport() {
    List<ServiceSoFar> told = new ArrayList<>();
    try (var http = new Http();
        ServiceWatch watch = ServiceWatch.of(nobody(), http, collecting(told))) {
      watch.take(look(0, 0, 0, 0, 0, 0));
      watch.take(look(1, 50, 0, 50, 50, 50));
      // All of them slower than the last bound.
      watch.take(look(2, 950, 0, 50, 50, 950));
    }

    assertEquals(
        List.of(Optional.of(Duration.ofMillis(1).dividedBy(2)), Optional.empty()),
        told.getLast().readings().stream().map(ServiceSoFar.Reading::p50).toList());
    assertEquals(
        List.of(Optional.empty(), Optional.empty()),
        told.getLast().readings().stream().map(ServiceSoFar.Reading::p99).toList());
  }

  /// Over the real service: its own metrics are what is drawn of it.
  @Test
  void aRunningServiceIsWatchedByItsOwnMetrics(@TempDir Path folder) throws Exception {
    Stand stand = Stand.of(SampleBundle.write(folder.resolve("bundle")));
    var twice = new CountDownLatch(2);
    Deque<ServiceSoFar> told = new ConcurrentLinkedDeque<>();
    Progress progress =
        new Progress() {
          @Override
          public void report(double fraction, String doing) {}

          @Override
          public void tell(WorkEvent event) {
            told.add((ServiceSoFar) event);
            twice.countDown();
          }
        };
    try (RunningService service = stand.service();
        var http = new Http();
        var _ = ServiceWatch.of(service.management(), http, progress)) {
      assertTrue(twice.await(30, TimeUnit.SECONDS));
    }

    ServiceSoFar last = told.getLast();
    assertEquals(told.size(), last.readings().size());
    assertEquals(0, last.latest().waiting());
    assertTrue(last.latest().memory().orElseThrow().mebibytesUp() > 20, last.toString());
  }

  private static Scrape look(
      int second, int requests, int waiting, int millisecond, int five, int all) {
    return Scrape.of(
        Duration.ofSeconds(second),
        """
        # TYPE inference_requests counter
        inference_requests_total{code="200",model_name="m",protocol="rest"} %d
        inference_requests_total{code="400",model_name="m",protocol="rest"} 0
        # TYPE inference_request_duration_seconds histogram
        inference_request_duration_seconds_bucket{outcome="failure",le="0.001"} 7
        inference_request_duration_seconds_bucket{outcome="success",le="0.001"} %d
        inference_request_duration_seconds_bucket{outcome="success",le="0.005"} %d
        inference_request_duration_seconds_bucket{outcome="success",le="+Inf"} %d
        inference_pending_requests{model_name="m"} %d
        process_resident_memory_bytes 1.5E8
        """
            .formatted(requests, millisecond, five, all, waiting));
  }

  /// A port where nobody answers: only the looks that a test takes count.
  private static URI nobody() {
    return URI.create("http://127.0.0.1:1");
  }

  private static Progress collecting(List<ServiceSoFar> told) {
    return new Progress() {
      @Override
      public void report(double fraction, String doing) {}

      @Override
      public void tell(WorkEvent event) {
        told.add((ServiceSoFar) event);
      }
    };
  }
}
