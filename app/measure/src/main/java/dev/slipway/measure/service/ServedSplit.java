// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where the time of a served request goes, as means over one block. What the server tells of, and
/// the network, add up to the mean service latency; what the client takes to make a request of
/// tensors, and tensors of the answer, comes on top, since requests are made ahead of the load.
///
/// @param serialise of the client: tensors to a message and back
/// @param service mean latency from the actual start of a request
/// @param network what of it the server does not account for: the way there and back with the
///   client's own sending and receiving; empty where the server tells no times
/// @param server empty where it tells no times
/// @param excess by how much the server's own times exceed `service`: noise of two clocks, or
///   requests of others that took longer; zero else
/// @param because who told, or why nobody did
public record ServedSplit(
    Duration serialise,
    Duration service,
    Optional<Duration> network,
    Optional<ServerTimes> server,
    Duration excess,
    String because) {

  /// Where the server tells its times.
  ///
  /// @param because who told
  static ServedSplit told(
      Duration serialise, Duration service, ServerTimes server, String because) {
    Duration left = service.minus(server.total());
    boolean over = left.isNegative();
    return new ServedSplit(
        serialise,
        service,
        Optional.of(over ? Duration.ZERO : left),
        Optional.of(server),
        over ? left.negated() : Duration.ZERO,
        because);
  }

  /// Where nobody tells.
  static ServedSplit untold(Duration serialise, Duration service, String because) {
    return new ServedSplit(
        serialise, service, Optional.empty(), Optional.empty(), Duration.ZERO, because);
  }

  /// The parts of the service latency by name, in the order in which a request meets them; their
  /// sum is `service` and `excess`. Empty where the server tells no times.
  public Map<String, Duration> parts() {
    Map<String, Duration> parts = new LinkedHashMap<>();
    network.ifPresent(time -> parts.put("network", time));
    server.ifPresent(times -> {
      parts.put("parse", times.parse());
      parts.put("queue", times.queue());
      times.batch().ifPresent(time -> parts.put("batch", time));
      parts.put("compute", times.compute());
      parts.put("write", times.write());
      parts.put("rest", times.rest());
    });
    return parts;
  }
}
