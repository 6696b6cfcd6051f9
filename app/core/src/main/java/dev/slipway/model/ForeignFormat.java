// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A format that is not ONNX, and how a model in it becomes ONNX.
record ForeignFormat(String what, String remedy) {

  private static final int HEAD = 8192;

  private static final String SKLEARN =
      "Slipway never unpickles, since that runs code from the file. In Python, where the model was"
          + " trained: skl2onnx.to_onnx(model, X[:1]) for scikit-learn, torch.onnx.export(model,"
          + " example, 'model.onnx') for PyTorch.";
  private static final String KERAS =
      "In Python: model.export('folder') and python -m tf2onnx.convert --saved-model folder"
          + " --output model.onnx.";
  private static final String TORCH =
      "In Python: torch.onnx.export(model, example_input, 'model.onnx').";
  private static final String UNPACK = "Unpack it, and name the .onnx file inside.";

  /// Bytes at an offset, written as the Latin-1 characters of the same values.
  private record Magic(int at, String bytes, ForeignFormat format) {
    boolean in(String head) {
      return head.startsWith(bytes, at);
    }
  }

  private static final List<Magic> MAGICS =
      List.of(
          magic("\u0089HDF\r\n\u001a\n", "an HDF5 file, such as Keras writes", KERAS),
          magic(
              "GGUF",
              "a GGUF file, a language model for llama.cpp",
              "Serve it with llama.cpp or vLLM, or export the original model to ONNX with"
                  + " optimum-cli export onnx."),
          magic(
              "\u00ac\u00ed\u0000\u0005",
              "a serialised Java object",
              "Slipway never deserialises Java objects, since that runs code from the file. Load"
                  + " the model with the program that saved it and save it anew; a Tribuo model as"
                  + " protobuf: model.serializeToFile(Path.of(\"model.tribuo\")), which Slipway"
                  + " takes."),
          magic(
              "tree\nversion=",
              "a LightGBM text model",
              "In Python: onnxmltools.convert_lightgbm(model, initial_types=...)."),
          magic("{L", "a UBJSON file, such as XGBoost writes", xgboost()),
          magic("binf", "an old XGBoost binary model", xgboost()),
          magic("PK\u0003\u0004", "a zip archive", UNPACK),
          magic(
              "\u001f\u008b",
              "a gzip file, perhaps a compressed joblib dump or an R object",
              UNPACK),
          magic("BZh", "a bzip2 file, perhaps a compressed joblib dump", SKLEARN),
          magic("\u00fd7zXZ\u0000", "an xz file, perhaps a compressed joblib dump", SKLEARN),
          magic("\u0004\"M\u0018", "an lz4 file, perhaps a compressed joblib dump", SKLEARN),
          magic("x\u009c", "a zlib stream, perhaps a compressed joblib dump", SKLEARN),
          magic("x\u0001", "a zlib stream, perhaps a compressed joblib dump", SKLEARN),
          magic("x\u00da", "a zlib stream, perhaps a compressed joblib dump", SKLEARN),
          magic("\u0080\u0002", "a Python pickle", SKLEARN),
          magic("\u0080\u0003", "a Python pickle", SKLEARN),
          magic("\u0080\u0004", "a Python pickle", SKLEARN),
          magic("\u0080\u0005", "a Python pickle", SKLEARN),
          magic(
              "\u0093NUMPY",
              "a NumPy array",
              "It holds numbers and no model: name the .onnx file."),
          new Magic(
              4,
              "TFL3",
              new ForeignFormat(
                  "a TensorFlow Lite model",
                  "In Python: python -m tf2onnx.convert --tflite model.tflite --output"
                      + " model.onnx.")),
          new Magic(
              4,
              "ORTM",
              new ForeignFormat(
                  "a model in ONNX Runtime's own ORT format",
                  "Use the .onnx file that it was made from.")));

  /// What the first bytes say, where they are a known format's.
  static Optional<ForeignFormat> recognise(MemorySegment file) {
    byte[] head = head(file);
    String magic = new String(head, StandardCharsets.ISO_8859_1);
    var found = MAGICS.stream().filter(known -> known.in(magic)).map(Magic::format).findFirst();
    if (found.isPresent() && head[0] == 'P') {
      return Optional.of(zip(magic));
    }
    if (found.isEmpty() && isSafetensors(head)) {
      return Optional.of(
          new ForeignFormat("a safetensors file: weights without the model around them", TORCH));
    }
    return found.isPresent() ? found : savedModel(file);
  }

  /// What a text is, where the bytes are one.
  static Optional<ForeignFormat> recogniseText(MemorySegment file) {
    byte[] head = head(file);
    Optional<String> text = text(head);
    return text.map(start -> {
      String low = start.stripLeading();
      if (low.startsWith("version https://git-lfs")) {
        return new ForeignFormat(
            "a Git LFS pointer, not the file that it stands for", "Run: git lfs pull");
      }
      if (low.startsWith("<")) {
        return new ForeignFormat(
            "a web page or XML, not a model",
            "The download gave a page instead of the file; fetch the raw file.");
      }
      if (low.startsWith("{") && start.contains("\"learner\"")) {
        return new ForeignFormat("an XGBoost JSON model", xgboost());
      }
      return new ForeignFormat(
          "text: \"" + firstLine(low) + "\"",
          "Name the binary .onnx file that the training wrote.");
    });
  }

  private static ForeignFormat zip(String names) {
    if (names.contains("data.pkl")) {
      return new ForeignFormat("a PyTorch checkpoint (a zip archive with a pickle inside)", TORCH);
    }
    if (names.contains("model.weights.h5") || names.contains("metadata.json")) {
      return new ForeignFormat("a Keras model (a zip archive)", KERAS);
    }
    return new ForeignFormat("a zip archive", UNPACK);
  }

  /// TensorFlow's SavedModel has only two topmost fields: a version, and graphs.
  private static Optional<ForeignFormat> savedModel(MemorySegment file) {
    try {
      var cursor = new ProtoCursor(file);
      boolean graphs = false;
      while (cursor.next()) {
        if (cursor.field() > 2 || (cursor.field() == 2 && !cursor.isBytes())) {
          return Optional.empty();
        }
        graphs |= cursor.field() == 2 && cursor.bytes().byteSize() > 64;
      }
      return graphs
          ? Optional.of(
              new ForeignFormat(
                  "a TensorFlow SavedModel",
                  "Convert its folder: python -m tf2onnx.convert --saved-model FOLDER --output"
                      + " model.onnx"))
          : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static boolean isSafetensors(byte[] head) {
    if (head.length < 10 || head[8] != '{' || head[9] != '"') {
      return false;
    }
    return head[5] == 0 && head[6] == 0 && head[7] == 0;
  }

  /// The head as text; a character that the end of the head cuts does not matter.
  private static Optional<String> text(byte[] head) {
    CharBuffer text = CharBuffer.allocate(head.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(head), text, false);
    text.flip();
    boolean control = text.chars().anyMatch(c -> c < 32 && c != '\n' && c != '\r' && c != '\t');
    return result.isError() || control ? Optional.empty() : Optional.of(text.toString());
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }

  private static byte[] head(MemorySegment file) {
    return file.asSlice(0, Math.min(HEAD, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
  }

  private static String xgboost() {
    return "In Python: onnxmltools.convert_xgboost(model, initial_types=...).";
  }

  private static Magic magic(String bytes, String what, String remedy) {
    return new Magic(0, bytes, new ForeignFormat(what, remedy));
  }
}
