// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders that lead astray, swell, or say what no library says: each costs a problem, and nothing
/// outside of the folder is read.
final class HostileFolderTest {

  private static final String SECRET = "the password is swordfish";

  @TempDir Path parent;

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret.txt", "/etc/hostname", "a/../../secret.txt", "\"mo\\u001bdel.onnx\""})
  void refusesAModelThatLiesOutsideOfTheFolder(String name) throws Exception {
    Files.writeString(parent.resolve("secret.txt"), SECRET);
    Path folder = mlflow("flavors: {onnx: {data: " + name + "}}");

    Problem refused = refused(folder);

    assertEquals("model.folder-escape", refused.code().id());
    assertFalse(refused.toString().contains("\u001b"), refused.toString());
  }

  @Test
  void followsNoLinkOutOfTheFolder() throws Exception {
    Path secret = Files.writeString(parent.resolve("secret.txt"), SECRET);
    Path folder = mlflow("flavors: {onnx: {data: model.onnx}}");
    Files.createSymbolicLink(folder.resolve("model.onnx"), secret);
    Path hub = Files.createDirectories(parent.resolve("hub"));
    Files.writeString(hub.resolve("config.json"), "{\"model_type\": \"bert\"}");
    Files.writeString(hub.resolve("model.onnx"), "bytes");
    Files.createSymbolicLink(hub.resolve("README.md"), secret);

    assertEquals("model.folder-escape", refused(folder).code().id());
    assertEquals("model.folder-escape", refused(hub).code().id());
    assertEquals(
        "hub names a file that is none of its own: README.md. It is a link out of the folder.",
        ModelFolder.provenance(hub.resolve("model.onnx")).get("unread"));
  }

  /// The client of the hub keeps what it downloads once, and links to it.
  @Test
  void followsTheLinksOfTheHubsOwnCache() throws Exception {
    Path cache = parent.resolve("models--me--mine");
    Path blobs = Files.createDirectories(cache.resolve("blobs"));
    Path snapshot = Files.createDirectories(cache.resolve("snapshots/1a2b"));
    Files.writeString(blobs.resolve("c"), "{\"model_type\": \"bert\"}");
    Files.writeString(blobs.resolve("m"), "bytes");
    Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/c"));
    Files.createSymbolicLink(snapshot.resolve("model.onnx"), Path.of("../../blobs/m"));

    assertEquals(snapshot.resolve("model.onnx"), ModelFolder.file(snapshot));
  }

  static Stream<String> swelling() {
    String laughs =
        IntStream.range(1, 30)
            .mapToObj(i -> "a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)))
            .reduce("a0: &a0 [ha, ha]\n", String::concat);
    return Stream.of(
        laughs,
        "[".repeat(200_000),
        "- ".repeat(200_000),
        "a: &a [*a]",
        "a: *nothing",
        "flavors: {onnx: {data: x}}\nflavors: {}",
        "x".repeat(9 << 20),
        "- a\n".repeat(60_000),
        "\u0000\u0001",
        "a: b: c",
        "- just a list");
  }

  @ParameterizedTest
  @MethodSource("swelling")
  void endsWithAProblemWhateverStandsInTheYaml(String text) throws Exception {
    Path folder = mlflow(text);

    Problem refused = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> refused(folder));

    assertTrue(refused.code().id().startsWith("model.folder-"), refused.toString());
    assertTrue(refused.toString().length() < 2_000, refused.toString());
  }

  @Test
  void endsWithAProblemWhereJsonIsNestedWithoutEnd() throws Exception {
    Path folder = mlflow("flavors: {onnx: {data: model.onnx}}");
    Files.writeString(folder.resolve("model.onnx"), "bytes");
    Files.writeString(folder.resolve("input_example.json"), "[".repeat(100_000));

    FolderModel read = ModelFolder.open(folder, Optional.empty());

    assertTrue(
        read.says().missing().stream().anyMatch(text -> text.contains("input_example.json cannot")),
        read.says().missing().toString());
  }

  /// Each of its rows has a value for each of its columns, whether it is written or not.
  @Test
  void isNotFilledByAnExampleOfManyColumnsAndManyRows() throws Exception {
    Path folder = mlflow("flavors: {onnx: {data: model.onnx}}");
    Files.writeString(folder.resolve("model.onnx"), "bytes");
    String columns =
        IntStream.range(0, 100_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    Files.writeString(
        folder.resolve("input_example.json"),
        "{\"columns\": [%s], \"data\": [%s[]]}".formatted(columns, "[],".repeat(1_000_000)));

    FolderModel read =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> ModelFolder.open(folder, Optional.empty()));

    Example.Rows rows = (Example.Rows) read.says().example().orElseThrow();
    assertEquals(8, rows.rows().size());
  }

  @Test
  void showsNamesOnOneLineWithoutWhatMovesTheCursor() throws Exception {
    Path folder = mlflow("flavors: {onnx: {data: model.onnx}}\nrun_id: \"a\\e[2Jb\\nc\"\n");
    Files.writeString(folder.resolve("model.onnx"), "bytes");

    assertEquals("a [2Jb c", ModelFolder.open(folder, Optional.empty()).provenance().get("run"));
  }

  /// What stands beside a model stops nobody from serving it.
  @Test
  void aFolderThatCannotBeReadIsSaidAndStopsNobody() throws Exception {
    Path folder = mlflow("a: *nothing");

    assertEquals(
        "MLmodel cannot be read. Reading it: an alias stands for what is not there.",
        ModelFolder.provenance(folder.resolve("model.onnx")).get("unread"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"models:/churn/3", "runs:/4f2c/model", "s3://bucket/model", "hf://a/b"})
  void saysOfAnAddressHowToFetchIt(String address) {
    Problem said = ModelFolder.reference(Path.of(address)).orElseThrow();

    assertTrue(said.what().startsWith(address + " is an address"), said.what());
    assertEquals(
        address.startsWith("s3") || address.startsWith("hf") ? 0 : 1,
        Stream.of(said.remedy())
            .filter(text -> text.contains("mlflow artifacts download"))
            .count());
  }

  /// Systems list files in any order: which of too many are read must not depend on it.
  @Test
  void readsTheFirstOfTheAlphabetOfTooManyFiles() throws Exception {
    Path params = Files.createDirectories(parent.resolve("params"));
    for (int i = 2_100; i > 0; i--) {
      Files.createFile(params.resolve("p%04d".formatted(i)));
    }

    List<String> found = new FolderFiles(parent).in("params");

    assertEquals(2_000, found.size());
    assertEquals(List.of("p0001", "p2000"), List.of(found.getFirst(), found.getLast()));
  }

  private static Problem refused(Path folder) {
    return assertThrows(ProblemException.class, () -> ModelFolder.open(folder, Optional.empty()))
        .problem();
  }

  private Path mlflow(String text) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("model"));
    Files.writeString(folder.resolve("MLmodel"), text);
    return folder;
  }
}
