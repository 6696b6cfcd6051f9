// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.execution.Engine;
import dev.slipway.serving.metrics.ServingMetrics;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.NoRoomException;
import dev.slipway.serving.protocol.PooledMemory;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;

/// Answers requests for predictions, in whatever way they are asked.
final class InferEndpoint implements Endpoint {

  /// What answering needs.
  record Parts(Engine engine, Duration deadline, ServingMetrics metrics, Admission admission) {}

  private final Parts parts;
  private final Dialect dialect;

  InferEndpoint(Parts parts, Dialect dialect) {
    this.parts = parts;
    this.dialect = dialect;
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
    PooledMemory memory = new PooledMemory(PooledByteBufAllocator.DEFAULT, parts.admission());
    Dialect.Question request;
    try {
      request = dialect.read(exchange, memory);
    } catch (InferenceException refused) {
      memory.release();
      exchange.fail(refused);
      return;
    } catch (NoRoomException none) {
      memory.release();
      exchange.fail(parts.admission().full());
      return;
    } catch (RuntimeException | Error unexpected) {
      memory.release();
      throw unexpected;
    }
    new Asking(parts).ask(exchange, request, memory, 0);
  }
}
