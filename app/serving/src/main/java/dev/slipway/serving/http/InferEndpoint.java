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
import dev.slipway.serving.protocol.InferRequest;
import dev.slipway.serving.protocol.InferRequestReader;
import dev.slipway.serving.protocol.InferResponseWriter;
import dev.slipway.serving.protocol.JsonWriter;
import dev.slipway.serving.protocol.PooledMemory;
import dev.slipway.serving.tensor.Tensor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/// Answers inference requests.
final class InferEndpoint implements Endpoint {

  static final AsciiString HEADER_LENGTH = AsciiString.cached("inference-header-content-length");

  /// Tensors that take less are not counted: the queue's length bounds them.
  private static final int SMALL = 1 << 12;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /// What answering needs.
  record Parts(
      Engine engine,
      InferRequestReader reader,
      InferResponseWriter writer,
      Duration deadline,
      ServingMetrics metrics,
      Admission admission) {}

  private final Parts parts;

  InferEndpoint(Parts parts) {
    this.parts = parts;
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
    PooledMemory memory = new PooledMemory(PooledByteBufAllocator.DEFAULT);
    InferRequest request;
    try {
      request = read(exchange, memory);
    } catch (InferenceException refused) {
      memory.release();
      exchange.fail(refused);
      return;
    } catch (RuntimeException | Error unexpected) {
      memory.release();
      throw unexpected;
    }
    long parsedAt = System.nanoTime();
    long bytes = memory.bytes();
    if (bytes > SMALL && !parts.admission().reserve(bytes)) {
      memory.release();
      exchange.fail(parts.admission().full());
      return;
    }
    Inference inference =
        new Inference(
            request.inputs(),
            parsedAt,
            exchange.receivedAt() + parts.deadline().toNanos(),
            new Completion(exchange, request, memory, parsedAt - exchange.receivedAt()));
    exchange.onAbandoned(inference::abandon);
    executor.submit(inference);
  }

  private InferRequest read(Exchange exchange, PooledMemory memory) throws InferenceException {
    RequestBody body = exchange.body();
    String announced = exchange.header(HEADER_LENGTH).orElse("");
    if (announced.isEmpty()) {
      return parts.reader().read(body.json(), body.jsonLength(), memory);
    }
    ByteBuf raw = body.takeRaw();
    ByteBuffer tensors = raw == null ? NOTHING : memory.adopt(raw, body::giveBack);
    int jsonLength;
    try {
      jsonLength = Integer.parseInt(announced.strip());
    } catch (NumberFormatException noNumber) {
      throw InferenceException.invalid(HEADER_LENGTH + " is not a number");
    }
    if (jsonLength != body.jsonLength()) {
      throw InferenceException.invalid(
          "the header length %d is not within the body of %d bytes"
              .formatted(jsonLength, body.jsonLength() + tensors.remaining()));
    }
    return parts.reader().read(body.json(), jsonLength, tensors, memory);
  }

  private final class Completion implements Inference.Completion {
    private final Exchange exchange;
    private final InferRequest request;
    private final PooledMemory memory;
    private final long parseNanos;

    Completion(Exchange exchange, InferRequest request, PooledMemory memory, long parseNanos) {
      this.exchange = exchange;
      this.request = request;
      this.memory = memory;
      this.parseNanos = parseNanos;
    }

    private void release() {
      long bytes = memory.bytes();
      memory.release();
      if (bytes > SMALL) {
        parts.admission().giveBack(bytes);
      }
    }

    @Override
    public void answered(Map<String, Tensor> outputs, Timing timing) {
      long begin = System.nanoTime();
      Answer answer;
      String why = "";
      try {
        answer = write(parts.writer().write(request, outputs, new JsonWriter()));
        parts.metrics().served(request.inputs(), outputs);
      } catch (InferenceException unwritable) {
        answer = Answer.error(unwritable);
        why = unwritable.reason();
      }
      release();
      parts.metrics().timed(parseNanos, timing, System.nanoTime() - begin);
      exchange.answer(answer, outcome(why));
    }

    @Override
    public void failed(InferenceException failure) {
      release();
      exchange.answer(Answer.error(failure), outcome(failure.reason()));
    }

    private Outcome outcome(String error) {
      return new Outcome(request.id().orElse(""), error);
    }
  }

  private static Answer write(InferResponseWriter.Body body) {
    Answer json = Answer.json(HttpResponseStatus.OK, body.json());
    if (body.raw().isEmpty()) {
      return json;
    }
    int jsonLength = json.body().readableBytes();
    int rawLength = body.raw().stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuf all = PooledByteBufAllocator.DEFAULT.directBuffer(jsonLength + rawLength);
    all.writeBytes(json.body());
    json.body().release();
    body.raw().forEach(all::writeBytes);
    return new Answer(HttpResponseStatus.OK, Answer.BINARY, all, json.headers())
        .with(HEADER_LENGTH, Integer.toString(jsonLength));
  }
}
