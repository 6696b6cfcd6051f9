// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.engine.ContainerEngine;
import dev.slipway.verify.engine.ContainerState;
import dev.slipway.verify.engine.DockerEngine;
import dev.slipway.verify.engine.RunLimits;
import dev.slipway.verify.engine.RunOrder;
import dev.slipway.verify.engine.RunningContainer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A container of half a core and 128 MB, started now.
final class SmallContainer implements AutoCloseable {

  private static final RunLimits LIMITS = RunLimits.hardened(500, new Bytes(128_000_000));
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String BODY =
      "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2,2],\"data\":[1.5,2,3,4.25]}]}";

  private final ContainerEngine engine;
  private final RunningContainer container;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();
  private final Duration untilReady;

  private SmallContainer(ContainerEngine engine, String image) throws Exception {
    this.engine = engine;
    long began = System.nanoTime();
    container =
        engine.run(
            RunOrder.of(image, LIMITS, List.of(8080), "small-" + ProcessHandle.current().pid()));
    while (!isReady()) {
      if (System.nanoTime() - began > LONGEST.toNanos()) {
        throw new IOException("not ready: " + engine.logs(container.id()));
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    untilReady = Duration.ofNanos(System.nanoTime() - began);
  }

  static SmallContainer start(String image) throws Exception {
    String address =
        Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock");
    return new SmallContainer(DockerEngine.at(address), image);
  }

  /// From the order to run it until it says that it is ready; the engine's own work included.
  Duration untilReady() {
    return untilReady;
  }

  private boolean isReady() throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(uri("/v2/health/ready")).build()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /// Asks for predictions one after the other, and looks at each answer.
  void predict(int times) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v2/models/wine-quality/infer"))
            .POST(HttpRequest.BodyPublishers.ofString(BODY))
            .build();
    for (int i = 0; i < times; i++) {
      HttpResponse<String> answer = send(request);
      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals(true, answer.body().contains("[1.5,2.0,3.0,4.25]"), answer.body());
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + container.published(8080) + path);
  }

  ContainerEngine.MemoryWatch watchMemory() throws Exception {
    return engine.watchMemory(container.id());
  }

  ContainerState state() throws Exception {
    return engine.inspect(container.id());
  }

  @Override
  public void close() throws ProblemException {
    engine.remove(container.id());
    client.close();
    engine.close();
  }
}
