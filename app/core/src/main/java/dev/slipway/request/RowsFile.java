// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.model.TensorStream;
import dev.slipway.serving.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Requests in a file, bit for bit: how they reach the measuring process.
public final class RowsFile {

  private static final int MAGIC = 0x534C5732;

  private RowsFile() {}

  public static void write(Path file, List<Map<String, Tensor>> rows) throws IOException {
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(MAGIC);
      out.writeInt(rows.size());
      for (Map<String, Tensor> row : rows) {
        TensorStream.write(out, row);
      }
    }
  }

  public static List<Map<String, Tensor>> read(Path file) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " holds no rows, or another version of Slipway wrote it");
      }
      List<Map<String, Tensor>> rows = new ArrayList<>();
      for (int left = TensorStream.parts(in); left > 0; left--) {
        rows.add(TensorStream.read(in));
      }
      return rows;
    }
  }
}
