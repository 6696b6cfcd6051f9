// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fuzz;

import dev.slipway.serving.preparation.ColumnRule;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.Preparation.Field;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.Picture;
import dev.slipway.serving.preparation.image.PictureFile;
import dev.slipway.serving.protocol.DriftBaselineReader;
import dev.slipway.serving.protocol.InferRequestReader;
import dev.slipway.serving.protocol.PreparationReader;
import dev.slipway.serving.protocol.RowsReader;
import dev.slipway.serving.protocol.TextsReader;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Readers of bodies that a service is asked with, and of the files beside its model.
final class RequestReaders {

  private static final int MOST_ROWS = 1_000;
  private static final int MOST_PIXELS = 1 << 20;

  /// Bytes of tensors that a byte of a body may claim; the dearest value takes eight, and memory is
  /// claimed anew as rows grow.
  private static final int FOR_A_BYTE = 64;

  private static final int ALWAYS = 1 << 20;

  private static final List<TensorSpec> INPUTS =
      List.of(
          input("size", DataType.FP32, 2),
          input("colour", DataType.BYTES, 1),
          input("count", DataType.INT64, 1),
          input("ripe", DataType.BOOL, 1));

  private static final List<Field> FIELDS =
      List.of(
          new Field("long", "size", 0, ColumnRule.NONE),
          new Field("wide", "size", 1, ColumnRule.NONE),
          new Field("colour", "colour", 0, ColumnRule.NONE),
          new Field("count", "count", 0, ColumnRule.NONE),
          new Field("ripe", "ripe", 0, ColumnRule.NONE));

  private RequestReaders() {}

  private static TensorSpec input(String name, DataType type, long width) {
    return new TensorSpec(
        name, type, List.of(new Dimension.Dynamic("n"), new Dimension.Fixed(width)));
  }

  /// Where a body has a zero byte, raw tensors begin behind it: JSON has none.
  static void tensors(byte[] bytes, Path file) throws Exception {
    var reader = new InferRequestReader(INPUTS, List.of(input("score", DataType.FP32, 1)));
    int json = 0;
    while (json < bytes.length && bytes[json] != 0) {
      json++;
    }
    TensorMemory memory = memory(bytes.length);
    if (json == bytes.length) {
      reader.read(bytes, json, memory);
    } else {
      byte[] raw = Arrays.copyOfRange(bytes, json + 1, bytes.length);
      reader.read(bytes, json, ByteBuffer.allocateDirect(raw.length).put(raw).flip(), memory);
    }
  }

  static void rowsJson(byte[] bytes, Path file) throws Exception {
    rows().json(bytes, bytes.length, memory(bytes.length));
  }

  static void rowsCsv(byte[] bytes, Path file) throws Exception {
    rows().csv(bytes, bytes.length, memory(bytes.length));
  }

  private static RowsReader rows() throws PreparationException {
    return new RowsReader(new Preparation(FIELDS, List.of()).columns(INPUTS), MOST_ROWS);
  }

  private static TensorMemory memory(int body) {
    long[] left = {ALWAYS + (long) FOR_A_BYTE * body};
    return bytes -> {
      left[0] -= bytes;
      if (left[0] < 0) {
        throw new AssertionError("a body of %d bytes claims tensors of %d".formatted(body, bytes));
      }
      return ByteBuffer.allocateDirect(bytes);
    };
  }

  static void texts(byte[] bytes, Path file) throws Exception {
    var reader = new TextsReader(new TextsReader.Limits(8, 1_000), "m");
    if (bytes.length > 0 && bytes[bytes.length - 1] == '\n') {
      reader.embeddings(bytes, bytes.length);
    } else {
      reader.texts(bytes, bytes.length);
    }
  }

  /// All rows of a picture's pixels; of larger ones the head alone.
  static void picture(byte[] bytes, Path file) throws Exception {
    PictureFile head = PictureFile.of(bytes);
    if ((long) head.width() * head.height() > MOST_PIXELS) {
      return;
    }
    Picture picture = head.decode(() -> true);
    double[] row = new double[3 * picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      picture.row(y, row);
    }
  }

  static void preparation(byte[] bytes, Path file) throws Exception {
    PreparationReader.read(Files.write(file, bytes)).columns(INPUTS);
  }

  static void drift(byte[] bytes, Path file) throws Exception {
    DriftBaselineReader.read(Files.write(file, bytes));
  }
}
