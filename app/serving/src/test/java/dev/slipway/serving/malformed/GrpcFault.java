// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import com.google.protobuf.ByteString;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A way to break a call to the tests' perceptron (`input`, FP32, rows of 4), and the answers that
/// are right: gRPC's codes, of which 3 is INVALID_ARGUMENT, 5 NOT_FOUND, 8 RESOURCE_EXHAUSTED and
/// 12 UNIMPLEMENTED. 13, INTERNAL, is gRPC's own word for framing and compression gone wrong.
enum GrpcFault {
  GARBAGE("3 5"),
  TRUNCATED("3 5"),
  /// Some happen to be a good request.
  ANY_CHANGE("0 3 5"),
  WRONG_DATATYPE("3"),
  WRONG_SHAPE("3"),
  HUGE_DIMENSIONS("3"),
  /// Which gRPC can carry: the model gets it.
  NOT_A_NUMBER("0"),
  WRONG_NAMES("3 5"),
  RAW_CONTENTS("3"),
  INVALID_UTF8("3"),
  DEEP_GROUPS("3"),
  NO_OR_TWO_MESSAGES("3 reset-8"),
  WRONG_LENGTH("3 8 13"),
  WRONG_FLAG("13"),
  COMPRESSION("3 12 13"),
  LARGER_THAN_THE_LIMIT("8"),
  METHOD_OR_PATH("12 13 http-404 http-405 http-415"),
  HEADERS("0 3 4 12 13 http-400 http-415 reset-1 reset-2 reset-8"),
  FRAMES("3 12 13 closed reset-1 reset-7");

  /// @param headers that replace those of a good call; an empty value leaves a header out
  record Call(ByteString body, Map<String, String> headers) {
    Call(byte[] body) {
      this(body, Map.of());
    }

    Call(byte[] body, Map<String, String> headers) {
      this(ByteString.copyFrom(body), headers);
    }

    Call(ModelInferRequest.Builder request) {
      this(framed(request.build().toByteArray()));
    }

    byte[] headerBlock() {
      Map<String, String> all = new LinkedHashMap<>();
      all.put(":method", "POST");
      all.put(":scheme", "http");
      all.put(":path", "/inference.GRPCInferenceService/ModelInfer");
      all.put(":authority", "x");
      all.put("content-type", "application/grpc");
      all.put("te", "trailers");
      all.putAll(headers);
      all.values().removeIf(String::isEmpty);
      return Http2Wire.headerBlock(all);
    }
  }

  /// Tags of the wire format: the request's id, and a group where no group should be.
  private static final byte ID = 0x1A;

  private static final byte START_GROUP = 0x1B;

  private final String right;

  GrpcFault(String right) {
    this.right = right;
  }

  /// Whether this is one of the right answers.
  boolean isRight(String code) {
    return List.of(right.split(" ")).contains(code);
  }

  Call call(Random random) {
    return switch (this) {
      case GARBAGE -> new Call(framed(bytes(random, 1 + random.nextInt(300))));
      case TRUNCATED -> new Call(framed(cut(typed(), random)));
      case ANY_CHANGE -> new Call(framed(changed(typed(), random)));
      case WRONG_DATATYPE -> new Call(input(datatype(random), 1, 4));
      case WRONG_SHAPE -> new Call(input("FP32", shape(random)));
      case HUGE_DIMENSIONS -> new Call(input("FP32", huge(random)));
      case NOT_A_NUMBER -> new Call(notFinite(random));
      case WRONG_NAMES -> new Call(misnamed(random));
      case RAW_CONTENTS -> new Call(raw(random));
      case INVALID_UTF8 -> new Call(framed(notUtf8(random)));
      case DEEP_GROUPS -> new Call(framed(groups(random)));
      case NO_OR_TWO_MESSAGES -> new Call(counted(random));
      case WRONG_LENGTH -> new Call(wrongLength(random));
      case WRONG_FLAG -> new Call(framed(2 + random.nextInt(254), typed()));
      case COMPRESSION -> compressed(random);
      case LARGER_THAN_THE_LIMIT ->
          new Call(framed(0, (64 << 10) + 1 + random.nextInt(1 << 20), typed()));
      case METHOD_OR_PATH -> misdirected(random);
      case HEADERS -> headers(random);
      case FRAMES -> new Call(rubbish(random));
    };
  }

  private static byte[] framed(byte[] message) {
    return framed(0, message);
  }

  private static byte[] framed(int flag, byte[] message) {
    return framed(flag, message.length, message);
  }

  private static byte[] framed(int flag, int length, byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) flag)
        .putInt(length)
        .put(message)
        .array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] good() {
    return framed(typed());
  }

  private static byte[] typed() {
    return input("FP32", 1, 4).build().toByteArray();
  }

  private static ModelInferRequest.Builder input(String datatype, long... shape) {
    InferInputTensor.Builder input =
        InferInputTensor.newBuilder()
            .setName("input")
            .setDatatype(datatype)
            .setContents(
                InferTensorContents.newBuilder().addAllFp32Contents(List.of(1f, 2f, 3f, 4f)));
    Arrays.stream(shape).forEach(input::addShape);
    return ModelInferRequest.newBuilder().setModelName("model").setId("7").addInputs(input);
  }

  private static byte[] cut(byte[] message, Random random) {
    return Arrays.copyOf(message, random.nextInt(message.length));
  }

  private static byte[] changed(byte[] message, Random random) {
    byte[] changed = message.clone();
    for (int i = 0; i <= random.nextInt(3); i++) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private static String datatype(Random random) {
    return pick(
        List.of("BOOL", "UINT64", "INT32", "FP16", "BF16", "FP64", "BYTES", "fp32", "", "é"),
        random);
  }

  private static long[] shape(Random random) {
    return pick(
        List.of(
            new long[] {},
            new long[] {4},
            new long[] {1, 5},
            new long[] {2, 4},
            new long[] {0, 4},
            new long[] {-1, 4},
            new long[] {1, -4},
            new long[] {1, 4, 1},
            new long[] {1, 0}),
        random);
  }

  private static long[] huge(Random random) {
    long size =
        pick(
            List.of(
                Long.MAX_VALUE, Long.MIN_VALUE, (1L << 62) + 1, (1L << 32) + 1, 1L << 31, 1L << 61),
            random);
    return random.nextBoolean() ? new long[] {size, 4} : new long[] {size, size};
  }

  private static ModelInferRequest.Builder notFinite(Random random) {
    float value = pick(List.of(Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE), random);
    ModelInferRequest.Builder request = input("FP32", 1, 4);
    request.getInputsBuilder(0).getContentsBuilder().setFp32Contents(2, value);
    return request;
  }

  private static ModelInferRequest.Builder misnamed(Random random) {
    ModelInferRequest.Builder request = input("FP32", 1, 4);
    InferRequestedOutputTensor.Builder output = InferRequestedOutputTensor.newBuilder();
    return switch (random.nextInt(7)) {
      case 0 -> request.setModelName("absent");
      case 1 -> request.setModelVersion("2");
      case 2 -> request.clearInputs();
      case 3 -> request.addInputs(request.getInputs(0));
      case 4 -> request.addOutputs(output.setName("absent"));
      case 5 -> {
        output.setName("probabilities");
        yield request.addOutputs(output).addOutputs(output);
      }
      default -> {
        request.getInputsBuilder(0).setName(pick(List.of("", "Input", "\0", "é"), random));
        yield request;
      }
    };
  }

  private static ModelInferRequest.Builder raw(Random random) {
    ModelInferRequest.Builder request = input("FP32", 1, 4);
    if (random.nextInt(4) > 0) {
      request.getInputsBuilder(0).clearContents();
    }
    int size = pick(List.of(0, 1, 15, 17, 64), random);
    request.addRawInputContents(ByteString.copyFrom(new byte[size]));
    return random.nextInt(4) == 0 ? request.addRawInputContents(ByteString.EMPTY) : request;
  }

  /// In the id.
  private static byte[] notUtf8(Random random) {
    byte[] wrong =
        pick(
            List.of(
                new byte[] {(byte) 0x80}, new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, new byte[] {(byte) 0xFF}),
            random);
    return joined(typed(), new byte[] {ID, (byte) wrong.length}, wrong);
  }

  private static byte[] groups(Random random) {
    byte[] groups = new byte[200 + random.nextInt(15_000)];
    Arrays.fill(groups, START_GROUP);
    return groups;
  }

  private static byte[] counted(Random random) {
    return random.nextBoolean() ? new byte[0] : joined(good(), good());
  }

  private static byte[] wrongLength(Random random) {
    byte[] message = typed();
    int length =
        pick(
            List.of(
                message.length + 1,
                message.length - 1,
                message.length * 2,
                1,
                -1,
                Integer.MIN_VALUE,
                1 << 30),
            random);
    byte[] framed = framed(0, length, message);
    return random.nextInt(4) == 0 ? Arrays.copyOf(framed, 1 + random.nextInt(4)) : framed;
  }

  private static Call compressed(Random random) {
    String encoding = pick(List.of("", "gzip", "br", "zstd", "identity"), random);
    return new Call(framed(1, bytes(random, 40)), Map.of("grpc-encoding", encoding));
  }

  private static Call misdirected(Random random) {
    Map<String, String> headers =
        switch (random.nextInt(3)) {
          case 0 ->
              Map.of(
                  ":path",
                  pick(
                      List.of(
                          "/",
                          "/x",
                          "/inference.GRPCInferenceService/",
                          "/inference.GRPCInferenceService/modelinfer",
                          "x"),
                      random));
          case 1 ->
              Map.of("content-type", pick(List.of("application/json", "text/plain", "x"), random));
          default -> Map.of(":method", pick(List.of("GET", "PUT", "DELETE"), random));
        };
    return new Call(good(), headers);
  }

  private static Call headers(Random random) {
    Map<String, String> headers =
        switch (random.nextInt(5)) {
          case 0 -> Map.of("te", "");
          case 1 ->
              Map.of("grpc-timeout", pick(List.of("x", "1", "-1S", "999999999999S", "1n"), random));
          case 2 -> Map.of("content-type", "");
          case 3 -> Map.of("x-bin", pick(List.of("%%%", "é", "a"), random));
          default ->
              Map.of(
                  "grpc-accept-encoding", pick(List.of("", ",,,", "\0", "x".repeat(500)), random));
        };
    return new Call(good(), headers);
  }

  /// Sent instead of a connection's calls.
  private static byte[] rubbish(Random random) {
    byte[] settings = Http2Wire.frame(4, 0, 0, new byte[0]);
    byte[] hello = joined(Http2Wire.PREFACE, settings);
    byte[] block = new Call(new byte[0]).headerBlock();
    byte[] begin = Http2Wire.frame(1, 4, 1, block);
    return switch (random.nextInt(10)) {
      case 0 -> bytes(random, 1 + random.nextInt(200));
      case 1 -> joined(Arrays.copyOf(Http2Wire.PREFACE, random.nextInt(24)), bytes(random, 30));
      case 2 -> joined(hello, bytes(random, 9 + random.nextInt(200)));
      case 3 -> joined(hello, Http2Wire.frame(0, 1, 0, bytes(random, 10)));
      case 4 -> joined(hello, Http2Wire.frame(1, 5, 2 * random.nextInt(100), block));
      case 5 -> joined(hello, Http2Wire.frame(1, 5, 1, bytes(random, 50)));
      case 6 -> joined(hello, begin, Http2Wire.frame(9, 4, 1, block));
      case 7 -> joined(hello, Http2Wire.frame(4, 0, 0, bytes(random, 7)));
      case 8 -> joined(hello, Http2Wire.frame(8, 0, 0, new byte[4]));
      default -> joined(hello, begin, Http2Wire.frame(0, 0, 1, Arrays.copyOf(good(), 20)));
    };
  }
}
