// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import java.util.Optional;

/// Who can reach the service, and how they are let in, as far as it is stated.
public record Access(Optional<Exposure> exposure, Optional<Auth> auth, Optional<Tls> tls) {

  public static final Access UNSTATED =
      new Access(Optional.empty(), Optional.empty(), Optional.empty());

  /// From where requests can come.
  public enum Exposure {
    /// The service's own namespace, or its own machine.
    NAMESPACE,
    /// Other namespaces of the cluster, other machines of the network.
    CLUSTER,
    /// From outside.
    PUBLIC
  }

  /// How callers say who they are.
  public enum Auth {
    NONE,
    /// By one of the tokens in a mounted file.
    BEARER
  }

  /// Who ends TLS.
  public enum Tls {
    NONE,
    /// What stands in front: an ingress, a gateway, a load balancer.
    ENTRY,
    /// The service itself, with a mounted certificate.
    MOUNTED
  }
}
