// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.model.MalformedException;
import dev.slipway.model.isolated.IsolatedRuntime;
import dev.slipway.model.isolated.Limits;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.Predictor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// ONNX's own conformance cases, as Debian's package libonnx-testdata has them: each is described;
/// each gives the expected answers, or a problem that names its cause.
@Tag("tools")
final class ConformanceTest {

  private static final Path DATA = Path.of("/usr/share/libonnx-testdata/data");
  private static final String PASSED = "passed";

  private static final Limits LIMITS =
      new Limits(Bytes.mebibytes(2048), Duration.ofSeconds(60), Duration.ofSeconds(60));

  private final IsolatedRuntime runtime = new IsolatedRuntime();

  @TempDir Path scratch;

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  @Timeout(300)
  void answersTheConformanceCasesOrSaysWhyNot() throws Exception {
    SortedMap<String, Integer> counts = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    List<Path> folders = cases();
    for (Path folder : folders) {
      String outcome = outcome(new ConformanceCase(folder), refused);
      counts.merge(outcome, 1, Integer::sum);
    }
    Files.write(Path.of("target", "conformance-refused.txt"), refused);
    System.out.println("Conformance: " + folders.size() + " cases, by outcome: " + counts);

    assertEquals(1_428, folders.size());
    assertTrue(counts.getOrDefault(PASSED, 0) >= 0.92 * folders.size(), counts.toString());
    assertEquals(List.of(), worse(counts, recorded()), "see target/conformance-refused.txt");
  }

  private String outcome(ConformanceCase one, List<String> refused)
      throws IOException, MalformedException {
    try {
      assertEquals(one.model(), one.describe().model().path());
      one.run(this::open, scratch);
      return PASSED;
    } catch (ProblemException e) {
      refused.add(one.name() + "\t" + e.problem().code() + "\t" + e.problem().why());
      return e.problem().code().id();
    }
  }

  private Predictor open(Path model) throws ProblemException {
    return runtime.open(model, ModelSettings.withThreads(1), LIMITS);
  }

  /// Fewer passed, or more of a cause, than the table has.
  private static List<String> worse(Map<String, Integer> counts, Map<String, Integer> recorded) {
    List<String> worse = new ArrayList<>();
    counts.forEach((outcome, count) -> {
      int before = recorded.getOrDefault(outcome, 0);
      if (outcome.equals(PASSED) ? count < before : count > before) {
        worse.add("%s: %d, the table has %d".formatted(outcome, count, before));
      }
    });
    return worse;
  }

  private static Map<String, Integer> recorded() throws IOException {
    try (var table = ConformanceTest.class.getResourceAsStream("conformance.txt")) {
      assertTrue(table != null, "the table conformance.txt is missing");
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .collect(Collectors.toMap(words -> words[0], words -> Integer.valueOf(words[1])));
    }
  }

  private static List<Path> cases() throws IOException {
    assertTrue(Files.isDirectory(DATA), "needs Debian's package libonnx-testdata");
    try (Stream<Path> all = Files.find(DATA, 3, (path, _) -> path.endsWith("model.onnx"))) {
      return all.map(Path::getParent).sorted().toList();
    }
  }
}
