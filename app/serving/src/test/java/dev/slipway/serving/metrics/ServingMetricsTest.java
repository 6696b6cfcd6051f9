// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.execution.Inference.Timing;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServingMetricsTest {

  private static ServingMetrics metrics(MetricsCompat compat) {
    return new ServingMetrics(
        new MetricsSettings("wine", "1", List.of(0.02, 1.0), compat, true),
        () -> true,
        DriftBaseline.none());
  }

  /// Series that begin so, without what is common to all.
  private static List<String> lines(ServingMetrics metrics, String... begins) {
    return metrics
        .expose("")
        .body()
        .lines()
        .filter(line -> List.of(begins).stream().anyMatch(line::startsWith))
        .map(line -> line.replace("model_name=\"wine\",model_version=\"1\"", "MODEL"))
        .toList();
  }

  /// One request that was answered, one that could not be run, one that was the caller's fault.
  private static ServingMetrics served(MetricsCompat compat) {
    ServingMetrics metrics = metrics(compat);
    metrics.watchInFlight(() -> 3);
    metrics.pendingChanged(2);
    metrics.executed(2, 5, 4_000_000);
    metrics.timed(1_000_000, new Timing(2_000_000, 500_000, 4_000_000), 8_000_000);
    metrics.answered("rest", "200", 16_000_000);
    metrics.answered("rest", "503", 1_000_000);
    metrics.answered("grpc", "INVALID_ARGUMENT", 1_000_000);
    return metrics;
  }

  @Test
  void countsGoodAnswersWithinTheLimitsApartFromFastFailures() {
    ServingMetrics metrics = metrics(MetricsCompat.NONE);

    metrics.answered("rest", "200", 20_000_000);
    metrics.answered("rest", "200", 21_000_000);
    metrics.answered("rest", "503", 1_000_000);
    metrics.answered("grpc", "OK", 20_000_000);

    String of = "inference_request_duration_seconds_bucket{MODEL,outcome=";
    assertEquals(
        List.of(
            of + "\"failure\",le=\"0.02\"} 1",
            of + "\"failure\",le=\"1.0\"} 1",
            of + "\"failure\",le=\"+Inf\"} 1",
            of + "\"success\",le=\"0.02\"} 2",
            of + "\"success\",le=\"1.0\"} 3",
            of + "\"success\",le=\"+Inf\"} 3"),
        lines(metrics, "inference_request_duration_seconds_bucket"));
  }

  @Test
  void splitsTheTimeIntoReadingWaitingTheModelAndWriting() {
    assertEquals(
        List.of(
            "inference_batch_duration_seconds_sum{MODEL} 5.0E-4",
            "inference_compute_duration_seconds_sum{MODEL} 0.004",
            "inference_parse_duration_seconds_sum{MODEL} 0.001",
            "inference_queue_duration_seconds_sum{MODEL} 0.002",
            "inference_write_duration_seconds_sum{MODEL} 0.008"),
        lines(
            served(MetricsCompat.NONE),
            "inference_parse_duration_seconds_sum",
            "inference_queue_duration_seconds_sum",
            "inference_batch_duration_seconds_sum",
            "inference_compute_duration_seconds_sum",
            "inference_write_duration_seconds_sum"));
  }

  /// rate() does not see the increase with which a series begins.
  @Test
  void showsWhatAlertsWatchBeforeItHappens() {
    assertEquals(
        List.of(
            "inference_rejected_total{MODEL,reason=\"abandoned\"} 0.0",
            "inference_rejected_total{MODEL,reason=\"connections\"} 0.0",
            "inference_rejected_total{MODEL,reason=\"deadline\"} 0.0",
            "inference_rejected_total{MODEL,reason=\"memory\"} 0.0",
            "inference_rejected_total{MODEL,reason=\"queue_full\"} 0.0",
            "inference_rejected_total{MODEL,reason=\"slow\"} 0.0",
            "inference_requests_total{code=\"200\",MODEL,protocol=\"rest\"} 0.0",
            "inference_requests_total{code=\"500\",MODEL,protocol=\"rest\"} 0.0",
            "inference_requests_total{code=\"503\",MODEL,protocol=\"rest\"} 0.0",
            "inference_requests_total{code=\"504\",MODEL,protocol=\"rest\"} 0.0",
            "inference_requests_total{code=\"DEADLINE_EXCEEDED\",MODEL,protocol=\"grpc\"} 0.0",
            "inference_requests_total{code=\"INTERNAL\",MODEL,protocol=\"grpc\"} 0.0",
            "inference_requests_total{code=\"OK\",MODEL,protocol=\"grpc\"} 0.0",
            "inference_requests_total{code=\"UNAVAILABLE\",MODEL,protocol=\"grpc\"} 0.0"),
        lines(metrics(MetricsCompat.NONE), "inference_rejected_total", "inference_requests_total"));
  }

  @Test
  void speaksTritons() {
    String model = "{model=\"wine\",version=\"1\"} ";
    String failed = "nv_inference_request_failure{model=\"wine\",reason=\"%s\",version=\"1\"} ";
    assertEquals(
        List.of(
            "nv_inference_compute_infer_duration_us" + model + "4000.0",
            "nv_inference_compute_input_duration_us" + model + "1000.0",
            "nv_inference_compute_output_duration_us" + model + "8000.0",
            "nv_inference_count" + model + "5.0",
            "nv_inference_exec_count" + model + "1.0",
            "nv_inference_pending_request_count" + model + "2.0",
            "nv_inference_queue_duration_us" + model + "2000.0",
            "nv_inference_request_duration_us" + model + "16000.0",
            failed.formatted("BACKEND") + "0.0",
            failed.formatted("OTHER") + "1.0",
            failed.formatted("REJECTED") + "1.0",
            "nv_inference_request_success" + model + "1.0"),
        lines(served(MetricsCompat.TRITON), "nv_"));
  }

  @Test
  void speaksKserves() {
    assertEquals(
        List.of(
            "request_postprocess_seconds_count{model_name=\"wine\"} 1",
            "request_postprocess_seconds_sum{model_name=\"wine\"} 0.008",
            "request_predict_seconds_count{model_name=\"wine\"} 1",
            "request_predict_seconds_sum{model_name=\"wine\"} 0.006",
            "request_preprocess_seconds_count{model_name=\"wine\"} 1",
            "request_preprocess_seconds_sum{model_name=\"wine\"} 0.001"),
        lines(served(MetricsCompat.KSERVE), "request_").stream()
            .filter(line -> !line.contains("_bucket"))
            .toList());
  }

  @Test
  void speaksMlservers() {
    String model = "{model=\"wine\",version=\"1\"} ";
    String rest = "{app_name=\"mlserver\",method=\"POST\",path=\"/v2/models/{model_name}/infer\",";
    String call =
        "grpc_method=\"ModelInfer\",grpc_service=\"inference.GRPCInferenceService\",grpc_type=\"UNARY\"}"
            + " ";
    assertEquals(
        List.of(
            "batch_request_queue_count{MODEL} 1",
            "batch_request_queue_sum{MODEL} 2.0",
            "grpc_server_handled_total{grpc_code=\"INVALID_ARGUMENT\"," + call + "1.0",
            "grpc_server_started_total{" + call + "1.0",
            "model_infer_request_duration_count" + model + "3",
            "model_infer_request_duration_sum" + model + "0.018000000000000002",
            "model_infer_request_failure_total" + model + "2.0",
            "model_infer_request_success_total" + model + "1.0",
            "rest_server_request_duration_seconds_count" + rest + "status_code=\"200\"} 1",
            "rest_server_request_duration_seconds_sum" + rest + "status_code=\"200\"} 0.016",
            "rest_server_request_duration_seconds_count" + rest + "status_code=\"503\"} 1",
            "rest_server_request_duration_seconds_sum" + rest + "status_code=\"503\"} 0.001",
            "rest_server_requests_total" + rest + "status_code=\"200\"} 1.0",
            "rest_server_requests_total" + rest + "status_code=\"503\"} 1.0",
            "rest_server_requests_in_progress{app_name=\"mlserver\",method=\"POST\"} 3.0"),
        lines(served(MetricsCompat.MLSERVER), "batch_", "grpc_", "model_infer", "rest_").stream()
            .filter(line -> !line.contains("_bucket"))
            .toList());
  }

  /// Names are added, never changed: an alert must not break when another server's are wanted too.
  @ParameterizedTest
  @EnumSource(MetricsCompat.class)
  void keepsItsOwnNames(MetricsCompat compat) {
    TreeSet<String> own = new TreeSet<>(lines(served(MetricsCompat.NONE), "# TYPE inference_"));

    assertEquals(own, new TreeSet<>(lines(served(compat), "# TYPE inference_")));
  }
}
