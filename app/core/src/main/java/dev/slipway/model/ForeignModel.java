// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.catboost.CatboostModel;
import dev.slipway.model.h2o.MojoModel;
import dev.slipway.model.lightgbm.LightgbmModel;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.TreeConversion;
import dev.slipway.model.xgboost.XgboostModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A model in another library's own format, which becomes ONNX.
///
/// @param format known by the file's first bytes
public record ForeignModel(Path path, Format format) {

  /// The formats, by what their files begin with.
  public enum Format {
    XGBOOST_JSON,
    XGBOOST_UBJ,
    LIGHTGBM_TEXT,
    CATBOOST_CBM,
    CATBOOST_JSON,
    H2O_MOJO
  }

  private static final int HEAD = 256;

  /// How CatBoost's JSON begins; its keys are in the order of the alphabet too.
  private static final List<String> CATBOOST =
      List.of("{\"ctr_data\":", "{\"features_info\":", "{\"model_info\":", "{\"oblivious_trees\":");

  /// Bytes of a file that is read; larger ones are refused, since its contents take several times
  /// as much of memory.
  public static final long LARGEST = 512L << 20;

  /// What a file is, where it begins like one of the formats.
  public static Optional<ForeignModel> recognise(Path path) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      return format(head, path).map(format -> new ForeignModel(path, format));
    } catch (IOException e) {
      // Whoever opens it next says why it cannot be read
      return Optional.empty();
    }
  }

  private static Optional<Format> format(String head, Path path) throws IOException {
    if (head.startsWith("CBM1")) {
      return Optional.of(Format.CATBOOST_CBM);
    }
    if (head.startsWith("PK\u0003\u0004")) {
      return ForeignArchive.isMojo(path) ? Optional.of(Format.H2O_MOJO) : Optional.empty();
    }
    return text(head);
  }

  private static Optional<Format> text(String head) {
    if (head.startsWith("tree\n") || head.startsWith("tree\r\n")) {
      return Optional.of(Format.LIGHTGBM_TEXT);
    }
    if (head.matches("(?s)\\{[LiUlI].{1,8}(learner|version).*")) {
      return Optional.of(Format.XGBOOST_UBJ);
    }
    String start = head.replaceAll("\\s", "");
    if (CATBOOST.stream().anyMatch(start::startsWith)) {
      return Optional.of(Format.CATBOOST_JSON);
    }
    // XGBoost writes its keys in the order of the alphabet
    return start.startsWith("{\"learner\":") || start.startsWith("{\"version\":[")
        ? Optional.of(Format.XGBOOST_JSON)
        : Optional.empty();
  }

  /// Reads the file and compares it with what it becomes.
  ///
  /// @param to where the ONNX model goes; an older one is replaced
  /// @param progress hears of reading, writing and comparing
  public Origin convert(Path to, Progress progress) throws ProblemException {
    try {
      if (Files.size(path) > LARGEST) {
        throw Problem.input(
                "model.too-large",
                path + " is too large to be converted",
                "It has %d MB; up to %d MB are read."
                    .formatted(Files.size(path) >> 20, LARGEST >> 20),
                "Convert it to ONNX in Python (onnxmltools has converters), or train fewer trees.")
            .asException();
      }
      progress.report(0.05, "reading " + path.getFileName());
      return TreeConversion.write(read(), path, to, progress.part(0.4, 1));
    } catch (IOException e) {
      throw ModelIntake.unreadable(path, e);
    }
  }

  /// The model as its library wrote it.
  public Original read() throws ProblemException, IOException {
    try {
      return switch (format) {
        case XGBOOST_JSON -> XgboostModel.json(path);
        case XGBOOST_UBJ -> XgboostModel.ubj(path);
        case LIGHTGBM_TEXT -> LightgbmModel.text(path);
        case CATBOOST_CBM -> CatboostModel.cbm(path);
        case CATBOOST_JSON -> CatboostModel.json(path);
        case H2O_MOJO -> MojoModel.read(path);
      };
    } catch (MalformedException e) {
      throw new ProblemException(
          Problem.input(
              e.cutOff() ? "model.truncated" : "model.malformed",
              path + " is cut off or damaged",
              "Reading it as " + what() + ": " + e.reason() + ".",
              "Save the model again with the library that trained it."),
          e);
    } catch (NotConvertible e) {
      throw new ProblemException(
          Problem.input(
              "model.not-convertible",
              path + " uses what cannot be converted to ONNX",
              "The obstacle is: " + e.feature() + ".",
              e.remedy()),
          e);
    }
  }

  /// The same as an intake knows it.
  ModelFormat kind() {
    return switch (format) {
      case XGBOOST_JSON, XGBOOST_UBJ -> ModelFormat.XGBOOST;
      case LIGHTGBM_TEXT -> ModelFormat.LIGHTGBM;
      case CATBOOST_CBM, CATBOOST_JSON -> ModelFormat.CATBOOST;
      case H2O_MOJO -> ModelFormat.H2O;
    };
  }

  private String what() {
    return switch (format) {
      case XGBOOST_JSON -> "an XGBoost JSON model";
      case XGBOOST_UBJ -> "an XGBoost UBJSON model";
      case LIGHTGBM_TEXT -> "a LightGBM text model";
      case CATBOOST_CBM -> "a CatBoost binary model";
      case CATBOOST_JSON -> "a CatBoost JSON model";
      case H2O_MOJO -> "an H2O MOJO";
    };
  }
}
