// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is brought instead of a model that Slipway takes is called by its name, with the way on.
final class ForeignFormatTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<?xml version='1.0'?>|<PMML version='4.4'/>; a PMML model; the library that trained it",
        "<?xml version='1.0'?>|<net name='m' version='11'/>; an OpenVINO model; to ONNX",
        "<!DOCTYPE html><html>404; a web page; the raw file",
        "booster[0]:|0:[f0<0.5] yes=1; a dump of an XGBoost model; save_model('model.json')",
        "[ { 'nodeid': 0 } ]; a dump of an XGBoost model; save_model('model.json')",
        "{'name': 'tree', 'tree_info': []}; a dump of a LightGBM model; save_model('model.txt')",
        "{ 'irVersion': '8' }; an ONNX model as JSON; json_format",
        "ir_version: 8|graph {; an ONNX model as text; text_format",
        "{'class_name': 'Functional'}; a Keras architecture; tf2onnx",
        "{'a': 1, 'oblivious_trees': []}; a CatBoost JSON model; format='json'",
      })
  void knowsTexts(String text, String what, String remedy) throws IOException {
    said(text.replace('|', '\n').replace('\'', '"').getBytes(StandardCharsets.UTF_8), what, remedy);
  }

  @Test
  void knowsAnXgboostModelBehindAByteOrderMark() throws IOException {
    said(
        "\uFEFF{\"learner\":{}}".getBytes(StandardCharsets.UTF_8),
        "an XGBoost JSON model",
        "save_model('model.json')");
  }

  @ParameterizedTest
  @CsvSource({
    "PAR1, a Parquet file, no model",
    "SQLite format 3, an SQLite database, no model",
    "ftrt, a TensorRT engine, it was built from",
    "x^, perhaps a compressed joblib dump, joblib.dump",
    "binf, an old XGBoost binary model, save_model('model.json')",
  })
  void knowsFirstBytes(String magic, String what, String remedy) throws IOException {
    byte[] bytes = Arrays.copyOf(magic.getBytes(StandardCharsets.ISO_8859_1), 100);
    said(bytes, what, remedy);
  }

  @Test
  void knowsATarArchive() throws IOException {
    byte[] tar = new byte[512];
    System.arraycopy("model.onnx".getBytes(StandardCharsets.UTF_8), 0, tar, 0, 10);
    System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 5);
    said(tar, "a tar archive", "Unpack it");
  }

  @ParameterizedTest
  @CsvSource({
    "m/data.pkl m/code/__torch__.py, a TorchScript model, slipway import",
    "archive/data.pkl archive/version, a PyTorch checkpoint, torch.onnx.export",
    "weights.npy, NumPy arrays, no model",
    "MAR-INF/MANIFEST.json, a TorchServe archive, torch.onnx",
    "MLmodel, an MLflow model, MLmodel",
    "out/model.onnx, an ONNX model inside, Unpack it",
  })
  void knowsArchivesByTheNamesInThem(String names, String what, String remedy) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (String name : names.split(" ")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
    }
    said(bytes.toByteArray(), what, remedy);
  }

  @Test
  void looksIntoGzip() throws IOException {
    said(gzip("RDX3\nX\n".getBytes(StandardCharsets.UTF_8)), "an object of R", "xgb.save");
    said(gzip(gzip(new byte[100])), "a gzip file", "Unpack it");
  }

  @Test
  void knowsGraphsOfOthersInProtobuf() throws IOException {
    byte[] frozen =
        TinyOnnx.message()
            .bytes(1, TinyOnnx.message().text(1, "x").text(2, "Placeholder"))
            .bytes(4, TinyOnnx.message().number(1, 27))
            .toBytes();
    byte[] apple =
        TinyOnnx.message()
            .number(1, 5)
            .bytes(2, TinyOnnx.message().text(1, "in"))
            .bytes(500, TinyOnnx.message().text(1, "layers"))
            .toBytes();
    said(frozen, "a TensorFlow graph", "--graphdef");
    said(apple, "a Core ML model", "to ONNX");
  }

  @Test
  void tellsAFileOfZerosFromAModel() throws IOException {
    said(new byte[100_000], "nothing but zeros", "fetch the model again");
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private void said(byte[] bytes, String what, String remedy) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), bytes);
    Problem problem = assertThrows(ProblemException.class, () -> ModelIntake.open(file)).problem();
    assertEquals("model.not-onnx", problem.code().id());
    assertTrue(problem.why().contains(what), problem.why());
    assertTrue(problem.remedy().contains(remedy), problem.remedy());
  }
}
