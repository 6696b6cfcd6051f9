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
import dev.slipway.model.pickle.PickleReport;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The messages of the two processes while a file is told of or becomes ONNX: an order, then
/// perhaps a request for rows of named columns and these rows, then the end.
final class ConversionProtocol {

  private static final byte ROWS_WANTED = 1;
  private static final byte CONVERTED = 2;
  private static final byte REFUSED = 3;
  private static final byte DOING = 4;
  private static final byte TOLD = 5;

  private ConversionProtocol() {}

  /// What the child has to do.
  sealed interface Order {

    /// As the user named it: so will a problem.
    Path from();

    /// That the process may take beyond what it has when it reads this.
    Bytes memory();

    record Convert(Path from, Path onnx, Bytes memory) implements Order {}

    /// Says what the file is and what loading it would run.
    record Tell(Path from, Bytes memory) implements Order {}
  }

  /// What the child says.
  sealed interface Step {
    /// The rows that the conversion is tried on are asked for, by the names of their columns.
    record RowsWanted(List<String> features) implements Step {
      public RowsWanted {
        features = List.copyOf(features);
      }
    }

    record Converted(Origin origin) implements Step {}

    record Told(PickleReport report) implements Step {}

    record Refused(Problem problem) implements Step {}
  }

  static void write(DataOutputStream out, Order order) throws IOException {
    out.writeByte(order instanceof Order.Convert ? Wire.CONVERT : Wire.TELL);
    TensorStream.text(out, order.from().toString());
    out.writeLong(order.memory().count());
    if (order instanceof Order.Convert convert) {
      TensorStream.text(out, convert.onnx().toAbsolutePath().toString());
    }
  }

  static Order order(DataInputStream in) throws IOException {
    byte what = in.readByte();
    if (what != Wire.CONVERT && what != Wire.TELL) {
      throw new IOException("there was no order to do something with a file");
    }
    Path from = Path.of(TensorStream.text(in));
    var memory = new Bytes(in.readLong());
    return what == Wire.TELL
        ? new Order.Tell(from, memory)
        : new Order.Convert(from, Path.of(TensorStream.text(in)), memory);
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
      case Step.Told(PickleReport report) -> {
        out.writeByte(TOLD);
        TensorStream.text(out, Json.line(report));
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
      case TOLD -> new Step.Told(record(in, PickleReport.class));
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
