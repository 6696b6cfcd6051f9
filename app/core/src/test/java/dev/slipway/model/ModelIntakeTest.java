// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelIntakeTest {

  private static final byte[] MODEL =
      TinyOnnx.model(
              TinyOnnx.graph(TinyOnnx.node("Relu", "x", "y"))
                  .input(TinyOnnx.value("x", 1, "batch", 4))
                  .output(TinyOnnx.value("y", 1, "batch", 4)))
          .toBytes();

  @TempDir Path folder;

  @Test
  void takesAnOnnxModelByItsBytesWhateverItsName() throws Exception {
    Path path = Files.write(folder.resolve("model.bin"), MODEL);

    ModelFile model = ModelIntake.open(path);

    assertEquals(
        new ModelFile(path, Sha256.of(MODEL), new Bytes(MODEL.length), ModelFormat.ONNX), model);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080\u0004\u0095\u0000",
        "ccopy_reg\n_reconstructor\np0\n(csklearn.svm\n\u0001"
      })
  void takesAPickleWhateverItsProtocolToConvertIt(String pickle) throws Exception {
    Path path =
        Files.write(folder.resolve("model.bin"), pickle.getBytes(StandardCharsets.ISO_8859_1));

    assertEquals(ModelFormat.SKLEARN, ModelIntake.open(path).format());
    assertTrue(ModelIntake.isConvertible(path));
  }

  @Test
  void refusesAMissingFile() {
    assertEquals("model.missing", problemOf(folder.resolve("none.onnx")).code().id());
  }

  @Test
  void refusesAFolderAndTellsHowToConvertASavedModel() throws IOException {
    assertEquals("model.is-a-folder", problemOf(folder).code().id());

    Files.write(folder.resolve("saved_model.pb"), new byte[] {8, 1});

    assertTrue(problemOf(folder).remedy().contains("tf2onnx"));
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    assertEquals("model.empty", refusal().code().id());
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    List<String> codes = new ArrayList<>();
    for (int length = 2; length < MODEL.length; length++) {
      codes.add(refusal(Arrays.copyOf(MODEL, length)).code().id());
    }
    assertTrue(
        codes.stream().filter("model.truncated"::equals).count() > codes.size() - 6,
        "not told as truncated: " + codes);
  }

  @Test
  void refusesATextFileNamedOnnxAndShowsHowItBegins() throws IOException {
    Problem problem =
        refusal("Dear colleague,\nthe model is äölß attached".getBytes(StandardCharsets.UTF_8));

    assertEquals("model.not-onnx", problem.code().id());
    assertEquals("It holds text: \"Dear colleague,\".", problem.why());
  }

  @Test
  void tellsAGitLfsPointerFromAModel() throws IOException {
    byte[] pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\n"
            .getBytes(StandardCharsets.UTF_8);
    assertEquals("Run: git lfs pull", refusal(pointer).remedy());
  }

  @ParameterizedTest
  @CsvSource({
    "789c 01, joblib, joblib.dump",
    "894844460d0a1a0a 00, HDF5, tf2onnx",
    "47475546 03, GGUF, llama.cpp",
    "1c000000 54464c33 00, TensorFlow Lite, tflite",
    "93 4e554d5059 01, NumPy, .onnx",
    "7b4c 00, XGBoost, save_model",
    "4000000000000000 7b22, safetensors, torch.onnx",
  })
  void knowsOtherFormatsAndTheWayToOnnx(String hex, String what, String remedy) throws IOException {
    Problem problem = refusal(java.util.HexFormat.of().parseHex(hex.replace(" ", "")));

    assertEquals("model.not-onnx", problem.code().id());
    assertTrue(problem.why().contains(what), problem.why());
    assertTrue(problem.remedy().contains(remedy), problem.remedy());
  }

  @ParameterizedTest
  @CsvSource({"archive/data.pkl, PyTorch", "metadata.json, Keras", "notes.txt, zip archive"})
  void looksIntoZipArchives(String entry, String what) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }

    assertTrue(refusal(bytes.toByteArray()).why().contains(what));
  }

  @Test
  void neverDeserialisesJava() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(List.of("a"));
    }

    assertTrue(refusal(bytes.toByteArray()).remedy().contains("never deserialises"));
  }

  @Test
  void tellsASavedModelFromOnnx() throws IOException {
    byte[] savedModel = TinyOnnx.message().number(1, 1).raw(2, new byte[500]).toBytes();
    assertTrue(refusal(savedModel).why().contains("SavedModel"));
  }

  @Test
  void refusesBytesOfNoKnownFormat() throws IOException {
    byte[] noise = new byte[1000];
    new java.util.Random(7).nextBytes(noise);
    noise[0] = (byte) 0xff;
    assertEquals("model.unknown-format", refusal(noise).code().id());
  }

  private Problem refusal(byte... bytes) throws IOException {
    return problemOf(Files.write(folder.resolve("model.onnx"), bytes));
  }

  private static Problem problemOf(Path path) {
    return assertThrows(ProblemException.class, () -> ModelIntake.open(path)).problem();
  }
}
