// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.InferRequest;
import dev.slipway.serving.protocol.InferRequestReader;
import dev.slipway.serving.protocol.InferResponseWriter;
import dev.slipway.serving.protocol.JsonWriter;
import dev.slipway.serving.protocol.PooledMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.ByteBuffer;

/// Tensors, as the Open Inference Protocol has them.
record OipDialect(InferRequestReader reader, InferResponseWriter writer) implements Dialect {

  static final AsciiString HEADER_LENGTH = AsciiString.cached("inference-header-content-length");

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  @Override
  public Question read(Exchange exchange, PooledMemory memory) throws InferenceException {
    InferRequest request = request(exchange, memory);
    return new Question(
        request.id(),
        request.inputs(),
        outputs -> written(writer.write(request, outputs, new JsonWriter())));
  }

  private InferRequest request(Exchange exchange, PooledMemory memory) throws InferenceException {
    RequestBody body = exchange.body();
    String announced = exchange.header(HEADER_LENGTH).orElse("");
    if (announced.isEmpty()) {
      return reader.read(body.json(), body.jsonLength(), memory);
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
    return reader.read(body.json(), jsonLength, tensors, memory);
  }

  private static Answer written(InferResponseWriter.Body body) {
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
