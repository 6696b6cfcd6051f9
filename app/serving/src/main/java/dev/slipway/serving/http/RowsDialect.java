// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.JsonWriter;
import dev.slipway.serving.protocol.PooledMemory;
import dev.slipway.serving.protocol.RowsAnswerWriter;
import dev.slipway.serving.protocol.RowsReader;
import dev.slipway.serving.protocol.RowsRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;

/// Rows by name: JSON, or CSV where the request says so.
record RowsDialect(RowsReader reader, RowsAnswerWriter writer) implements Dialect {

  private static final String CSV = "text/csv";

  @Override
  public Question read(Exchange exchange, PooledMemory memory) throws InferenceException {
    if (exchange.header(OipDialect.HEADER_LENGTH).isPresent()) {
      throw InferenceException.invalid("rows have no raw tensors: leave out the header length");
    }
    RequestBody body = exchange.body();
    String type = exchange.header(HttpHeaderNames.CONTENT_TYPE).orElse("");
    boolean isCsv = type.strip().regionMatches(true, 0, CSV, 0, CSV.length());
    RowsRequest request =
        isCsv
            ? reader.csv(body.json(), body.jsonLength(), memory)
            : reader.json(body.json(), body.jsonLength(), memory);
    return new Question(
        request.id(),
        request.inputs(),
        outputs ->
            Answer.json(HttpResponseStatus.OK, writer.write(request, outputs, new JsonWriter())));
  }
}
