// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exported context, built unchanged and run under the limits of the plan.
@Tag("engine")
final class ImageEngineTest {

  @TempDir static Path temp;

  private static BuiltImage image = new BuiltImage("", Path.of("."));

  @BeforeAll
  static void build() throws Exception {
    image = BuiltImage.of(temp, "slipway-bundle-test");
  }

  @AfterAll
  static void remove() throws Exception {
    image.close();
  }

  @Test
  void theImageSaysWhatItHoldsAndRunsAsNobody() throws Exception {
    assertEquals("65532:65532", image.inspect("{{.Config.User}}"));
    assertEquals(
        "wine-quality",
        image.inspect("{{index .Config.Labels \"org.opencontainers.image.title\"}}"));
    assertEquals("map[8080/tcp:{} 8082/tcp:{}]", image.inspect("{{.Config.ExposedPorts}}"));
    assertEquals(
        "gcr.io/distroless/java-base-debian13:nonroot",
        image.inspect("{{index .Config.Labels \"org.opencontainers.image.base.name\"}}"));
  }

  @Test
  void theContainerAnswersWithinItsLimitsAndDrains() throws Exception {
    String container =
        Tool.need(
                temp,
                "docker run -d --read-only --memory 256m --memory-swap 256m --cpus 1"
                    .concat(" --cap-drop ALL --security-opt no-new-privileges --pids-limit 256")
                    .concat(" -p 127.0.0.1::8080 -p 127.0.0.1::8082 " + image.name())
                    .split(" "))
            .lines()
            .reduce((first, last) -> last)
            .orElseThrow();
    try {
      awaitReady(container);
      String answer =
          post(
              container,
              "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\","
                  + "\"shape\":[2,2],\"data\":[1.5,2,3,4.25]}]}");
      assertTrue(answer.contains("[1.5,2.0,3.0,4.25]"), answer);
      assertTrue(get(container, 8082, "/metrics").contains("inference_requests_total"));

      Tool.need(temp, "docker", "stop", "-t", "40", container);
      String code =
          Tool.need(temp, "docker", "inspect", "--format", "{{.State.ExitCode}}", container);
      assertTrue(code.equals("0") || code.equals("143"), code);
    } finally {
      Tool.run(temp, "docker", "rm", "-f", container);
    }
  }

  /// Asks with the image's own health check, which is thereby tested.
  private static void awaitReady(String container) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    Tool last;
    do {
      last =
          Tool.run(
              temp,
              "docker exec CONTAINER /opt/java/bin/health-check 8082"
                  .replace("CONTAINER", container)
                  .split(" "));
      if (last.exit() == 0) {
        return;
      }
    } while (Instant.now().isBefore(end));
    fail(last + "\n" + Tool.run(temp, "docker", "logs", container));
  }

  private static URI uri(String container, int port, String path) throws Exception {
    String address = Tool.need(temp, "docker", "port", container, String.valueOf(port));
    return URI.create("http://" + address.lines().findFirst().orElseThrow() + path);
  }

  private static String get(String container, int port, String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(container, port, path)).build());
  }

  private static String post(String container, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(container, 8080, "/v2/models/wine-quality/infer"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static String send(HttpRequest request) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode(), response.body());
      return response.body();
    }
  }
}
