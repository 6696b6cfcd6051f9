// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.bridge;

import dev.slipway.model.MalformedException;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Arrays in NumPy's own file format, version 1.0 to 3.0 ([NEP
/// 1](https://numpy.org/neps/nep-0001-npy-format.html)): numbers and texts, little-endian, in
/// row-major order. An array of objects is a pickle, and refused.
public final class Npy {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /// A header of more bytes describes no plain array.
  private static final int LONGEST_HEADER = 4096;

  /// Answers are compared, not stored.
  private static final int MOST_BYTES = 256 << 20;

  /// However short a text is, it takes its room in memory.
  private static final int MOST_TEXTS = 1 << 20;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([<|=])([a-zA-Z])(\\d{1,6})', 'fortran_order': False,"
              + " 'shape': \\(([\\d, ]*)\\),? ?\\}\\s*");

  private static final Map<DataType, String> KINDS =
      Map.of(
          DataType.BOOL, "|b1",
          DataType.UINT8, "|u1",
          DataType.INT8, "|i1",
          DataType.INT32, "<i4",
          DataType.INT64, "<i8",
          DataType.FP16, "<f2",
          DataType.FP32, "<f4",
          DataType.FP64, "<f8");

  private Npy() {}

  /// Whether arrays of a type can be written.
  public static boolean holds(DataType type) {
    return KINDS.containsKey(type);
  }

  public static void write(Path file, Tensor tensor) throws IOException {
    String shape =
        Arrays.stream(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "))
            + (tensor.rank() == 1 ? "," : "");
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(KINDS.get(tensor.datatype()), shape);
    int length = Math.ceilDiv(MAGIC.length + 4 + header.length() + 1, 64) * 64 - MAGIC.length - 4;
    ByteBuffer head = ByteBuffer.allocate(MAGIC.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(head.array());
      String padded = header + " ".repeat(length - 1 - header.length()) + "\n";
      out.write(padded.getBytes(StandardCharsets.US_ASCII));
      var channel = Channels.newChannel(out);
      ByteBuffer data = tensor.data();
      while (data.hasRemaining()) {
        channel.write(data);
      }
    }
  }

  /// @throws MalformedException where it is no plain array, or larger than answers are
  public static Tensor read(Path file) throws IOException, MalformedException {
    try (InputStream stream = Files.newInputStream(file);
        var in = new DataInputStream(stream)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new MalformedException("it is no NumPy array", false);
      }
      int version = in.read();
      in.read();
      int length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
      if (version > 1 && in.readShort() != 0) {
        throw new MalformedException("its header is too long", false);
      }
      if (length > LONGEST_HEADER) {
        throw new MalformedException("its header is too long", false);
      }
      Matcher header =
          HEADER.matcher(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
      if (!header.matches()) {
        throw new MalformedException(
            "it is no array of numbers or texts in row-major order", false);
      }
      return read(in, header);
    } catch (EOFException e) {
      throw new MalformedException("it is cut off", true);
    }
  }

  private static Tensor read(DataInputStream in, Matcher header)
      throws IOException, MalformedException {
    char kind = header.group(2).charAt(0);
    int size = Integer.parseInt(header.group(3));
    long[] shape = shape(header.group(4));
    long width = kind == 'U' ? 4L * size : size;
    long bytes = Math.max(1, width);
    for (long n : shape) {
      bytes = n > MOST_BYTES || bytes > MOST_BYTES ? Long.MAX_VALUE : bytes * n;
    }
    if (bytes > MOST_BYTES) {
      throw new MalformedException("it is larger than %d MB".formatted(MOST_BYTES >> 20), false);
    }
    if (kind == 'U' && Shapes.elements(shape) > MOST_TEXTS) {
      throw new MalformedException("it holds more than %d texts".formatted(MOST_TEXTS), false);
    }
    int wanted = width == 0 ? 0 : (int) bytes;
    byte[] data = in.readNBytes(wanted);
    if (data.length < wanted) {
      throw new MalformedException("it is cut off", true);
    }
    if (kind == 'U') {
      return Tensor.bytes(shape, texts(data, Shapes.elements(shape), 4 * size));
    }
    DataType type = type(kind, size);
    return Tensor.wrap(type, shape, ByteBuffer.allocateDirect(data.length).put(data).flip());
  }

  private static DataType type(char kind, int size) throws MalformedException {
    String written = (size == 1 ? "|" : "<") + kind + size;
    Optional<DataType> type =
        KINDS.entrySet().stream()
            .filter(known -> known.getValue().equals(written))
            .map(Map.Entry::getKey)
            .findFirst();
    return type.orElseThrow(
        () -> new MalformedException("it holds values of type " + written, false));
  }

  private static long[] shape(String written) throws MalformedException {
    long[] shape =
        Arrays.stream(written.split(",", -1))
            .map(String::strip)
            .filter(n -> !n.isEmpty())
            .mapToLong(
                n -> n.length() > 10 || n.indexOf(' ') >= 0 ? Long.MAX_VALUE : Long.parseLong(n))
            .toArray();
    if (shape.length > 32 || Arrays.stream(shape).anyMatch(n -> n > Integer.MAX_VALUE)) {
      throw new MalformedException("its shape is larger than any answer's", false);
    }
    return shape;
  }

  /// UTF-32, filled up with zeros.
  private static List<byte[]> texts(byte[] data, int count, int width) {
    ByteBuffer all = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      var text = new StringBuilder();
      for (int at = i * width; at < (i + 1) * width; at += 4) {
        int c = all.getInt(at);
        if (c != 0) {
          text.appendCodePoint(Character.isValidCodePoint(c) ? c : 0xfffd);
        }
      }
      texts.add(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return texts;
  }
}
