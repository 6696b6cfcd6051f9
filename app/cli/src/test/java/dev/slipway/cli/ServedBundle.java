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
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// The service of a bundle as its callers have it.
final class ServedBundle implements AutoCloseable {

  private final RunningService service;
  private final Caller caller;

  private ServedBundle(RunningService service) {
    this.service = service;
    this.caller = Caller.of(service.data());
  }

  /// Takes a project to a bundle, in which a check must have passed, and starts its service.
  static ServedBundle of(Slipway slipway, Path project, String passed) throws Exception {
    Slipway.Result shipped =
        slipway.run("ship", project, "--tier", "quick", "--no-engine", "--json");
    JsonNode report = Json.tree(shipped.out());
    assertEquals("process", report.at("/verification/value/how").asText(), shipped.err());
    assertTrue(report.at("/verification").toString().contains(passed), shipped.out());
    BundleFolder bundle = BundleFolder.open(project.resolve("bundle"));
    RunningService service = ProcessService.start(bundle, ServiceSheet.of(bundle));
    try {
      await(service, service::isListening);
      var served = new ServedBundle(service);
      await(service, served.caller::findsItReady);
      return served;
    } catch (Exception | Error failed) {
      service.close();
      throw failed;
    }
  }

  private static void await(RunningService service, Callable<Boolean> reached) throws Exception {
    while (service.isRunning() && !reached.call()) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /// What it answers, well.
  JsonNode asked(String path, byte[] body, String type) throws Exception {
    return caller.asked(path, body, type);
  }

  @Override
  public void close() {
    caller.close();
    service.close();
  }
}
