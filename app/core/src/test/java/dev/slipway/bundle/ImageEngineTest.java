// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.inspect.Inspection;
import dev.slipway.model.ModelFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exported context, built unchanged and run under the limits of the plan.
@Tag("engine")
final class ImageEngineTest {

  private static final String IMAGE = "slipway-bundle-test:" + ProcessHandle.current().pid();

  @TempDir static Path temp;

  @BeforeAll
  static void build() throws Exception {
    Path bundle = temp.resolve("bundle");
    new BundleWriter()
        .write(
            new BundleRenderer(TargetCatalogue.builtIn()).render(input(), List.of("docker")),
            bundle,
            Overwrite.REFUSE_EDITED);
    Path context = bundle.resolve("docker");
    Tool.need(context, "docker", "build", "--network", "none", "-t", IMAGE, ".");
  }

  @AfterAll
  static void remove() throws Exception {
    Tool.run(temp, "docker", "rmi", "-f", IMAGE);
  }

  private static BundleInput input() throws Exception {
    BundleInput input = Voyager.input();
    Path file = Files.write(temp.resolve("model.onnx"), TinyModel.bytes());
    FileContent model = FileContent.of(file);
    Inspection old = input.inspection();
    Inspection inspection =
        new Inspection(
            new ModelFile(file, model.sha256(), old.model().size(), old.model().format()),
            old.signature(),
            old.featureMap(),
            old.irVersion(),
            old.opsets(),
            old.producer(),
            old.parameters(),
            old.parameterBytes(),
            old.operators(),
            old.flops(),
            old.metadata(),
            old.graph(),
            old.findings());
    return new BundleInput(
        input.project(),
        inspection,
        input.evaluation(),
        input.profile(),
        input.estimate(),
        input.plan(),
        input.toolVersion(),
        model,
        Optional.empty(),
        ServingRuntime.running().files());
  }

  private static String inspect(String format) throws Exception {
    return Tool.need(temp, "docker", "image", "inspect", "--format", format, IMAGE);
  }

  @Test
  void theImageSaysWhatItHoldsAndRunsAsNobody() throws Exception {
    assertEquals("65532:65532", inspect("{{.Config.User}}"));
    assertEquals(
        "wine-quality", inspect("{{index .Config.Labels \"org.opencontainers.image.title\"}}"));
    assertEquals("map[8080/tcp:{} 8082/tcp:{}]", inspect("{{.Config.ExposedPorts}}"));
    long mebibytes = Long.parseLong(inspect("{{.Size}}")) >> 20;
    assertTrue(mebibytes < 250, mebibytes + " MiB");
  }

  @Test
  void theContainerAnswersWithinItsLimitsAndDrains() throws Exception {
    String container =
        Tool.need(
                temp,
                "docker run -d --read-only --memory 256m --memory-swap 256m --cpus 1"
                    .concat(" --cap-drop ALL --security-opt no-new-privileges --pids-limit 256")
                    .concat(" -p 127.0.0.1::8080 -p 127.0.0.1::8082 " + IMAGE)
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
              "docker exec CONTAINER /opt/java/bin/java -Xmx16m -cp /app/lib/*"
                  .concat(" dev.slipway.serving.HealthCheck 8082")
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
