// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.InferRequestReader;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// The hand-written reader beside Jackson's streaming parser with its fast number parser: the same
/// request into the same direct buffer. Best of interleaved rounds, so that other work on the
/// machine matters little. The reader may stay hand-written while it is 1.5 times as fast.
final class CodecSection {

  private static final int ROUNDS = 30;
  private static final double WANTED = 1.5;

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final InferRequestReader reader =
      new InferRequestReader(
          List.of(
              new TensorSpec(
                  "input",
                  DataType.FP32,
                  List.of(new Dimension.Dynamic("n"), new Dimension.Dynamic("m")))),
          List.of());
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  private CodecSection() {}

  static void run(Payloads ignored, Report report) throws Exception {
    CodecSection codec = new CodecSection();
    report.add(codec.compare("64×30, 4 decimals", 64, 30, "%.4f", 200));
    report.add(codec.compare("64×30, 9 decimals", 64, 30, "%.9f", 200));
    report.add(codec.compare("3×224×224, 9 decimals", 3, 224 * 224, "%.9f", 4));
  }

  private Line compare(String name, int rows, int columns, String format, int repeats)
      throws Exception {
    byte[] body = body(rows, columns, format);
    buffer = ByteBuffer.allocateDirect(4 * rows * columns).order(ByteOrder.LITTLE_ENDIAN);
    Tensor ours = ours(body);
    byte[] bits = new byte[ours.data().remaining()];
    ours.data().get(bits);
    jackson(body);
    byte[] others = new byte[bits.length];
    buffer.get(0, others);
    assertEquals(ByteBuffer.wrap(bits), ByteBuffer.wrap(others));

    double best = Double.MAX_VALUE;
    double peer = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, micros(repeats, () -> ours(body)));
      peer = Math.min(peer, micros(repeats, () -> jackson(body)));
    }
    return new Line(
        "reading JSON, " + name + ", against Jackson's streaming parser",
        "%.1f µs".formatted(best),
        "%.1f µs".formatted(peer),
        peer / best,
        Bar.atLeast(WANTED),
        0);
  }

  private interface Work {
    void run() throws IOException, InferenceException;
  }

  private static double micros(int repeats, Work work) throws IOException, InferenceException {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      work.run();
    }
    return (System.nanoTime() - start) / 1e3 / repeats;
  }

  private Tensor ours(byte[] body) throws InferenceException {
    return reader
        .read(body, body.length, bytes -> buffer.duplicate())
        .inputs()
        .values()
        .iterator()
        .next();
  }

  private void jackson(byte[] body) throws IOException {
    try (JsonParser parser = JACKSON.createParser(body)) {
      int at = 0;
      boolean data = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          data = parser.currentName().equals("data");
        } else if (data && token == JsonToken.VALUE_NUMBER_FLOAT) {
          buffer.putFloat(4 * at++, (float) parser.getDoubleValue());
        }
      }
    }
  }

  private static byte[] body(int rows, int columns, String format) {
    Random random = new Random(9);
    StringBuilder text = new StringBuilder("{\"inputs\":[{\"name\":\"input\",\"shape\":[");
    text.append(rows).append(',').append(columns).append("],\"datatype\":\"FP32\",\"data\":[");
    for (int i = 0; i < rows * columns; i++) {
      text.append(i == 0 ? "" : ",")
          .append(String.format(Locale.ROOT, format, random.nextGaussian()));
    }
    return text.append("]}]}").toString().getBytes(StandardCharsets.UTF_8);
  }
}
