// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.Origin;
import dev.slipway.model.ParityRows;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.PickleFile;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pipeline that scikit-learn fitted on penguins, with texts, numbers and gaps, becomes ONNX
/// without Python; `small.py` made the files.
final class SklearnImportTest {

  private static final Path FIXTURES = Path.of("src/test/resources/sklearn");

  @TempDir private Path folder;

  @Test
  void eachColumnThatThePipelineUsesIsAnInputAndTheClassIsNamed() throws Exception {
    convert(FIXTURES.resolve("penguins.joblib"), ParityRows.none());

    try (Predictor model = OrtPredictor.load(onnx(), ModelSettings.withThreads(1))) {
      assertEquals(
          List.of("island BYTES", "bill_length_mm FP64", "body_mass_g FP64", "sex BYTES"),
          model.inputs().stream().map(input -> input.name() + " " + input.datatype()).toList());
      long[] one = {2, 1};
      Map<String, Tensor> answer =
          model.predict(
              Map.of(
                  "island", Tensor.strings(one, "Torgersen", "Biscoe"),
                  "bill_length_mm", Tensor.doubles(one, new double[] {39.1, Double.NaN}),
                  "body_mass_g", Tensor.doubles(one, new double[] {3750, 5400}),
                  "sex", Tensor.strings(one, "male", "nobody knows")));
      assertEquals(
          List.of("Adelie", "Gentoo"), Objects.requireNonNull(answer.get("label")).asStrings());
    }
  }

  @Test
  void itIsComparedOnMadeUpRowsAndOnTheUsersOwn() throws Exception {
    List<List<String>> asked = new ArrayList<>();
    Origin alone = convert(FIXTURES.resolve("penguins.joblib"), ParityRows.none());
    Origin origin =
        convert(
            FIXTURES.resolve("penguins.joblib"),
            columns -> {
              asked.add(columns);
              return Optional.of(
                  new ParityRows.Written(
                      "birds.csv",
                      List.of(
                          List.of("Dream", "46.5", "3500", "female"),
                          List.of("", "", "NA", ""),
                          List.of("Dream", "True", "false", "female"),
                          List.of("Dream", "long", "3500", "female"))));
            });

    assertEquals(List.of(List.of("island", "bill_length_mm", "body_mass_g", "sex")), asked);
    assertEquals("scikit-learn 1.4.2, a joblib dump (zlib)", origin.format());
    assertEquals(
        "birds.csv, and made up from what the model knows of its columns",
        origin.parity().rowsFrom());
    // Truths are numbers; the fourth row holds no number where one must be
    assertEquals(alone.parity().rows() + 3, origin.parity().rows());
    assertTrue(origin.parity().holds());
    assertTrue(origin.parity().relative() < 1e-6, origin.toString());
  }

  @Test
  void aFunctionOfTheUsersOwnIsNamedWithItsPlaceAndTheWayOn() {
    Path file = FIXTURES.resolve("own-function.joblib");

    Problem problem = refused(file);

    assertEquals("model.not-convertible", problem.code().id());
    assertEquals(
        "The obstacle is: sklearn.preprocessing._function_transformer.FunctionTransformer at"
            + " steps[0]:functiontransformer (function small.doubled).",
        problem.why());
    assertTrue(problem.remedy().contains("slipway import " + file + " --python"), problem.remedy());
    assertFalse(Files.exists(onnx()), "nothing is left");
  }

  @Test
  void whatHoldsNoModelIsRefused() throws Exception {
    assertEquals(
        "The obstacle is: a pickle that holds no estimator.",
        refused(file("\u0080\u0002]q\u0000.")).why());
    assertEquals(
        "The obstacle is: posix.system.", refused(file("cposix\nsystem\n(S'echo boo'\ntR.")).why());
  }

  @Test
  void aFileThatIsCutOffIsNamedSo() throws Exception {
    byte[] whole = Files.readAllBytes(FIXTURES.resolve("penguins.joblib"));
    Path file = folder.resolve("cut.joblib");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertEquals("model.truncated", refused(file).code().id());
  }

  @Test
  void attributesThatNoLibraryWritesAreAnObstacleAndNoCrash() throws Exception {
    Path file = file("csklearn.ensemble._stacking\nStackingClassifier\n)\u0081}S'classes_'\n]sb.");

    assertEquals(
        List.of("attributes that do not go together: NoSuchElementException"),
        SklearnImport.obstacles(Instance.root(PickleFile.read(file)).orElseThrow()));
  }

  private Path file(String latin) throws Exception {
    return Files.write(folder.resolve("model.pkl"), latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Problem refused(Path file) {
    return assertThrows(ProblemException.class, () -> convert(file, ParityRows.none())).problem();
  }

  private Origin convert(Path file, ParityRows rows) throws Exception {
    return SklearnImport.convert(file, onnx(), rows, Progress.NONE);
  }

  private Path onnx() {
    return folder.resolve("converted.onnx");
  }
}
