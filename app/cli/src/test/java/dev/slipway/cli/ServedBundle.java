// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.service.ProcessService;
import dev.slipway.verify.service.RunningService;
import dev.slipway.verify.service.ServiceSheet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The service of a bundle as its callers have it.
final class ServedBundle implements AutoCloseable {

  private final RunningService service;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServedBundle(RunningService service) {
    this.service = service;
  }

  /// Takes a project to a bundle, in which a check must have passed, and starts its service.
  static ServedBundle of(Slipway slipway, Path project, String passed) throws Exception {
    Slipway.Result shipped =
        slipway.run("ship", project, "--tier", "quick", "--no-engine", "--json");
    JsonNode report = Json.tree(shipped.out());
    assertEquals("process", report.at("/verification/value/how").asText(), shipped.err());
    assertTrue(report.at("/verification").toString().contains(passed), shipped.out());
    BundleFolder bundle = BundleFolder.open(project.resolve("bundle"));
    var served = new ServedBundle(ProcessService.start(bundle, ServiceSheet.of(bundle)));
    try {
      while (served.service.isRunning() && !served.isReady()) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    } catch (Exception | Error failed) {
      served.close();
      throw failed;
    }
    return served;
  }

  private boolean isReady() throws Exception {
    if (!service.isListening()) {
      return false;
    }
    HttpRequest ready = HttpRequest.newBuilder(at("/v2/health/ready")).build();
    return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  /// What it answers, well.
  JsonNode asked(String path, byte[] body, String type) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response.body());
    return Json.tree(response.body());
  }

  private URI at(String path) {
    return URI.create(service.data() + path);
  }

  @Override
  public void close() {
    http.close();
    service.close();
  }
}
