// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.model.isolated.IsolatedRuntime;
import dev.slipway.model.isolated.Limits;
import dev.slipway.serving.predict.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The table of missing kernels is what the pinned runtime says: each operator that the conformance
/// cases have alone in a graph, under each operator set.
@Tag("tools")
final class KernelGapsTest {

  private static final Path DATA = Path.of("/usr/share/libonnx-testdata/data");
  private static final Limits LIMITS =
      new Limits(Bytes.mebibytes(2048), Duration.ofSeconds(60), Duration.ofSeconds(60));

  /// What the data of Debian goes up to.
  private static final int NEWEST = 22;

  private static final int CASES_OF_ONE = 12;

  private final SortedMap<String, NavigableSet<Long>> lacking = new TreeMap<>();

  @TempDir Path folder;

  @Test
  void namesTheVersionThatIsPinned() throws Exception {
    String pom = Files.readString(Path.of(System.getProperty("slipway.root"), "pom.xml"));

    assertTrue(
        pom.contains(
            "<onnxruntime.version>"
                + Compatibility.RUNTIME.replace("ONNX Runtime ", "")
                + "</onnxruntime.version>"),
        Compatibility.RUNTIME);
  }

  @Test
  void aTenthOfTheTableIsWhatTheRuntimeSays() throws Exception {
    List<String> all = List.copyOf(alone().keySet());
    Set<String> some =
        IntStream.range(0, all.size())
            .filter(i -> i % 10 == 0)
            .mapToObj(all::get)
            .collect(Collectors.toSet());

    look(some);

    var expected = new TreeMap<>(KernelGaps.ofThePinnedRuntime());
    expected.keySet().retainAll(some);
    assertFalse(expected.isEmpty());
    assertEquals(expected, lacking);
  }

  @Test
  @Tag("nightly")
  @Timeout(300)
  void theTableIsWhatTheRuntimeSays() throws Exception {
    look(alone().keySet());
    Files.writeString(
        Path.of("target", "kernel-gaps.txt"), lacking.toString().replace("], ", "]\n"));

    assertEquals(KernelGaps.ofThePinnedRuntime(), lacking, "see target/kernel-gaps.txt");
  }

  private void look(Set<String> operators) throws IOException, InterruptedException {
    SortedMap<String, List<ModelProto>> alone = alone();
    assertTrue(alone.size() > 150, alone.keySet().toString());
    alone.keySet().retainAll(operators);
    try (var runtime = new IsolatedRuntime()) {
      for (var operator : alone.entrySet()) {
        for (long opset = 1; opset <= NEWEST; opset++) {
          ask(runtime, operator.getKey(), operator.getValue(), opset);
        }
      }
    }
  }

  /// An operator has a kernel in a set where one of its cases opens, of whatever type it is.
  private void ask(IsolatedRuntime runtime, String operator, List<ModelProto> cases, long opset)
      throws IOException {
    boolean missing = false;
    for (ModelProto one : cases) {
      String said = said(runtime, one, opset);
      if (said.isEmpty()) {
        return;
      }
      missing |= said.equals("model.no-kernel");
    }
    if (missing) {
      lacking.computeIfAbsent(operator, o -> new TreeSet<>()).add(opset);
    }
  }

  private String said(IsolatedRuntime runtime, ModelProto one, long opset) throws IOException {
    var set = OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset);
    Path file = folder.resolve("one.onnx");
    Files.write(file, one.toBuilder().clearOpsetImport().addOpsetImport(set).build().toByteArray());
    try {
      runtime.open(file, ModelSettings.withThreads(1), LIMITS).close();
      return "";
    } catch (ProblemException e) {
      return e.problem().code().id();
    }
  }

  /// Models of one node of the default domain, a few for each operator.
  private static SortedMap<String, List<ModelProto>> alone() throws IOException {
    assertTrue(Files.isDirectory(DATA), "needs Debian's package libonnx-testdata");
    SortedMap<String, List<ModelProto>> alone = new TreeMap<>();
    try (Stream<Path> all = Files.find(DATA, 3, (path, _) -> path.endsWith("model.onnx"))) {
      for (Path path : all.sorted().toList()) {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(path));
        if (model.getGraph().getNodeCount() == 1
            && model.getGraph().getNode(0).getDomain().isEmpty()) {
          String operator = model.getGraph().getNode(0).getOpType();
          List<ModelProto> some = alone.computeIfAbsent(operator, o -> new ArrayList<>());
          if (some.size() < CASES_OF_ONE) {
            some.add(model);
          }
        }
      }
    }
    return alone;
  }
}
