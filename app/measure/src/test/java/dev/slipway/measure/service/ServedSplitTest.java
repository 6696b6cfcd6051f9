// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What a server counted between two looks becomes the parts of a request's time.
final class ServedSplitTest {

  private static final String OURS =
      """
      # TYPE inference_request_duration_seconds histogram
      inference_request_duration_seconds_bucket{model_name="wine",model_version="1",outcome="success",le="+Inf"} %1$d
      inference_request_duration_seconds_count{model_name="wine",model_version="1",outcome="failure"} 0
      inference_request_duration_seconds_count{model_name="wine",model_version="1",outcome="success"} %1$d
      inference_request_duration_seconds_sum{model_name="wine",model_version="1",outcome="failure"} 0.0
      inference_request_duration_seconds_sum{model_name="wine",model_version="1",outcome="success"} %2$s
      inference_parse_duration_seconds_count{model_name="wine",model_version="1"} %1$d
      inference_parse_duration_seconds_sum{model_name="wine",model_version="1"} %3$s
      inference_queue_duration_seconds_count{model_name="wine",model_version="1"} %1$d
      inference_queue_duration_seconds_sum{model_name="wine",model_version="1"} %4$s
      inference_batch_duration_seconds_count{model_name="wine",model_version="1"} %1$d
      inference_batch_duration_seconds_sum{model_name="wine",model_version="1"} %5$s
      inference_compute_duration_seconds_count{model_name="wine",model_version="1"} %1$d
      inference_compute_duration_seconds_sum{model_name="wine",model_version="1"} %6$s
      inference_write_duration_seconds_count{model_name="wine",model_version="1"} %1$d
      inference_write_duration_seconds_sum{model_name="wine",model_version="1"} %7$s
      inference_compute_duration_seconds_count{model_name="other",model_version="1"} 1000
      inference_compute_duration_seconds_sum{model_name="other",model_version="1"} 1000
      inference_ready 1
      """;

  /// As Triton writes them, for a model of two versions on a GPU.
  private static final String TRITON =
      """
      # HELP nv_inference_request_success Number of successful inference requests
      # TYPE nv_inference_request_success counter
      nv_inference_request_success{model="wine",version="1"} %1$d
      nv_inference_request_success{model="wine",version="2"} %1$d
      nv_inference_request_success{model="wine-2",version="1"} 77
      nv_inference_request_duration_us{gpu_uuid="GPU-{1},\\"x\\"",model="wine",version="2"} %2$d
      nv_inference_queue_duration_us{model="wine",version="2"} %3$d
      nv_inference_compute_input_duration_us{model="wine",version="2"} %4$d
      nv_inference_compute_infer_duration_us{model="wine",version="2"} %5$d
      nv_inference_compute_output_duration_us{model="wine",version="2"} %6$d
      """;

  private static ServerCounters ours(long count, double... requestParseQueueBatchComputeWrite) {
    double[] sums = requestParseQueueBatchComputeWrite;
    return ServerCounters.read(
        OURS.formatted(count, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]), "wine");
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(1000 * micros);
  }

  @Test
  void timesAreMeansOfWhatWasCountedInBetween() {
    ServerCounters before = ours(10, 5, 1, 1, 0.5, 2, 1);
    ServerCounters after = ours(20, 5.010, 1.001, 1.004, 0.501, 2.003, 1.0005);

    assertEquals(
        Optional.of(
            new ServerTimes(
                10,
                micros(100),
                micros(300),
                Optional.of(micros(100)),
                micros(300),
                micros(50),
                micros(150))),
        ServerTimes.between(before, after));
  }

  @Test
  void networkIsWhatTheServerDoesNotAccountFor() {
    ServerTimes server =
        new ServerTimes(
            10, micros(1), micros(2), Optional.of(micros(3)), micros(4), micros(5), micros(6));

    ServedSplit split = ServedSplit.told(micros(9), micros(100), server, "told");

    assertEquals(
        Map.of(
            "network", micros(79),
            "parse", micros(1),
            "queue", micros(2),
            "batch", micros(3),
            "compute", micros(4),
            "write", micros(5),
            "rest", micros(6)),
        split.parts());
    assertEquals(Duration.ZERO, split.excess());
  }

  /// A server's clock may count more than the client's, and its requests may be those of others.
  @Test
  void noPartIsEverNegativeAndAllAddUp() {
    var random = new SplittableRandom(7);
    int over = 0;
    for (int i = 0; i < 2_000; i++) {
      double[] first = sums(random);
      double[] second = sums(random);
      for (int part = 0; part < second.length; part++) {
        second[part] += first[part];
      }
      long count = random.nextLong(1, 1_000);
      ServerTimes server =
          ServerTimes.between(ours(5, first), ours(5 + count, second)).orElseThrow();
      Duration service = Duration.ofNanos(random.nextLong(2_000_000_000L));

      ServedSplit split = ServedSplit.told(micros(1), service, server, "told");

      Duration sum = split.parts().values().stream().reduce(Duration.ZERO, Duration::plus);
      assertEquals(service.plus(split.excess()), sum);
      assertFalse(split.parts().values().stream().anyMatch(Duration::isNegative), split.toString());
      assertFalse(split.excess().isNegative());
      over += split.excess().isZero() ? 0 : 1;
    }
    assertFalse(over == 0 || over == 2_000, "both cases must be among them: " + over);
  }

  private static double[] sums(SplittableRandom random) {
    return random.doubles(6, 0, 100).toArray();
  }

  @Test
  void tritonsNamesSayTheSameButForTheBatch() {
    ServerCounters before = ServerCounters.read(TRITON.formatted(1, 100, 10, 20, 30, 5), "wine");
    ServerCounters after =
        ServerCounters.read(TRITON.formatted(3, 1_300, 410, 120, 230, 65), "wine");

    assertEquals(
        Optional.of(
            new ServerTimes(
                4, micros(25), micros(100), Optional.empty(), micros(50), micros(15), micros(110))),
        ServerTimes.between(before, after));
  }

  @Test
  void aServerThatTellsNothingOrStartedAnewOrRestedIsNotTimed() {
    ServerCounters before = ours(10, 5, 1, 1, 0.5, 2, 1);
    ServerCounters nothing = ServerCounters.read("up 1\n<html>{\n{} 5\n", "wine");
    ServerCounters anew = ours(12, 4, 0.5, 0.5, 0.1, 1, 0.5);

    assertEquals(Optional.empty(), ServerTimes.between(nothing, nothing));
    assertEquals(Optional.empty(), ServerTimes.between(before, anew));
    assertEquals(Optional.empty(), ServerTimes.between(before, before));
    assertEquals(
        Optional.empty(), ServerTimes.between(before, ServerCounters.read(OURS, "another")));
  }
}
