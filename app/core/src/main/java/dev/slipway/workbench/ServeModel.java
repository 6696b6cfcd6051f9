// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.base.TemporaryFolder;
import dev.slipway.measure.golden.Golden;
import dev.slipway.serving.ConfigException;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.workbench.project.OpenedProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Serves the project's model here, with the runtime that ships.
public final class ServeModel {

  ServeModel() {}

  /// A service that runs until it is closed.
  public static final class Running implements AutoCloseable {
    private final ServingServer server;
    private final String model;

    private Running(ServingServer server, String model) {
      this.server = server;
      this.model = model;
    }

    public String inferUrl() {
      return "http://127.0.0.1:" + server.port() + "/v2/models/" + model + "/infer";
    }

    public String metricsUrl() {
      return "http://127.0.0.1:" + server.managementPort() + "/metrics";
    }

    public void awaitEnd() throws InterruptedException {
      server.awaitClose();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /// A request to warm up with.
  private static Optional<String> warmUp(OpenedProject opened) throws ProblemException {
    if (opened.golden().isEmpty()) {
      return Optional.empty();
    }
    Path golden = opened.golden().get();
    return Golden.parse(Reading.text(golden), golden.toString())
        .warmUp()
        .map(Golden.Case::requestText);
  }

  /// @param port of the inference protocol; 0 takes a free one
  /// @param managementPort of metrics and health; 0 takes a free one
  public Running start(OpenedProject opened, int port, int managementPort) throws ProblemException {
    String name = opened.project().name();
    Map<String, String> options = new HashMap<>();
    options.put("model.name", name);
    options.put("model.version", opened.project().version());
    options.put("http.port", String.valueOf(port));
    options.put("management.port", String.valueOf(managementPort));
    try {
      Path folder = Files.createTempDirectory("slipway-serve");
      try {
        Optional<String> warmUp = warmUp(opened);
        if (warmUp.isPresent()) {
          Path request = folder.resolve("warmup.json");
          Files.writeString(request, warmUp.get());
          options.put("warmup.request", request.toString());
        }
        var config = ServingConfig.inProcess(opened.model(), options);
        return new Running(ServingServer.start(config), name);
      } finally {
        TemporaryFolder.delete(folder);
      }
    } catch (ConfigException | InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "serving.refused",
              "The service cannot start",
              String.valueOf(e.getMessage()),
              "Correct what is named; " + opened.command("inspect") + " says more of the model."),
          e);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "serving.port-in-use",
              "The service cannot listen on port " + port + " or " + managementPort,
              String.valueOf(e.getMessage()),
              "Stop what listens there, or choose other ports with --port and --management-port."),
          e);
    }
  }
}
