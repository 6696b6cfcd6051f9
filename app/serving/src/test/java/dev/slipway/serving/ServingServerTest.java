// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.serving.Client.Reply;
import dev.slipway.serving.execution.ExecutionMode;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServingServerTest extends ServerFixture {

  @ParameterizedTest
  @ValueSource(strings = {"loop", "worker"})
  void answersOverHttpTheBitsThatThePredictorAnswers(String execution) throws Exception {
    Random random = new Random(5);
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int count = 1 + random.nextInt(4);
      float[] values = new float[4 * count];
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) random.nextGaussian() * 3;
      }
      rows.add(Tensor.floats(new long[] {count, 4}, values));
    }

    try (ServingServer server = start("execution", execution);
        Client client = clientOf(server);
        OrtPredictor predictor =
            OrtPredictor.load(folder.resolve("model.onnx"), ModelSettings.withThreads(1));
        var threads = Executors.newFixedThreadPool(16)) {
      assertEquals(execution.equals("loop"), server.execution() == ExecutionMode.LOOP);
      List<Callable<Tensor>> calls =
          rows.stream().<Callable<Tensor>>map(row -> () -> ask(client, row)).toList();
      List<Future<Tensor>> answers = threads.invokeAll(calls);
      for (int i = 0; i < rows.size(); i++) {
        Tensor expected = predictor.predict(Map.of("input", rows.get(i))).get("probabilities");
        assertEquals(expected, answers.get(i).get());
      }
    }
  }

  private static Tensor ask(Client client, Tensor row) throws Exception {
    String data =
        IntStream.range(0, row.size())
            .mapToObj(i -> "" + row.asFloats().get(i))
            .toList()
            .toString();
    Reply reply =
        client.post(
            "/v2/models/model/infer",
            "{\"inputs\":[{\"name\":\"input\",\"shape\":[%d,4],\"datatype\":\"FP32\",\"data\":%s}]}"
                .formatted(row.dimension(0), data));
    JsonNode output = reply.json().get("outputs").get(0);
    float[] values = new float[output.get("data").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(output.get("data").get(i).asText());
    }
    return Tensor.floats(new long[] {output.get("shape").get(0).asLong(), 3}, values);
  }

  @Test
  void countsWhatItDoes() throws Exception {
    try (ServingServer server = start();
        Client client = clientOf(server);
        Client management = managementOf(server)) {
      client.post("/v2/models/model/infer", ROW);
      client.post("/v2/models/model/infer", ROW);
      client.post("/v2/models/model/infer", "{");

      Reply metrics = management.get("/metrics");
      assertTrue(metrics.header("content-type").startsWith("text/plain; version=0.0.4"));
      String labels = "model_name=\"model\",model_version=\"1\"";
      for (String line :
          List.of(
              "inference_requests_total{code=\"200\",%s,protocol=\"rest\"} 2.0",
              "inference_requests_total{code=\"400\",%s,protocol=\"rest\"} 1.0",
              "inference_rows_total{%s} 2.0",
              "inference_executions_total{%s} 2.0",
              "inference_request_duration_seconds_count{%s,outcome=\"success\"} 2",
              "inference_request_duration_seconds_count{%s,outcome=\"failure\"} 1",
              "inference_compute_duration_seconds_count{%s} 2",
              "inference_batch_size_bucket{%s,le=\"1.0\"} 2",
              "inference_pending_requests{%s} 0.0",
              "inference_ready{%s} 1.0")) {
        assertTrue(metrics.body().contains(line.formatted(labels) + "\n"), line + metrics.body());
      }
    }
  }

  @Test
  void countsServedValuesByTheBinsOfTheBaseline() throws Exception {
    Path baseline =
        Files.writeString(
            folder.resolve("baseline.json"),
            """
            {"features": [{"name": "acidity", "tensor": "input", "column": 2,
              "bounds": [1, 3], "expected": [0.2, 0.5, 0.3]}]}
            """);
    try (ServingServer server = start("drift.baseline", baseline.toString());
        Client client = clientOf(server);
        Client management = managementOf(server)) {
      client.post("/v2/models/model/infer", ROW);
      client.post("/v2/models/model/infer", "{");

      String metrics = management.get("/metrics").body();
      String labels = "{bin=\"3.0\",feature=\"acidity\",model_name=\"model\",model_version=\"1\"}";
      assertTrue(metrics.contains("feature_drift_observations_total" + labels + " 1.0\n"), metrics);
      assertTrue(metrics.contains("feature_drift_expected_ratio" + labels + " 0.5\n"), metrics);
    }
  }

  @Test
  void refusesMoreThanTheQueueHoldsAndSaysWhenToComeBack() throws Exception {
    assertRefuses("queue_full", "the queue of 1 is full", "queue.max-requests", "1");
  }

  /// The queue is bounded by time too: a place in it is no use to a request that will be late.
  @Test
  void refusesAtOnceWhatWouldWaitLongerThanItsDeadline() throws Exception {
    assertRefuses(
        "deadline", "deadline", "queue.max-requests", "1000", "request.deadline", "20 ms");
  }

  /// Asks a slow server from many sides at once: some are answered, the others refused.
  private void assertRefuses(String reason, String words, String... limits) throws Exception {
    List<String> options =
        new ArrayList<>(List.of("execution", "worker", "batch.max-rows", "1", "warmup.runs", "3"));
    options.addAll(List.of(limits));
    try (ServingServer server = start(TestModel.slow(400), options.toArray(String[]::new));
        Client client = clientOf(server);
        Client management = managementOf(server);
        var threads = Executors.newFixedThreadPool(64)) {
      String zeros = "0,".repeat(255) + "0";
      String body =
          "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,256],\"datatype\":\"FP32\",\"data\":[%s]}]}"
              .formatted(zeros);
      Callable<Reply> call = () -> client.post("/v2/models/model/infer", body);

      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> reply : threads.invokeAll(Collections.nCopies(128, call))) {
        replies.add(reply.get());
      }

      List<Reply> refused = replies.stream().filter(reply -> reply.status() > 500).toList();
      long answered = replies.stream().filter(reply -> reply.status() == 200).count();
      assertEquals(128, refused.size() + answered);
      assertTrue(answered > 0 && !refused.isEmpty(), answered + " answered");
      for (Reply each : refused) {
        // Before its deadline it may come back; after it, nobody waits any more.
        assertTrue(each.status() == 504 || each.header("retry-after").equals("1"), each.toString());
        assertTrue(each.json().get("error").asText().contains(words), each.toString());
      }
      assertTrue(
          management
              .get("/metrics")
              .body()
              .contains(
                  "model_version=\"1\",reason=\"%s\"} %d.0".formatted(reason, refused.size())));
    }
  }

  @Test
  void losesNoRequestWhenItIsClosedUnderLoad() throws Exception {
    ServingServer server = start("drain.delay", "200 ms", "drain.linger", "200 ms");
    try (Client client = clientOf(server);
        var threads = Executors.newFixedThreadPool(8)) {
      List<Future<List<Integer>>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(threads.submit(() -> askUntilClosed(client)));
      }
      Thread.ofVirtual().start(server::close).join();

      for (Future<List<Integer>> result : results) {
        List<Integer> statuses = result.get();
        assertTrue(statuses.size() > 1);
        assertTrue(statuses.stream().allMatch(status -> status == 200), statuses.toString());
      }
    }
  }

  /// Stops at the answer that announces the end, as a client does that heeds it.
  private static List<Integer> askUntilClosed(Client client) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    Reply reply;
    do {
      reply = client.post("/v2/models/model/infer", ROW);
      statuses.add(reply.status());
    } while (!reply.header("connection").equals("close"));
    return statuses;
  }

  @Test
  void isNotReadyWhileItDrainsButStillAnswers() throws Exception {
    ServingServer server = start("drain.delay", "1 s");
    Thread closing = Thread.ofVirtual().unstarted(server::close);
    try (Client client = clientOf(server);
        Client management = managementOf(server)) {
      assertEquals(200, client.get("/v2/health/ready").status());
      closing.start();

      int ready = 200;
      while (ready == 200) {
        ready = management.get("/v2/health/ready").status();
      }
      assertEquals(503, ready);
      assertEquals(503, client.get("/v2/models/model/ready").status());
      assertEquals(200, client.get("/v2/health/live").status());
      assertEquals(200, client.post("/v2/models/model/infer", ROW).status());
    }
    closing.join();
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    try (ServingServer server = start()) {
      String port = Integer.toString(server.port());

      var taken = assertThrows(IOException.class, () -> start("http.port", port));
      assertTrue(
          requireNonNull(taken.getMessage()).startsWith("cannot listen on 127.0.0.1:" + port),
          taken.getMessage());
      assertThrows(IOException.class, () -> start("management.port", port));
    }
  }

  @Test
  void refusesAFileThatIsNoModel() throws Exception {
    Path file = Files.writeString(folder.resolve("text.onnx"), "no model");

    var refused =
        assertThrows(
            InferenceException.class,
            () -> ServingServer.start(ServingConfig.inProcess(file, Map.of())));
    assertEquals(InferenceException.Kind.INVALID_MODEL, refused.kind());
  }

  @Test
  void warmsUpWithTheRequestThatItIsGiven() throws Exception {
    Path request = Files.writeString(folder.resolve("golden.json"), ROW);
    try (ServingServer server = start("warmup.request", request.toString())) {
      assertEquals(32, server.warmUp().maxRows());
    }

    Files.writeString(request, "{\"inputs\":[]}");
    var refused =
        assertThrows(InferenceException.class, () -> start("warmup.request", request.toString()));
    assertEquals("input 'input' is missing", refused.reason());
  }
}
