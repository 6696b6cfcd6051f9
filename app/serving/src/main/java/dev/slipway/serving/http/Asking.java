// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.execution.Inference;
import dev.slipway.serving.execution.Inference.Timing;
import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.NoRoomException;
import dev.slipway.serving.protocol.PooledMemory;
import dev.slipway.serving.tensor.Tensor;
import java.util.Map;

/// Has the model asked about one request, and its answer written.
record Asking(InferEndpoint.Parts parts) {

  /// On the connection's own thread.
  ///
  /// @param memory in which the request's tensors lie; given back when it is answered
  /// @param waited nanoseconds that the request waited to be read, which count as those in a queue
  void ask(Exchange exchange, Dialect.Question request, PooledMemory memory, long waited) {
    long parsedAt = System.nanoTime();
    Inference inference =
        new Inference(
            request.inputs(),
            parsedAt,
            exchange.receivedAt() + parts.deadline().toNanos(),
            new Completion(
                parts,
                exchange,
                request,
                memory,
                new Reading(waited, parsedAt - exchange.receivedAt() - waited)));
    exchange.onAbandoned(inference::abandon);
    parts.engine().executorFor(exchange.loop()).submit(inference);
  }

  /// @param waited nanoseconds until it began
  /// @param took nanoseconds of its own
  private record Reading(long waited, long took) {}

  private record Completion(
      InferEndpoint.Parts parts,
      Exchange exchange,
      Dialect.Question request,
      PooledMemory memory,
      Reading reading)
      implements Inference.Completion {

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
      } catch (NoRoomException none) {
        answer = Answer.error(parts.admission().full());
        why = parts.admission().full().reason();
      }
      memory.release();
      var whole =
          new Timing(
              reading.waited() + timing.queueNanos(), timing.batchNanos(), timing.computeNanos());
      parts.metrics().timed(reading.took(), whole, System.nanoTime() - begin);
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
