// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

/// Answers the requests of one path.
@FunctionalInterface
interface Endpoint {

  /// Answers now, or later from another thread.
  void handle(Exchange exchange);
}
