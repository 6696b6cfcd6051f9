// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.access.Gate;
import dev.slipway.serving.predict.InferenceException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Set;

/// The gate of a port, and the paths beside it. Whoever asks how the service is, such as a kubelet
/// or a load balancer, can hold no secret, and learns nothing of the model. No other path is open,
/// not even one that does not exist.
///
/// @param open without query
record Door(Gate gate, Set<String> open) {

  /// Of a port that asks nobody.
  static final Door OPEN = new Door(Gate.OPEN, Set.of());

  Door {
    open = Set.copyOf(open);
  }

  /// @param most bytes of a body from somebody who is known
  /// @return how many it may have
  /// @throws InferenceException where a request is not let in; what is no request is told later
  int check(HttpRequest request, int most) throws InferenceException {
    if (gate.isOpen() || !request.decoderResult().isSuccess()) {
      return most;
    }
    if (tellsHealth(request.uri())) {
      return Math.min(most, Gate.MOST_OF_STRANGERS);
    }
    gate.check("rest", request.headers().getAll(HttpHeaderNames.AUTHORIZATION));
    return most;
  }

  private boolean tellsHealth(String uri) {
    int query = uri.indexOf('?');
    return open.contains(query < 0 ? uri : uri.substring(0, query));
  }
}
