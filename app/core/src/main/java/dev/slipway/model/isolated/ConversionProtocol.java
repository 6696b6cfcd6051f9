// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.Bytes;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.Origin;
import dev.slipway.model.ParityRows;
import dev.slipway.model.TensorStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The messages of the two processes while a file becomes ONNX: an order, then perhaps a request
/// for rows of named columns and these rows, then the end.
final class ConversionProtocol {

  private static final byte ROWS_WANTED = 1;
  private static final byte CONVERTED = 2;
  private static final byte REFUSED = 3;
  private static final byte DOING = 4;

  private ConversionProtocol() {}

  /// @param memory that the process may take beyond what it has when it reads this
  record Order(Path from, Path onnx, Bytes memory) {}

  /// What the child says.
  sealed interface Step {
    /// The rows that the conversion is tried on are asked for, by the names of their columns.
    record RowsWanted(List<String> features) implements Step {
      public RowsWanted {
        features = List.copyOf(features);
      }
    }

    record Converted(Origin origin) implements Step {}

    record Refused(Problem problem) implements Step {}
  }

  static void write(DataOutputStream out, Order order) throws IOException {
    out.writeByte(Wire.CONVERT);
    // As the user named it: so will a problem
    TensorStream.text(out, order.from().toString());
    TensorStream.text(out, order.onnx().toAbsolutePath().toString());
    out.writeLong(order.memory().count());
  }

  static Order order(DataInputStream in) throws IOException {
    if (in.readByte() != Wire.CONVERT) {
      throw new IOException("there was no order to convert a file");
    }
    return new Order(
        Path.of(TensorStream.text(in)), Path.of(TensorStream.text(in)), new Bytes(in.readLong()));
  }

  static void write(DataOutputStream out, Step step) throws IOException {
    out.writeByte(Wire.DONE);
    switch (step) {
      case Step.RowsWanted(List<String> features) -> {
        out.writeByte(ROWS_WANTED);
        out.writeInt(features.size());
        for (String feature : features) {
          TensorStream.text(out, feature);
        }
      }
      case Step.Converted(Origin origin) -> {
        out.writeByte(CONVERTED);
        TensorStream.text(out, Json.line(origin));
      }
      case Step.Refused(Problem problem) -> {
        out.writeByte(REFUSED);
        TensorStream.text(out, Json.line(problem));
      }
    }
  }

  /// How far the child is; a step follows.
  static void write(DataOutputStream out, double fraction, String doing) throws IOException {
    out.writeByte(Wire.DONE);
    out.writeByte(DOING);
    out.writeDouble(fraction);
    TensorStream.text(out, doing);
  }

  /// @param progress hears what the child does until then
  static Step step(DataInputStream in, Progress progress) throws IOException {
    byte kind = in.readByte();
    while (kind == DOING) {
      progress.report(Math.clamp(in.readDouble(), 0, 1), TensorStream.text(in));
      if (in.read() != Wire.DONE) {
        throw new IOException("the process ended while it said what it does");
      }
      kind = in.readByte();
    }
    return switch (kind) {
      case ROWS_WANTED -> {
        List<String> features = new ArrayList<>();
        for (int left = TensorStream.parts(in); left > 0; left--) {
          features.add(TensorStream.text(in));
        }
        yield new Step.RowsWanted(features);
      }
      case CONVERTED -> new Step.Converted(record(in, Origin.class));
      case REFUSED -> new Step.Refused(record(in, Problem.class));
      default -> throw new IOException("no such step: " + kind);
    };
  }

  static void write(DataOutputStream out, Optional<ParityRows.Written> rows) throws IOException {
    out.writeBoolean(rows.isPresent());
    if (rows.isPresent()) {
      TensorStream.text(out, rows.get().source());
      out.writeInt(rows.get().rows().size());
      for (List<String> row : rows.get().rows()) {
        for (String value : row) {
          TensorStream.text(out, value);
        }
      }
    }
  }

  static Optional<ParityRows.Written> rows(DataInputStream in, int width) throws IOException {
    if (!in.readBoolean()) {
      return Optional.empty();
    }
    String source = TensorStream.text(in);
    List<List<String>> rows = new ArrayList<>();
    for (int left = TensorStream.parts(in); left > 0; left--) {
      List<String> row = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        row.add(TensorStream.text(in));
      }
      rows.add(row);
    }
    return Optional.of(new ParityRows.Written(source, rows));
  }

  private static <T> T record(DataInputStream in, Class<T> type) throws IOException {
    try {
      return Json.read(TensorStream.text(in), type);
    } catch (ProblemException e) {
      throw new IOException("the other process sent what is no " + type.getSimpleName(), e);
    }
  }
}
