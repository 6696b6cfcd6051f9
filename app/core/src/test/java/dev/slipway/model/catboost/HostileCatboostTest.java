// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Mutants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a file that claims to be CatBoost's holds, it ends as a model or as a problem.
final class HostileCatboostTest {

  /// A model with categories.
  private static final Contents SOUND = RandomModel.draw(4);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(60)
  void endsAsAModelOrAProblem(boolean json) throws IOException {
    mutate(json, 800, 25, 21);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("nightly")
  void endsAsAModelOrAProblemManyThousandTimes(boolean json) throws IOException {
    mutate(json, 20_000, 2_000, 22);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4|ffffff7f|its trees take 2147483647 bytes",
        "8|ffffff7f|an offset leads to byte",
        "8|00000000|its format is",
        "0|43424d31|its format is",
      })
  void trustsNoOffset(int at, String hex, String why) throws IOException {
    byte[] bytes = CbmWriter.write(SOUND);
    for (int i = 0; i < hex.length() / 2; i++) {
      bytes[at + i] = (byte) Integer.parseInt(hex, 2 * i, 2 * i + 2, 16);
    }
    if (at == 0) {
      bytes = replaced(bytes, "FlabuffersModel_v1", "FlatbuffersModelv2");
    }
    assertTrue(problem(bytes).why().contains(why), problem(bytes).why());
  }

  @Test
  void isNotFilledByOneVectorThatIsNamedAThousandTimes() throws IOException {
    // A table of 2000 features, each of which is the same table with the same 2000 borders
    int features = 2000;
    ByteBuffer file = ByteBuffer.allocate(60_000).order(ByteOrder.LITTLE_ENDIAN);
    file.put("CBM1".getBytes(StandardCharsets.US_ASCII)).putInt(59_992);
    ByteBuffer core = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    core.putInt(0, 16);
    vtable(core, 4, 12, 4, 8);
    table(core, 16, 4);
    offset(core, 20, 40);
    core.putInt(40, 18);
    core.put(44, "FlabuffersModel_v1".getBytes(StandardCharsets.US_ASCII));
    offset(core, 24, 112);
    vtable(core, 80, 20, 0, 0, 0, 0, 0, 4);
    table(core, 112, 80);
    offset(core, 116, 200);
    core.putInt(200, features);
    for (int i = 0; i < features; i++) {
      offset(core, 204 + 4 * i, 20_016);
    }
    vtable(core, 20_000, 12, 0, 0, 0, 4);
    table(core, 20_016, 20_000);
    offset(core, 20_020, 20_100);
    core.putInt(20_100, 2000);
    assertEquals(
        "Reading it as a CatBoost binary model: its parts overlap.", problem(file.array()).why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`split_index`:0|`split_index`:99|it asks question 99 of 2",
        "`split_index`:0|`split_index`:-1|asks question -1",
        "`borders`:[1,2]|`borders`:[2,1]|do not ascend",
        "`leaf_values`:[1,2]|`leaf_values`:[1,2,3]|has 3 leaf values for 1 splits",
        "`leaf_values`:[1,2]|`leaf_values`:[1,`x`]|a leaf value is",
        "`RMSE`|`Mine`|loss_function Mine",
        "`float_features`|`ctrs`:[{`elements`:[{`cat_feature_index`:0}]}],`float_features`"
            + "|a statistic of the target (CTR) of category 0",
        "`float_features`|`text_features`:[{`feature_index`:0,`flat_feature_index`:7,"
            + "`feature_id`:`review`}],`float_features`|text features review",
        "`scale_and_bias`:[1,[0]]|`scale_and_bias`:[1,[0,1]]|2 biases for 1 scores",
        "`trees`:1|`trees`:1,`trees`:2|Duplicate",
        "}|}x|Unrecognized token",
      })
  void namesWhatIsInTheWay(String from, String to, String why) throws IOException {
    String text =
        """
        {`features_info`:{`float_features`:
           [{`feature_index`:0,`flat_feature_index`:0,`borders`:[1,2]}]},
         `model_info`:{`params`:{`loss_function`:{`type`:`RMSE`}}},
         `oblivious_trees`:[{`splits`:[{`split_index`:0}],`leaf_values`:[1,2]}],
         `scale_and_bias`:[1,[0]],`trees`:1}
        """;
    int at = from.equals("}") ? text.lastIndexOf(from) : text.indexOf(from);
    String changed = text.substring(0, at) + to + text.substring(at + from.length());
    byte[] bytes = changed.replace('`', '"').getBytes(StandardCharsets.UTF_8);
    assertTrue(problem(bytes).why().contains(why), problem(bytes).why());
  }

  @Test
  void asksForTheTextsOfCategoriesWhereAFileHasHashesOnly() throws IOException {
    Problem problem = problem(CbmWriter.write(Categories.of("red", "green").withoutTexts()));

    assertTrue(problem.why().contains("the categories of colour"), problem.why());
    assertTrue(problem.remedy().contains("pool=Pool("), problem.remedy());
  }

  @Test
  void findsTheTextsOfCodes() throws Exception {
    Path file = Files.write(folder.resolve("m"), CbmWriter.write(codes()));
    var model = ForeignModel.recognise(file).orElseThrow().read();

    assertEquals("[[1, 2, 17]]", model.ensemble().input().texts().toString());
    assertEquals(
        "The file holds only hashes of colour; they are those of 1, 2, 17.",
        model.notes().getFirst());
  }

  private static Contents codes() {
    return Categories.of("1", "2", "17").withoutTexts();
  }

  @Test
  void refusesATextThatHasAnotherHash() throws IOException {
    Contents lying = Categories.of("red", "green").withTexts("red", "blue");

    assertTrue(
        problem(CbmWriter.write(lying)).why().contains("does not have the hash"),
        "the second text");
  }

  @Test
  void endsOnTreesNestedTooDeep() throws IOException {
    String deep = "{\"split\":{\"split_index\":0},\"right\":{\"value\":1},\"left\":".repeat(5000);
    String text = "{\"features_info\":{},\"trees\":[" + deep;

    assertTrue(problem(text.getBytes(StandardCharsets.UTF_8)).why().contains("nesting depth"));
  }

  /// Leaves may share values: few bytes claim many.
  @Test
  @Timeout(60)
  void isNotFilledByLeavesThatShareTheirValues() throws IOException {
    int nodes = 2_001;
    int dimension = 20_000;
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    for (int i = 0; i < nodes - 2; i += 2) {
      left[i] = 1;
      right[i] = 2;
    }
    var forest =
        new Contents.Forest(
            dimension,
            new int[nodes],
            new int[] {nodes},
            new int[] {0},
            left,
            right,
            new int[nodes],
            new double[dimension]);
    var contents =
        new Contents(
            "CBM",
            Map.of(),
            List.of(
                new Contents.Quantity(
                    new Contents.Place(0, 0, Optional.of("a")),
                    new float[] {0},
                    false,
                    Contents.Missing.AS_IS)),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            forest,
            new Contents.Scaling(1, new double[dimension]));

    Problem problem = problem(CbmWriter.write(contents));

    assertTrue(problem.why().contains("more than 20000000 values"), problem.why());
  }

  /// Each was looked for among all others.
  @Test
  @Timeout(20)
  void findsTheTextsOfManyCategoriesAtOnce() throws Exception {
    List<String> known = IntStream.range(0, 60_000).mapToObj(i -> "category " + i).toList();
    int[] hashes = known.stream().mapToInt(CityHash::category).toArray();
    var oneHot = new Contents.OneHot(0, hashes, known);
    var used = new BitSet();
    used.set(0, hashes.length);

    List<String> texts = new CategoryTexts(SOUND).of(oneHot, used, "kind");
    Map<Integer, Integer> places = CategoryTexts.places(texts);

    assertEquals(known, texts);
    assertEquals(59_999, places.get(hashes[59_999]));
  }

  private void mutate(boolean json, int read, int converted, long seed) throws IOException {
    byte[] sound =
        json ? JsonWriter.write(SOUND).getBytes(StandardCharsets.UTF_8) : CbmWriter.write(SOUND);
    var random = new Random(seed);
    int models = 0;
    for (int i = 0; i < read; i++) {
      models += ends(Mutants.of(sound, random)) ? 1 : 0;
    }
    assertTrue(models > read / 100 && models < read, models + " of " + read);
    for (int i = 0; i < converted; i++) {
      convert(Mutants.of(sound, random));
    }
  }

  /// Whether it is a model; anything but a problem else is an error.
  private boolean ends(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("m"), bytes);
    try {
      var foreign = ForeignModel.recognise(file);
      if (foreign.isEmpty()) {
        ModelIntake.open(file);
        return false;
      }
      foreign.get().read();
      return true;
    } catch (ProblemException expected) {
      return false;
    }
  }

  private void convert(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("m"), bytes);
    try {
      var foreign = ForeignModel.recognise(file);
      if (foreign.isPresent()) {
        assertTrue(foreign.get().convert(folder.resolve("m.onnx"), Progress.NONE).parity().holds());
      }
    } catch (ProblemException expected) {
      assertTrue(expected.problem().code().id().startsWith("model."));
    }
  }

  private Problem problem(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("m"), bytes);
    var foreign = ForeignModel.recognise(file).orElseThrow();
    return assertThrows(ProblemException.class, foreign::read).problem();
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void vtable(ByteBuffer core, int at, int size, int... fields) {
    core.putShort(at, (short) (4 + 2 * fields.length)).putShort(at + 2, (short) size);
    for (int i = 0; i < fields.length; i++) {
      core.putShort(at + 4 + 2 * i, (short) fields[i]);
    }
  }

  private static void table(ByteBuffer core, int at, int vtable) {
    core.putInt(at, at - vtable);
  }

  private static void offset(ByteBuffer core, int at, int target) {
    core.putInt(at, target - at);
  }

  /// A model that asks which of some texts a colour is.
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  private record Categories(String[] texts) {
    static Categories of(String... texts) {
      return new Categories(texts);
    }

    Contents withoutTexts() {
      return withTexts();
    }

    Contents withTexts(String... given) {
      int[] hashes = Arrays.stream(texts).mapToInt(CityHash::category).toArray();
      int[] splits = new int[texts.length];
      Arrays.setAll(splits, i -> i);
      return new Contents(
          "CBM",
          Map.of(),
          List.of(),
          List.of(new Contents.Category(new Contents.Place(0, 0, Optional.of("colour")))),
          List.of(new Contents.OneHot(0, hashes, List.of(given))),
          List.of(),
          Map.of(),
          new Contents.Forest(
              1,
              splits,
              new int[] {texts.length},
              new int[] {0},
              new int[0],
              new int[0],
              new int[0],
              new double[1 << texts.length]),
          new Contents.Scaling(1, new double[] {0}));
    }
  }
}
