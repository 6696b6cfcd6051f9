// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

/// How requests find a replica.
enum Routing {
  /// Any replica, whatever its load: the usual mode of Kubernetes services.
  RANDOM,
  /// Each in turn.
  ROUND_ROBIN,
  /// The less busy of two picked at random.
  TWO_CHOICES,
  /// The one with the fewest requests.
  LEAST_CONNECTIONS,
  /// One line before all of them.
  ONE_QUEUE
}
