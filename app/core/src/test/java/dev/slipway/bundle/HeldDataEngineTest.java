// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Altered;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.GeneratedFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is exported by an installed Slipway, which holds the data engine for its own processor
/// alone.
final class HeldDataEngineTest {

  @TempDir Path temp;

  /// What a Slipway scores with, whose engine's jar has the libraries for these processors.
  private List<RuntimeFile> scorer(List<String> processors) throws Exception {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put("org/duckdb/DuckDBDriver.class", "a class".getBytes(UTF_8));
    entries.put("libduckdb_java.so_osx_universal", "of another system".getBytes(UTF_8));
    processors.forEach(
        each -> entries.put("libduckdb_java.so_linux_" + each, ("for " + each).getBytes(UTF_8)));
    Path engine = temp.resolve("duckdb_jdbc-1.0.jar");
    Files.write(engine, ServingRuntime.jar(entries).bytes());
    String own = System.getProperty("java.class.path");
    List<Path> classPath =
        Stream.concat(Stream.of(engine), Stream.of(own.split(File.pathSeparator)).map(Path::of))
            .toList();
    return ScoringRuntime.files(ServingRuntime.of(classPath), Exported.runtime());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "amd64", "arm64", "amd64 arm64"})
  void theDataEnginesLibrariesAreThoseOfItsJar(String held) throws Exception {
    List<String> processors = Stream.of(held.split(" ")).filter(each -> !each.isEmpty()).toList();

    List<String> libraries = new ArrayList<>();
    for (RuntimeFile file : scorer(processors)) {
      if (!file.kind().equals("scorer")) {
        libraries.add(file.kind() + " " + file.name() + " " + text(file.content()));
      }
    }

    assertEquals(
        processors.stream()
            .map(each -> "data-engine-%1$s libduckdb_java.so_linux_%1$s for %1$s".formatted(each))
            .toList(),
        libraries);
  }

  private static String text(GeneratedFile.Content content) {
    return new String(content.bytes(), UTF_8);
  }

  /// @param held the processors that this Slipway has the data engine for
  /// @param architectures those that the images are for, as the option of `docker` names them
  private List<GeneratedFile> exported(List<String> held, String architectures) throws Exception {
    List<RuntimeFile> runtime = new ArrayList<>(Voyager.input().runtime());
    runtime.addAll(scorer(held));
    return Exported.files(
        Altered.of(
            BatchBundle.untouched(Map.of("docker", Map.of("architectures", architectures))),
            "runtime",
            runtime),
        List.of("batch"));
  }

  @ParameterizedTest
  @CsvSource({"amd64, arm64", "arm64, amd64"})
  void anImageForAProcessorWhoseDataEngineIsNotHeldIsRefusedWithTheCommandThatHelps(
      String held, String lacking) {
    Problem expected =
        Problem.environment(
            "bundle.another-processor",
            "The target batch needs the data engine for %s, which this Slipway does not hold."
                .formatted(lacking),
            "An installed Slipway holds it for its own processor alone, which is %s."
                .formatted(held),
            ("Export with Slipway from its sources, which holds it for both processors, or let the"
                    + " images be for %1$s alone: slipway set PROJECT"
                    + " release.options.docker.architectures=%1$s")
                .formatted(held));

    for (String asked : List.of("amd64,arm64", lacking)) {
      assertEquals(
          expected,
          assertThrows(ProblemException.class, () -> exported(List.of(held), asked)).problem());
    }
  }

  @Test
  void aSlipwayForAnotherSystemThanLinuxSendsToItsSources() {
    assertEquals(
        Problem.environment(
            "bundle.another-processor",
            "The target batch needs the data engine for amd64, which this Slipway does not hold.",
            "An installed Slipway holds it for its own system alone, and images run on Linux.",
            "Export with Slipway from its sources, which holds it for both processors."),
        assertThrows(ProblemException.class, () -> exported(List.of(), "amd64")).problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "arm64"})
  void theTargetBatchIsExportedForTheProcessorWhoseDataEngineIsHeld(String own) throws Exception {
    List<GeneratedFile> libraries =
        exported(List.of(own), own).stream()
            .filter(file -> file.path().matches("batch/image/(native|data-engine)/.*"))
            .toList();

    assertEquals(
        List.of(
            "batch/image/data-engine/%1$s/libduckdb_java.so_linux_%1$s".formatted(own),
            "batch/image/native/%s/libonnxruntime.so".formatted(own)),
        libraries.stream().map(GeneratedFile::path).toList());
    assertEquals("for " + own, text(libraries.getFirst().content()));
  }
}
