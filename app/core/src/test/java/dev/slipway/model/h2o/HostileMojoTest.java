// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.Mutants;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever an archive that claims to be H2O's holds, it ends as a model or as a problem, and
/// leaves no file.
final class HostileMojoTest {

  private static final String TREE = "trees/t00_000.bin";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gbm-binomial", "drf-multinomial", "glm-multinomial"})
  @Timeout(60)
  void endsAsAModelOrAProblem(String name) throws IOException {
    mutate(name, 120, 4, 31);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gbm-binomial", "drf-multinomial", "glm-multinomial", "glm-tweedie"})
  @Tag("nightly")
  void endsAsAModelOrAProblemManyThousandTimes(String name) throws IOException {
    mutate(name, 10_000, 1_000, 32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gbm-binomial|n_trees = 6|n_trees = 100000000|no number up to 100000",
        "gbm-binomial|n_columns = 6|n_columns = 9|it names 6 of 9",
        "gbm-binomial|n_features = 5|n_features = 0|it takes 0",
        "gbm-binomial|distribution = bernoulli|distribution = custom|distribution custom",
        "gbm-binomial|mojo_version = 1.4|mojo_version = 1.0|MOJO version 1.0",
        "gbm-binomial|algo = gbm|algo = deeplearning|algorithm Gradient Boosting Machine",
        "gbm-binomial|n_domains = 3|offset_column = weight|offset_column weight",
        "gbm-binomial|0: 40 d000.txt|0: 40 ../../../../etc/passwd|it lacks domains/../../",
        "gbm-binomial|0: 40 d000.txt|0: 41 d000.txt|has 40 texts, not 41",
        "gbm-binomial|genmodel_encoding = AUTO|genmodel_encoding = Eigen|categorical_encoding"
            + " Eigen",
        "glm-multinomial|family = multinomial|family = ordinal|family ordinal",
        "glm-multinomial|cat_offsets = [|cat_offsets = [7, |coefficients do not fit",
        "glm-multinomial|beta = [|beta = [x, |beta = x",
      })
  void namesWhatIsInTheWay(String name, String from, String to, String why) throws IOException {
    Map<String, byte[]> entries = entries(name);
    String info = new String(entry(entries, "model.ini"), StandardCharsets.UTF_8);
    assertTrue(info.contains(from), info);
    entries.put("model.ini", info.replace(from, to).getBytes(StandardCharsets.UTF_8));

    assertTrue(problem(entries).why().contains(why), problem(entries).why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // a length of a left part that is no length
        "03 02 00 02 00 00 80 3f ff ff ff ff|a part of -1 bytes",
        "00 02 00 02 00 00 80 3f 00 70 02 00 02 00 00 80 3f 00 00 00 00 00 00 00 00|is reached"
            + " twice",
        "00 02 00 02 00 00 80 3f ff|a part of 255 bytes",
        "04 02 00 02 00 00 80 3f 00|in an old way",
        "21 02 00 02 00 00 80 3f 00|length kind 33",
        "3c 00 00 02 00 00 ff ff ff 7f 00 00|a set of 2147483647 categories",
        "30 63 00 02 00 00 80 3f 00 00 00 00 00 00 00 00|before byte",
        "70 63 00 02 00 00 80 3f 00 00 00 00 00 00 00 00|column 99 of 5",
        "|before byte 3",
      })
  void trustsNoTree(String hex, String why) throws IOException {
    Map<String, byte[]> entries = entries("gbm-binomial");
    String bare = hex == null ? "" : hex.replace(" ", "");
    byte[] tree = new byte[bare.length() / 2];
    for (int i = 0; i < tree.length; i++) {
      tree[i] = (byte) Integer.parseInt(bare, 2 * i, 2 * i + 2, 16);
    }
    entries.put(TREE, tree);

    assertTrue(problem(entries).why().contains(why), problem(entries).why());
  }

  @Test
  void answersWithNoFewerTreesThanItClaims() throws IOException {
    Map<String, byte[]> entries = entries("gbm-binomial");
    entries.remove("trees/t00_003.bin");

    assertTrue(
        problem(entries).why().contains("it lacks the trees of round 3"), problem(entries).why());
  }

  @Test
  @Timeout(30)
  void isNotFilledByAnArchiveThatUnpacksWithoutEnd() throws IOException {
    Path file = folder.resolve("m.zip");
    byte[] zeros = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      zip.setLevel(1);
      zip.putNextEntry(new ZipEntry("model.ini"));
      for (int i = 0; i < 257; i++) {
        zip.write(zeros);
      }
      zip.putNextEntry(new ZipEntry("domains/d000.txt"));
    }
    assertTrue(Files.size(file) < 2 << 20, "a small file");

    assertEquals("Reading it as an H2O MOJO: it unpacks to more than 256 MB.", problem(file).why());
  }

  /// A list of lines takes many times what the lines do.
  @Test
  void isNotFilledByLinesWithoutEnd() throws IOException {
    Map<String, byte[]> entries = entries("gbm-binomial");
    byte[] lines = new byte[1_000_002];
    Arrays.fill(lines, (byte) '\n');
    entries.put("domains/d000.txt", lines);

    assertEquals(
        "Reading it as an H2O MOJO: domains/d000.txt has more than 1000000 lines.",
        problem(entries).why());
  }

  /// Each split goes through all texts of its column, however few bytes it takes.
  @Test
  @Timeout(60)
  void isNotHeldByManySplitsOfAColumnOfManyTexts() throws IOException {
    Map<String, byte[]> entries = entries("gbm-binomial");
    int texts = 200_000;
    String ini = new String(entry(entries, "model.ini"), StandardCharsets.UTF_8);
    entries.put(
        "model.ini",
        ini.replace("0: 40 d000.txt", "0: " + texts + " d000.txt")
            .getBytes(StandardCharsets.UTF_8));
    entries.put(
        "domains/d000.txt",
        IntStream.range(0, texts)
            .mapToObj(i -> "t" + i)
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8));
    entries.put(TREE, leaningTree(600));

    Problem problem = problem(entries);

    assertTrue(problem.why().contains("more than 100000000 categories"), problem.why());
  }

  /// Splits of the first column by a set of 32 bits; each left part is a value.
  private static byte[] leaningTree(int splits) {
    ByteBuffer tree = ByteBuffer.allocate(splits * 12 + 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < splits; i++) {
      boolean last = i == splits - 1;
      // A set of 32 bits, a value to the left, and to the right the next or a value
      tree.put((byte) (8 | 48 | (last ? 0x40 : 0))).putShort((short) 0).put((byte) 2);
      tree.putInt(1).putFloat(1);
    }
    return tree.putFloat(2).array();
  }

  @Test
  void unpacksNothing() throws IOException {
    Map<String, byte[]> entries = entries("gbm-binomial");
    entries.put("../outside.txt", new byte[] {1});
    Path file = zipped(entries);
    ends(file);

    assertEquals(List.of(file), files(folder));
    assertTrue(Files.notExists(folder.resolveSibling("outside.txt")));
  }

  private void mutate(String name, int read, int converted, long seed) throws IOException {
    Map<String, byte[]> sound = entries(name);
    List<String> names =
        sound.keySet().stream().filter(key -> !key.startsWith("experimental")).toList();
    var random = new Random(seed);
    int models = 0;
    for (int i = 0; i < read + converted; i++) {
      Map<String, byte[]> mutant = new TreeMap<>(sound);
      String key = names.get(random.nextInt(names.size()));
      if (entry(sound, key).length > 8) {
        mutant.put(key, Mutants.of(entry(sound, key), random));
      }
      Path file = zipped(mutant);
      models += (i < read ? ends(file) : converts(file)) ? 1 : 0;
    }
    assertTrue(models > 0 && models < read, models + " of " + read);
  }

  private static boolean ends(Path file) throws IOException {
    try {
      ForeignModel.recognise(file).orElseThrow().read();
      return true;
    } catch (ProblemException expected) {
      return false;
    }
  }

  private boolean converts(Path file) {
    try {
      return ForeignModel.recognise(file)
          .orElseThrow()
          .convert(folder.resolve("m.onnx"), Progress.NONE)
          .parity()
          .holds();
    } catch (ProblemException expected) {
      return false;
    }
  }

  private Problem problem(Map<String, byte[]> entries) throws IOException {
    return problem(zipped(entries));
  }

  private static Problem problem(Path file) {
    var foreign = ForeignModel.recognise(file).orElseThrow();
    return assertThrows(ProblemException.class, foreign::read).problem();
  }

  private Path zipped(Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve("m.zip");
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      zip.setLevel(0);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }

  private static Map<String, byte[]> entries(String name) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    var in = HostileMojoTest.class.getResourceAsStream("/models/h2o/" + name + ".zip");
    try (var zip = new ZipInputStream(Objects.requireNonNull(in, name))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
