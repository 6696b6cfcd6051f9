// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a file of another library holds, it ends as a model that answers like its original, or
/// as a problem: no other exception, no hang.
final class HostileTreesTest {

  /// What a hostile hand would write instead of a number.
  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "0",
          "1",
          "2",
          "7",
          "99999999",
          "2147483647",
          "-2147483648",
          "1e308",
          "-0.0",
          "nan");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"xgboost.json", "xgboost.ubj", "lightgbm.txt"})
  @Timeout(120)
  void endsAsAModelOrAProblem(String model) throws IOException {
    mutate(model, 200, 11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xgboost.json", "xgboost.ubj", "lightgbm.txt"})
  @Tag("nightly")
  void endsAsAModelOrAProblemTenThousandTimes(String model) throws IOException {
    mutate(model, 10_000, 12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xgboost.json|\"left_children\":[1,|\"left_children\":[0,|node 0 is reached twice",
        "xgboost.json|\"num_feature\":\"4\"|\"num_feature\":\"2\"|names 4 of 2 features",
        "xgboost.json|\"name\":\"multi:softprob\"|\"name\":\"mine:own\"|objective mine:own",
        "xgboost.json|\"name\":\"gbtree\"|\"name\":\"gblinear\"|booster gblinear",
        "xgboost.json|\"size_leaf_vector\":\"1\"|\"size_leaf_vector\":\"3\"|multi_output_tree",
        "xgboost.json|\"tree_info\":[0,|\"tree_info\":[9,|adds to score 9.0 of 3",
        "xgboost.json|\"base_score\":\"[|\"base_score\":\"[x|base_score is",
        "lightgbm.txt|end of trees|end of peas|do not end with",
        "lightgbm.txt|objective=multiclass|objective=mine|objective=mine",
        "lightgbm.txt|is_linear=0|is_linear=1|linear_tree",
        "lightgbm.txt|left_child=1|left_child=0|is reached twice",
        "lightgbm.txt|version=v4|version=v9|version=v9",
      })
  void namesWhatIsInTheWay(String model, String from, String to, String why) throws IOException {
    String text = new String(bytes(model), StandardCharsets.UTF_8);
    assertTrue(text.contains(from), from);
    byte[] changed = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    try {
      convert(model, changed);
    } catch (ProblemException e) {
      assertTrue(e.problem().why().contains(why), e.problem().why());
      return;
    }
    throw new AssertionError("converted");
  }

  private void mutate(String model, int mutants, long seed) throws IOException {
    byte[] sound = bytes(model);
    var random = new Random(seed);
    int converted = 0;
    int refused = 0;
    for (int i = 0; i < mutants; i++) {
      try {
        convert(model, mutant(sound, model.endsWith("ubj"), random));
        converted++;
      } catch (ProblemException expected) {
        refused++;
      }
    }
    assertEquals(mutants, converted + refused);
    assertTrue(converted > mutants / 50 && refused > mutants / 20, converted + " converted");
  }

  private void convert(String model, byte[] bytes) throws IOException, ProblemException {
    Path file = Files.write(folder.resolve(model), bytes);
    var foreign = ForeignModel.recognise(file);
    if (foreign.isEmpty()) {
      ModelIntake.open(file);
    } else {
      assertTrue(
          foreign.get().convert(folder.resolve("model.onnx"), Progress.NONE).parity().holds());
    }
  }

  private static byte[] mutant(byte[] sound, boolean binary, Random random) {
    byte[] mutant = sound.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(Math.max(1, mutant.length - 12));
      switch (random.nextInt(binary ? 3 : 5)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt(256);
        case 2 -> mutant = random.nextInt(4) == 0 ? Arrays.copyOf(mutant, Math.max(2, at)) : mutant;
        default -> mutant = otherNumber(mutant, at, random);
      }
    }
    return mutant;
  }

  /// Puts another number in the place of the next one.
  private static byte[] otherNumber(byte[] text, int from, Random random) {
    String all = new String(text, StandardCharsets.ISO_8859_1);
    int begin = from;
    while (begin < all.length() && !Character.isDigit(all.charAt(begin))) {
      begin++;
    }
    int end = begin;
    while (end < all.length() && Character.isDigit(all.charAt(end))) {
      end++;
    }
    String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
    String changed = all.substring(0, begin) + number + all.substring(end);
    return changed.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String model) throws IOException {
    try (InputStream in = HostileTreesTest.class.getResourceAsStream("/models/" + model)) {
      if (in == null) {
        throw new IllegalStateException("the tests lack " + model);
      }
      return in.readAllBytes();
    }
  }
}
