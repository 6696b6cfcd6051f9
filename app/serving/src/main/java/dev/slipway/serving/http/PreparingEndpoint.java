// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import io.netty.handler.codec.http.HttpMethod;

/// Answers requests that are prepared on threads of their own, such as texts.
///
/// @param what is prepared, for refusals
record PreparingEndpoint(
    InferEndpoint.Parts parts, String what, Reading reading, PreparingThreads threads)
    implements Endpoint {

  /// Reads what came as far as a connection's own thread should.
  interface Reading {

    /// @param held asked for what the request takes; closed where this throws
    /// @throws InferenceException that blames the caller, or where there is no room
    Run of(Exchange exchange, Held held) throws InferenceException;
  }

  /// A request that was read.
  interface Run {

    /// On one of the threads; the caller is answered in any case.
    void prepare();

    /// The caller is gone.
    void abandon();
  }

  @Override
  public void handle(Exchange exchange) {
    if (!HttpMethod.POST.equals(exchange.head().method())) {
      exchange.notAllowed("POST");
      return;
    }
    InferenceException full = parts.engine().executorFor(exchange.loop()).refusal().orElse(null);
    if (full != null) {
      exchange.fail(full);
      return;
    }
    if (exchange.header(OipDialect.HEADER_LENGTH).isPresent()) {
      exchange.fail(
          InferenceException.invalid(what + " have no raw tensors: leave out the header length"));
      return;
    }
    var held = new Held(parts.admission());
    try {
      Run run = reading.of(exchange, held);
      exchange.onAbandoned(run::abandon);
      threads.run(run::prepare);
    } catch (InferenceException refused) {
      held.close();
      exchange.fail(refused);
    } catch (RuntimeException | Error unexpected) {
      held.close();
      throw unexpected;
    }
  }
}
