// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.ChildJvm;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.Origin;
import dev.slipway.model.ParityRows;
import dev.slipway.model.tribuo.Trained;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;

/// A file that takes down what converts it costs a problem; the application lives, loads no library
/// of models itself, and keeps nothing.
@Timeout(300)
final class IsolatedConversionTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Bytes HEAP = Bytes.mebibytes(64);

  @TempDir Path folder;

  @Test
  void loadsNoLibraryOfModelsIntoTheApplication() throws Exception {
    Path boosted = boosted();
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Process application =
        new ChildJvm(ImportingMain.class.getName(), scratch)
            .start(
                List.of(),
                List.of(
                    onnx().toString(),
                    boosted.toString(),
                    resource("xgboost.json").toString(),
                    resource("lightgbm.txt").toString()));

    String said = new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(
        List.of("Tribuo protobuf", "XGBoost 3.4.0, JSON", "LightGBM text, format v4"),
        said.lines().toList(),
        said);
  }

  /// The file is a pipe, whose reader waits for bytes and looks at nothing else.
  @Test
  void endsWithTheApplicationThatIsKilled() throws Exception {
    Path pipe = folder.resolve("pipe.tribuo");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Process application =
        new ChildJvm(ImportingMain.class.getName(), scratch)
            .start(List.of(), List.of(onnx().toString(), pipe.toString()));

    // Opens when somebody reads it
    try (OutputStream _ = Files.newOutputStream(pipe, StandardOpenOption.WRITE)) {
      List<ProcessHandle> children = application.descendants().toList();
      ChildJvm.end(application);

      assertEquals(1, children.size());
      children.getFirst().onExit().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void triesTheConversionOnTheRowsThatTheApplicationReads() throws Exception {
    Path file = folder.resolve("tree.tribuo");
    Trained.save(new CARTClassificationTrainer(3).train(Trained.penguins()), file);
    List<List<String>> asked = new ArrayList<>();
    ParityRows rows =
        features -> {
          asked.add(features);
          List<String> row = List.of("NaN", "47.5", "210", "13.1");
          return Optional.of(new ParityRows.Written("birds.csv", List.of(row, row)));
        };

    Origin alone = new IsolatedConversion().convert(file, onnx(), ParityRows.none(), Progress.NONE);
    Origin origin = new IsolatedConversion().convert(file, onnx(), rows, Progress.NONE);

    assertEquals(
        List.of(List.of("bill_depth_mm", "bill_length_mm", "body_mass_g", "flipper_length_mm")),
        asked);
    assertEquals("birds.csv, and made up within the features' ranges", origin.parity().rowsFrom());
    assertEquals(alone.parity().rows() + 2, origin.parity().rows());
    assertTrue(Files.size(onnx()) > 0);
  }

  @Test
  void saysWhatItDoesMeanwhile() throws Exception {
    Path tree = folder.resolve("tree.tribuo");
    Trained.save(new CARTClassificationTrainer(3).train(Trained.penguins()), tree);

    assertEquals(
        List.of(
            "reading xgboost.json",
            "writing the ONNX model",
            "comparing the answers with the original's"),
        done(resource("xgboost.json")));
    assertEquals(
        List.of(
            "reading tree.tribuo",
            "writing the ONNX model",
            "asking the original",
            "comparing the answers with the original's"),
        done(tree));
  }

  /// Each thing that was done, once; how much of the whole is done never becomes less.
  private List<String> done(Path file) throws Exception {
    List<String> doing = new ArrayList<>();
    List<Double> fractions = new ArrayList<>();
    Progress progress =
        (fraction, now) -> {
          doing.add(now);
          fractions.add(fraction);
        };
    new IsolatedConversion().convert(file, onnx(), ParityRows.none(), progress);
    assertEquals(fractions.stream().sorted().toList(), fractions);
    return doing.stream().distinct().toList();
  }

  @Test
  void survivesAProcessThatDies() throws Exception {
    var aborting = new IsolatedConversion(AbortingMain.class.getName(), HEAP, LONG);

    Problem problem = problem(aborting, resource("xgboost.json"));

    assertEquals("model.conversion-crashed", problem.code().id());
    assertEquals("It ended: exit code 134: free(): invalid pointer", problem.why());
  }

  @Test
  void endsAProcessThatNeverAnswers() throws Exception {
    var stuck = new IsolatedConversion(StuckMain.class.getName(), HEAP, Duration.ofMillis(1500));

    Problem problem = problem(stuck, resource("xgboost.json"));

    assertEquals("model.conversion-slow", problem.code().id());
  }

  /// Three bytes of an empty list become a hundred in memory.
  @Test
  void refusesAFileThatGrowsWhenItIsRead() throws Exception {
    Path bomb = folder.resolve("bomb.json");
    Files.writeString(bomb, "{\"learner\":[" + "[],".repeat(6_000_000) + "[]]}");
    var conversion = new IsolatedConversion(ConvertingMain.class.getName(), HEAP, LONG);

    Problem problem = problem(conversion, bomb);

    assertEquals("model.conversion-memory", problem.code().id(), problem.toString());
  }

  @Test
  void everyMutantIsAModelOrAProblem() throws Exception {
    byte[] sound = Files.readAllBytes(boosted());
    var random = new SplittableRandom(5);
    Path file = folder.resolve("mutant.tribuo");
    List<String> ends = new ArrayList<>();
    // The file holds where the rows came from: which bytes change goes by the length of that path.
    for (int i = 0; i < 8 || (i < 80 && Set.copyOf(ends).size() < 2); i++) {
      byte[] mutant = sound.clone();
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      mutant[random.nextInt(mutant.length)] ^= 0x40;
      Files.write(file, mutant);
      try {
        new IsolatedConversion().convert(file, onnx(), ParityRows.none(), Progress.NONE);
        ends.add("a model");
        Files.delete(onnx());
      } catch (ProblemException e) {
        ends.add(e.problem().code().id());
        assertFalse(Files.exists(onnx()));
      }
    }
    assertTrue(ends.contains("a model") && ends.contains("model.tribuo-refused"), ends.toString());
  }

  private Problem problem(IsolatedConversion conversion, Path file) {
    Problem problem =
        assertThrows(
                ProblemException.class,
                () -> conversion.convert(file, onnx(), ParityRows.none(), Progress.NONE))
            .problem();
    assertFalse(Files.exists(onnx()));
    return problem;
  }

  /// With a booster in the form that needs the native library.
  private Path boosted() throws Exception {
    Path file = folder.resolve("boosted.tribuo");
    Trained.save(new XGBoostClassificationTrainer(3).train(Trained.penguins()), file);
    return file;
  }

  private Path onnx() {
    return folder.resolve("converted.onnx");
  }

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = IsolatedConversionTest.class.getResourceAsStream("/models/" + name)) {
      Files.write(file, Objects.requireNonNull(in).readAllBytes());
    }
    return file;
  }
}
