// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests in a file, bit for bit: how they reach the measuring process.
public final class RowsFile {

  private static final int MAGIC = 0x534C5752;

  private RowsFile() {}

  public static void write(Path file, List<Map<String, Tensor>> rows) throws IOException {
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(MAGIC);
      out.writeInt(rows.size());
      for (Map<String, Tensor> row : rows) {
        out.writeInt(row.size());
        for (Map.Entry<String, Tensor> input : row.entrySet()) {
          out.writeUTF(input.getKey());
          write(out, input.getValue());
        }
      }
    }
  }

  public static List<Map<String, Tensor>> read(Path file) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " holds no rows");
      }
      int count = in.readInt();
      List<Map<String, Tensor>> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Map<String, Tensor> row = new LinkedHashMap<>();
        int inputs = in.readInt();
        for (int j = 0; j < inputs; j++) {
          row.put(in.readUTF(), tensor(in));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static void write(DataOutputStream out, Tensor tensor) throws IOException {
    out.writeUTF(tensor.datatype().name());
    out.writeInt(tensor.rank());
    for (long size : tensor.shape()) {
      out.writeLong(size);
    }
    if (tensor.datatype() == DataType.BYTES) {
      for (byte[] element : tensor.elements()) {
        out.writeInt(element.length);
        out.write(element);
      }
      return;
    }
    ByteBuffer data = tensor.data();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Tensor tensor(DataInputStream in) throws IOException {
    DataType type = DataType.valueOf(in.readUTF());
    long[] shape = new long[in.readInt()];
    long elements = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = in.readLong();
      elements *= shape[axis];
    }
    if (type == DataType.BYTES) {
      List<byte[]> texts = new ArrayList<>();
      for (long i = 0; i < elements; i++) {
        texts.add(in.readNBytes(in.readInt()));
      }
      return Tensor.bytes(shape, texts);
    }
    byte[] bytes = in.readNBytes(in.readInt());
    ByteBuffer data = ByteBuffer.allocateDirect(bytes.length);
    data.put(bytes).flip();
    return Tensor.wrap(type, shape, data);
  }
}
