// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A format that is not ONNX, and how a model in it becomes ONNX.
record ForeignFormat(String what, String remedy) {

  private static final int HEAD = 8192;

  private static final Pattern OPERATOR = Pattern.compile("[A-Z][A-Za-z0-9_]*");

  /// The way on where only Python loads a model.
  private static final String BRIDGE =
      " Or have Slipway do it in your own Python, by a script that you read first: slipway import"
          + " MODEL --python .venv/bin/python";

  static final String SKLEARN =
      "It holds no pickle that can be read; save the model again: joblib.dump(model,"
          + " 'model.joblib'). From another library, in Python: torch.onnx.export(model, example,"
          + " 'model.onnx') for PyTorch."
          + BRIDGE
          + " --data train.csv";
  static final String KERAS =
      "In Python: model.export('folder') and python -m tf2onnx.convert --saved-model folder"
          + " --output model.onnx."
          + BRIDGE
          + " --data train.csv";
  static final String TORCH =
      "In Python: torch.onnx.export(model, example_input, 'model.onnx')."
          + BRIDGE
          + " --shape image=1x3x224x224";
  static final String DATA = "It holds numbers and no model: name the .onnx file.";
  private static final String NO_MODEL =
      "Name the model's own file, as the library that trained it saved it.";
  static final String XGBOOST =
      "Load it with the XGBoost that wrote it and save it again, which Slipway takes:"
          + " model.save_model('model.json').";
  static final String CATBOOST =
      "Save it again with CatBoost, which Slipway takes: model.save_model('model.json',"
          + " format='json').";
  static final String UNPACK = "Unpack it, and name the .onnx file inside.";

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
                  + " the model with the program that saved it and save it again; a Tribuo model as"
                  + " protobuf: model.serializeToFile(Path.of(\"model.tribuo\")), which Slipway"
                  + " takes."),
          magic("{L", "a UBJSON file, such as XGBoost writes", XGBOOST),
          magic("binf", "an old XGBoost binary model", XGBOOST),
          magic(
              "ftrt",
              "a TensorRT engine, made for one kind of GPU",
              "Name the .onnx file that it was built from."),
          magic("PAR1", "a Parquet file: rows of data", DATA),
          magic("SQLite format 3", "an SQLite database", DATA),
          magic("7z\u00bc\u00af", "a 7z archive", UNPACK),
          magic("(\u00b5/\u00fd", "a zstd file", UNPACK),
          magic("\u007fELF", "a program or a library", NO_MODEL),
          magic("MZ", "a program or a library", NO_MODEL),
          magic("BZh", "a bzip2 file, perhaps a compressed joblib dump", SKLEARN),
          magic("\u00fd7zXZ\u0000", "an xz file, perhaps a compressed joblib dump", SKLEARN),
          magic("\u0004\"M\u0018", "an lz4 file, perhaps a compressed joblib dump", SKLEARN),
          magic("x\u009c", "a zlib stream, perhaps a compressed joblib dump", SKLEARN),
          magic("x\u0001", "a zlib stream, perhaps a compressed joblib dump", SKLEARN),
          magic("x^", "a zlib stream, perhaps a compressed joblib dump", SKLEARN),
          magic("x\u00da", "a zlib stream, perhaps a compressed joblib dump", SKLEARN),
          magic("\u0093NUMPY", "a NumPy array", DATA),
          new Magic(257, "ustar", new ForeignFormat("a tar archive", UNPACK)),
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
    if (found.isPresent()) {
      return found;
    }
    return ForeignArchive.recognise(file, head)
        .or(() -> weights(head))
        .or(() -> zeros(head))
        .or(() -> graphs(file));
  }

  private static Optional<ForeignFormat> weights(byte[] head) {
    return isSafetensors(head)
        ? Optional.of(
            new ForeignFormat("a safetensors file: weights without the model around them", TORCH))
        : Optional.empty();
  }

  private static Optional<ForeignFormat> zeros(byte[] head) {
    for (byte value : head) {
      if (value != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new ForeignFormat(
            "a file that begins with nothing but zeros",
            "A copy or a download that broke off leaves such files: fetch the model again."));
  }

  /// Other libraries' graphs in protobuf, which has no first bytes of its own.
  private static Optional<ForeignFormat> graphs(MemorySegment file) {
    return savedModel(file).or(() -> frozenGraph(file)).or(() -> coreMl(file));
  }

  /// TensorFlow's GraphDef begins with a node: its name, then its operator.
  private static Optional<ForeignFormat> frozenGraph(MemorySegment file) {
    try {
      var cursor = new ProtoCursor(file);
      if (!cursor.next() || cursor.field() != 1 || !cursor.isBytes()) {
        return Optional.empty();
      }
      var node = new ProtoCursor(cursor.bytes());
      boolean named = node.next() && node.field() == 1 && node.isBytes();
      boolean does =
          named
              && node.next()
              && node.field() == 2
              && node.isBytes()
              && OPERATOR.matcher(node.text()).matches();
      return does
          ? Optional.of(
              new ForeignFormat(
                  "a TensorFlow graph, such as a frozen one",
                  "In Python: python -m tf2onnx.convert --graphdef graph.pb --inputs x:0 --outputs"
                      + " y:0 --output model.onnx."))
          : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  /// A Core ML model has a version, a description, and what it is of under a number from 200.
  private static Optional<ForeignFormat> coreMl(MemorySegment file) {
    try {
      var cursor = new ProtoCursor(file);
      boolean kind = false;
      while (cursor.next()) {
        boolean known =
            switch (cursor.field()) {
              case 1 -> cursor.isNumber();
              case 2 -> cursor.isBytes();
              case 10 -> cursor.isNumber();
              default -> cursor.field() >= 200 && cursor.isBytes();
            };
        if (!known) {
          return Optional.empty();
        }
        kind |= cursor.field() >= 200;
      }
      return kind
          ? Optional.of(
              new ForeignFormat(
                  "a Core ML model, made for Apple's devices",
                  "Export the model that it was made from to ONNX."))
          : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
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

  static byte[] head(MemorySegment file) {
    return file.asSlice(0, Math.min(HEAD, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
  }

  private static Magic magic(String bytes, String what, String remedy) {
    return new Magic(0, bytes, new ForeignFormat(what, remedy));
  }
}
