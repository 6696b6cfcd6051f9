// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.metrics.ServingMetrics;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.MetadataWriter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The paths of the Open Inference Protocol, and of management.
final class OipRoutes {

  private final String name;
  private final String version;
  private final BooleanSupplier ready;

  OipRoutes(String name, String version, BooleanSupplier ready) {
    this.name = name;
    this.version = version;
    this.ready = ready;
  }

  /// Before the model is loaded: alive, not ready.
  Routes loading() {
    return new Routes(
        health(),
        exchange ->
            exchange.fail(new InferenceException(Kind.UNAVAILABLE, "the model is being loaded")));
  }

  /// With the model.
  ///
  /// @param prepared endpoints of this runtime's own, by path
  Routes serving(
      String serverMetadata, String modelMetadata, Endpoint infer, Map<String, Endpoint> prepared) {
    Map<String, Endpoint> paths = health();
    for (String root : List.of("/v2", "/v2/")) {
      paths.put(root, get(() -> Answer.json(HttpResponseStatus.OK, serverMetadata)));
    }
    for (String model : modelPaths()) {
      paths.put(model, get(() -> Answer.json(HttpResponseStatus.OK, modelMetadata)));
      paths.put(model + "/infer", infer);
    }
    paths.putAll(prepared);
    return new Routes(paths, this::unknown);
  }

  /// Metrics, and a copy of the health paths.
  Routes management(ServingMetrics metrics) {
    Map<String, Endpoint> paths = health();
    paths.put(OipPaths.METRICS, exchange -> expose(exchange, metrics));
    return new Routes(paths, this::unknown);
  }

  /// Those that ask for no token: how the service is.
  Set<String> openPaths() {
    return health().keySet();
  }

  private Map<String, Endpoint> health() {
    Map<String, Endpoint> paths = new HashMap<>();
    paths.put(
        OipPaths.LIVE,
        get(() -> Answer.json(HttpResponseStatus.OK, MetadataWriter.flag("live", true))));
    paths.put(OipPaths.READY, get(() -> readiness(MetadataWriter.flag("ready", isReady()))));
    for (String model : modelPaths()) {
      paths.put(model + "/ready", get(() -> readiness(MetadataWriter.modelReady(name, isReady()))));
    }
    return paths;
  }

  private List<String> modelPaths() {
    return OipPaths.ofModel(name, version);
  }

  private boolean isReady() {
    return ready.getAsBoolean();
  }

  private Answer readiness(String json) {
    boolean isReady = isReady();
    return Answer.json(
        isReady ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE, json);
  }

  private static Endpoint get(Supplier<Answer> answer) {
    return exchange -> {
      HttpMethod method = exchange.head().method();
      boolean reads = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
      if (reads) {
        exchange.answer(answer.get());
      } else {
        exchange.notAllowed("GET, HEAD");
      }
    };
  }

  private static void expose(Exchange exchange, ServingMetrics metrics) {
    var exposition = metrics.expose(exchange.header(HttpHeaderNames.ACCEPT).orElse(""));
    exchange.answer(
        new Answer(
            HttpResponseStatus.OK,
            exposition.contentType(),
            Answer.utf8(exposition.body()),
            List.of()));
  }

  private void unknown(Exchange exchange) {
    String uri = exchange.head().uri();
    String message =
        uri.startsWith("/v2/models/")
            ? "no such model, version or path; this server has model '%s' version '%s'"
                .formatted(name, version)
            : "no such path";
    exchange.fail(new InferenceException(Kind.NOT_FOUND, message));
  }
}
