// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.execution.Engine;
import dev.slipway.serving.execution.Inference;
import dev.slipway.serving.execution.Inference.Timing;
import dev.slipway.serving.execution.InferenceExecutor;
import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.metrics.ServingMetrics;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.NoRoomException;
import dev.slipway.serving.protocol.PooledMemory;
import dev.slipway.serving.tensor.Tensor;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.Map;

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
    InferenceExecutor executor = parts.engine().executorFor(exchange.loop());
    InferenceException full = executor.refusal().orElse(null);
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
    long parsedAt = System.nanoTime();
    Inference inference =
        new Inference(
            request.inputs(),
            parsedAt,
            exchange.receivedAt() + parts.deadline().toNanos(),
            new Completion(exchange, request, memory, parsedAt - exchange.receivedAt()));
    exchange.onAbandoned(inference::abandon);
    executor.submit(inference);
  }

  private final class Completion implements Inference.Completion {
    private final Exchange exchange;
    private final Dialect.Question request;
    private final PooledMemory memory;
    private final long parseNanos;

    Completion(Exchange exchange, Dialect.Question request, PooledMemory memory, long parseNanos) {
      this.exchange = exchange;
      this.request = request;
      this.memory = memory;
      this.parseNanos = parseNanos;
    }

    @Override
    public void answered(Map<String, Tensor> outputs, Timing timing) {
      long begin = System.nanoTime();
      Answer answer;
      String why = "";
      try {
        answer = request.written().of(outputs);
        parts.metrics().served(request.inputs(), outputs);
      } catch (InferenceException unwritable) {
        answer = Answer.error(unwritable);
        why = unwritable.reason();
      }
      memory.release();
      parts.metrics().timed(parseNanos, timing, System.nanoTime() - begin);
      exchange.answer(answer, outcome(why));
    }

    @Override
    public void failed(InferenceException failure) {
      memory.release();
      exchange.answer(Answer.error(failure), outcome(failure.reason()));
    }

    private Outcome outcome(String error) {
      return new Outcome(request.id().orElse(""), error);
    }
  }
}
