// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.measure.wire.Bearer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.OptionalDouble;

/// The address of a service.
///
/// @param url without a path
/// @param metrics where the service has its metrics; without it they are looked for where this
///   runtime and Triton have them: beside the service's own port
/// @param cpus cores that the service may use; with them its capacity is measured too
/// @param bearer the token that it asks its callers for; its metrics are asked for without
public record ServiceAddress(URI url, Optional<URI> metrics, OptionalDouble cpus, Bearer bearer) {

  private static final int MOST_PORTS = 65_535;

  /// How far behind the service's own port the metrics' is.
  private static final int BEHIND_REST = 2;

  private static final int BEHIND_GRPC = 1;

  /// A service of which only the address is known.
  public static ServiceAddress of(URI url) {
    return new ServiceAddress(url, Optional.empty(), OptionalDouble.empty(), Bearer.NONE);
  }

  public Optional<URI> metricsOrBeside() {
    int port = url.getPort() + (isGrpc(url) ? BEHIND_GRPC : BEHIND_REST);
    return metrics
        .map(given -> given.getPath().length() > 1 ? given : given.resolve("/metrics"))
        .or(() ->
            url.getPort() < 0 || port > MOST_PORTS
                ? Optional.empty()
                : Optional.of(URI.create("http://%s:%d/metrics".formatted(url.getHost(), port))));
  }

  /// An address from outside the program.
  public static URI parse(String text) throws ProblemException {
    try {
      URI url = new URI(text);
      checkAddress(url);
      return url;
    } catch (URISyntaxException e) {
      throw new ProblemException(unwritable(text), e);
    }
  }

  /// @throws ProblemException where it is no address that a service or its metrics can have, or
  ///   holds a secret
  public void check() throws ProblemException {
    checkAddress(url);
    if (metrics.isPresent()) {
      checkMetrics(metrics.get());
    }
    if (cpus.isPresent() && !"http".equalsIgnoreCase(url.getScheme())) {
      throw Problem.input(
              "service.capacity-in-the-clear",
              "A capacity is measured over http:// only",
              "The address is " + url,
              "Name the service's own port, such as http://localhost:8080, or leave --cpus out")
          .asException();
    }
  }

  private static boolean isGrpc(URI url) {
    return "grpc".equalsIgnoreCase(url.getScheme());
  }

  private static boolean isHttp(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
  }

  private static void checkMetrics(URI url) throws ProblemException {
    if (!isHttp(url)) {
      throw Problem.input(
              "service.metrics-address",
              "'" + url + "' is not an address of metrics",
              "Metrics are served over http:// or https://, whatever the service speaks",
              "Write it as http://localhost:8082/metrics")
          .asException();
    }
    checkAddress(url);
  }

  private static void checkAddress(URI url) throws ProblemException {
    // gRPC has no port that is its own
    boolean written = isHttp(url) || (isGrpc(url) && url.getPort() > 0);
    if (!written || url.getHost() == null) {
      throw unwritable(url.toString()).asException();
    }
    if (url.getUserInfo() != null || url.getQuery() != null) {
      // The whole address goes into the evidence.
      throw Problem.input(
              "service.secret-in-address",
              "The address of the service holds more than a host and a port",
              "A name, a password or a query in it would be kept in the evidence",
              "Write it as http://localhost:8080")
          .asException();
    }
  }

  private static Problem unwritable(String url) {
    return Problem.input(
        "service.address",
        "'" + url + "' is not an address of a service",
        "It does not begin with http:// or https:// and a host, or grpc:// and a host with a port",
        "Write it as http://localhost:8080, or grpc://localhost:8081");
  }
}
