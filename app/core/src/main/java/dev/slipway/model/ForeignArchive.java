// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Identifies an archive or a compressed file by its names or its first bytes. It unpacks nothing.
final class ForeignArchive {

  /// Where a zip archive lists its entries.
  private static final int TAIL = 1 << 16;

  private record Sign(List<String> names, ForeignFormat format) {}

  /// The first whose names are all there.
  private static final List<Sign> SIGNS =
      List.of(
          sign("a TorchScript model (a zip archive)", ForeignFormat.TORCH, "data.pkl", "/code/"),
          sign(
              "a PyTorch checkpoint (a zip archive with a pickle inside)",
              ForeignFormat.TORCH,
              "data.pkl"),
          sign("a Keras model (a zip archive)", ForeignFormat.KERAS, "model.weights.h5"),
          sign("a Keras model (a zip archive)", ForeignFormat.KERAS, "metadata.json"),
          sign("a TorchServe archive", ForeignFormat.TORCH, "MAR-INF/"),
          sign(
              "an MLflow model in a zip archive",
              "Unpack it; its file MLmodel says which library's model is inside, which you name"
                  + " where Slipway takes it.",
              "MLmodel"),
          sign("a zip archive with an ONNX model inside", ForeignFormat.UNPACK, ".onnx"),
          sign("NumPy arrays in a zip archive", ForeignFormat.DATA, ".npy"),
          sign(
              "a Java archive",
              "Slipway runs no code of a model: export it with the library that trained it.",
              "META-INF/MANIFEST.MF"));

  private ForeignArchive() {}

  /// Whether a zip archive has the names of an H2O MOJO in it.
  static boolean isMojo(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(channel.size(), TAIL));
      long from = channel.size() - tail.capacity();
      int read = 0;
      for (long at = from; read >= 0 && tail.hasRemaining(); at += read) {
        read = channel.read(tail, at);
      }
      String names = latin(tail.array());
      return names.contains("model.ini")
          && (names.contains("domains/")
              || names.contains("trees/t0")
              || names.contains("experimental/modelDetails.json"));
    }
  }

  static Optional<ForeignFormat> recognise(MemorySegment file, byte[] head) {
    if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
      return Optional.of(zip(latin(head) + latin(tail(file))));
    }
    boolean gzip = head.length > 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
    return gzip ? Optional.of(gzip(head)) : Optional.empty();
  }

  private static ForeignFormat zip(String names) {
    return SIGNS.stream()
        .filter(sign -> sign.names.stream().allMatch(names::contains))
        .map(Sign::format)
        .findFirst()
        .orElse(new ForeignFormat("a zip archive", ForeignFormat.UNPACK));
  }

  private static ForeignFormat gzip(byte[] head) {
    byte[] inside = new byte[0];
    try (var in = new GZIPInputStream(new ByteArrayInputStream(head))) {
      inside = in.readNBytes(512);
    } catch (IOException cutOff) {
      // Less than that many bytes: what it is stays unknown
    }
    String start = latin(inside);
    if (start.startsWith("RDX") || start.startsWith("X\n") || start.startsWith("A\n")) {
      return new ForeignFormat(
          "an object of R (a gzip file)",
          "Export the model to ONNX, or to its library's own format: in R,"
              + " xgboost::xgb.save(model, 'model.json') or lightgbm::lgb.save(model,"
              + " 'model.txt').");
    }
    Optional<ForeignFormat> known = ForeignFormat.recognise(MemorySegment.ofArray(inside));
    return known
        .filter(format -> inside(start))
        .map(format ->
            new ForeignFormat("a gzip file with " + format.what() + " inside", format.remedy()))
        .orElse(
            new ForeignFormat(
                "a gzip file, perhaps a compressed joblib dump", ForeignFormat.UNPACK));
  }

  /// No file of zeros, and no gzip in a gzip without end.
  private static boolean inside(String start) {
    return !start.isEmpty() && start.charAt(0) != 0 && start.charAt(0) != 0x1f;
  }

  private static byte[] tail(MemorySegment file) {
    long from = Math.max(0, file.byteSize() - TAIL);
    return file.asSlice(from).toArray(ValueLayout.JAVA_BYTE);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static Sign sign(String what, String remedy, String... names) {
    return new Sign(List.of(names), new ForeignFormat(what, remedy));
  }
}
