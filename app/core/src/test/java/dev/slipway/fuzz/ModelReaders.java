// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fuzz;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import dev.slipway.inspect.GraphDetails;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.folder.ModelFolder;
import dev.slipway.model.pickle.PickleIntake;
import dev.slipway.model.sklearn.convert.SklearnImport;
import dev.slipway.model.tribuo.TribuoReading;
import dev.slipway.serving.protocol.TokenizerReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Readers of model files, of the folders around them, and of tokenizers.
final class ModelReaders {

  /// Letters, accents, marks that join, other scripts, blanks, and what is beyond 16 bits.
  private static final String TEXT =
      "Ünïted  e\u0301 don't \t[MASK] 東京 한국 \u200d 👩\u200d🚀 12,5 #x";

  private ModelReaders() {}

  static void intake(byte[] bytes, Path file) throws Exception {
    ModelIntake.open(Files.write(file, bytes));
  }

  static void onnx(byte[] bytes, Path file) throws Exception {
    var model =
        new ModelFile(
            Files.write(file, bytes), Sha256.of(bytes), new Bytes(bytes.length), ModelFormat.ONNX);
    Inspector.inspect(model);
    GraphDetails.nodes(model);
    GraphDetails.weights(model);
  }

  static void pickle(byte[] bytes, Path file) throws Exception {
    PickleIntake.report(Files.write(file, bytes), SklearnImport::obstacles);
  }

  static void tribuo(byte[] bytes, Path file) throws Exception {
    TribuoReading.read(bytes, file.toString());
  }

  static void xgboostJson(byte[] bytes, Path file) throws Exception {
    read(bytes, file, ForeignModel.Format.XGBOOST_JSON);
  }

  static void xgboostUbj(byte[] bytes, Path file) throws Exception {
    read(bytes, file, ForeignModel.Format.XGBOOST_UBJ);
  }

  static void lightgbm(byte[] bytes, Path file) throws Exception {
    read(bytes, file, ForeignModel.Format.LIGHTGBM_TEXT);
  }

  static void catboostCbm(byte[] bytes, Path file) throws Exception {
    read(bytes, file, ForeignModel.Format.CATBOOST_CBM);
  }

  static void catboostJson(byte[] bytes, Path file) throws Exception {
    read(bytes, file, ForeignModel.Format.CATBOOST_JSON);
  }

  static void h2o(byte[] bytes, Path file) throws Exception {
    read(bytes, file, ForeignModel.Format.H2O_MOJO);
  }

  private static void read(byte[] bytes, Path file, ForeignModel.Format format) throws Exception {
    new ForeignModel(Files.write(file, bytes), format).read().ensemble();
  }

  static void mlflow(byte[] bytes, Path file) throws Exception {
    Files.write(file, bytes);
    for (String name : List.of("model.onnx", "model.json", "model.pkl", "model.lgb")) {
      Files.writeString(file.resolveSibling(name), "bytes");
    }
    ModelFolder.open(folder(file), Optional.empty());
  }

  /// An object is the configurations, else the card with its head of YAML.
  static void hub(byte[] bytes, Path file) throws Exception {
    byte[] object = bytes.length > 0 && bytes[0] == '{' ? bytes : bytes("{}");
    Files.write(file, object);
    Files.write(file.resolveSibling("preprocessor_config.json"), object);
    Files.write(file.resolveSibling("README.md"), bytes);
    Files.writeString(file.resolveSibling("model.onnx"), "bytes");
    ModelFolder.open(folder(file), Optional.empty());
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElseThrow();
  }

  static void tokenizer(byte[] bytes, Path file) throws Exception {
    TokenizerReader.read(String.valueOf(file.getFileName()), bytes).encode(TEXT, Optional.of(16));
  }

  /// Its own text, as a file.
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
