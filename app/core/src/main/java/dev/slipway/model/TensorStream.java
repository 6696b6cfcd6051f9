// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tensors by name as bytes, bit for bit: in files, and between our processes. A length that is out
/// of bounds is a broken file or peer, and an `IOException`.
public final class TensorStream {

  /// The most that one tensor may take; a buffer cannot be longer.
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private static final int MOST_PARTS = 1 << 24;
  private static final int MOST_AXES = 255;
  private static final int CHUNK = 1 << 16;

  private TensorStream() {}

  public static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  public static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  public static void write(DataOutputStream out, Map<String, Tensor> tensors) throws IOException {
    out.writeInt(tensors.size());
    for (var entry : tensors.entrySet()) {
      text(out, entry.getKey());
      tensor(out, entry.getValue());
    }
  }

  public static Map<String, Tensor> read(DataInputStream in) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int left = parts(in); left > 0; left--) {
      tensors.put(text(in), tensor(in));
    }
    return tensors;
  }

  private static void tensor(DataOutputStream out, Tensor tensor) throws IOException {
    text(out, tensor.datatype().name());
    out.writeInt(tensor.rank());
    for (long size : tensor.shape()) {
      out.writeLong(size);
    }
    if (tensor.datatype() == DataType.BYTES) {
      out.writeInt(tensor.elements().size());
      for (byte[] element : tensor.elements()) {
        bytes(out, element);
      }
      return;
    }
    ByteBuffer data = tensor.data();
    out.writeInt(data.remaining());
    byte[] chunk = new byte[CHUNK];
    while (data.hasRemaining()) {
      int length = Math.min(CHUNK, data.remaining());
      data.get(chunk, 0, length);
      out.write(chunk, 0, length);
    }
  }

  private static Tensor tensor(DataInputStream in) throws IOException {
    DataType datatype = datatype(in);
    long[] shape = new long[count(in, MOST_AXES)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readLong();
    }
    try {
      if (datatype == DataType.BYTES) {
        List<byte[]> elements = new ArrayList<>();
        for (int left = count(in, MOST_BYTES); left > 0; left--) {
          elements.add(bytes(in));
        }
        return Tensor.bytes(shape, elements);
      }
      // Read first: a length that nothing follows must not take its memory.
      byte[] data = bytes(in);
      return Tensor.wrap(datatype, shape, ByteBuffer.allocateDirect(data.length).put(data).flip());
    } catch (IllegalArgumentException misfit) {
      throw new IOException("a tensor that does not fit its shape", misfit);
    }
  }

  public static DataType datatype(DataInputStream in) throws IOException {
    String name = text(in);
    return DataType.named(name).orElseThrow(() -> new IOException("no such type: " + name));
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = count(in, MOST_BYTES);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("it ends in the middle of a value");
    }
    return bytes;
  }

  /// How many of something follow.
  public static int parts(DataInputStream in) throws IOException {
    return count(in, MOST_PARTS);
  }

  private static int count(DataInputStream in, int most) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > most) {
      throw new IOException("a length of " + count + " cannot be");
    }
    return count;
  }
}
