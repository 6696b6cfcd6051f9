// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.model.TinyOnnx;
import dev.slipway.model.bridge.Framework;
import dev.slipway.model.bridge.Npy;
import dev.slipway.request.Table;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.verify.tool.FencedProgram;
import dev.slipway.workbench.BridgeModel.Bridged;
import dev.slipway.workbench.BridgeModel.Consent;
import dev.slipway.workbench.BridgeModel.Prepared;
import dev.slipway.workbench.BridgeModel.Request;
import dev.slipway.workbench.bridge.BridgeRows;
import dev.slipway.workbench.project.FolderRecords;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.Trail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/// A bridge to a stand-in for Python, and what is left at its ends.
final class MadeBridge {

  final MemoryLedger ledger = new MemoryLedger();
  private final Path folder;
  private Map<String, String> environment = Map.of();
  private Duration longest = Duration.ofSeconds(60);
  private StubPython python;

  MadeBridge(Path folder) throws IOException {
    this.folder = folder;
    this.python = StubPython.in(folder.resolve("env"), StubPython.STATSMODELS);
  }

  StubPython python() {
    return python;
  }

  void use(StubPython other) {
    python = other;
  }

  void in(Map<String, String> variables) {
    environment = variables;
  }

  void within(Duration limit) {
    longest = limit;
  }

  Path canary() {
    return folder.resolve("env/canary");
  }

  Path onnx() {
    return folder.resolve("out/model.onnx");
  }

  /// What is in the folder of the ONNX model.
  List<String> left() throws IOException {
    if (!Files.exists(onnx().getParent())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(onnx().getParent())) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  Workbench workbench() throws ProblemException {
    return MadeWorkbench.over(folder, ledger);
  }

  /// Without the catalogues, which no bridge needs.
  BridgeModel bridge() {
    var clock = InstantSource.fixed(MadeWorkbench.NOW);
    var home = new Home(folder.resolve("home"));
    var imports = new ImportModel(home, "0.1.0");
    return new BridgeModel(
        new BridgeModel.Bridge(home, "0.1.0", environment),
        new OpenProject(imports, new FolderRecords(ledger, clock)),
        new Trail(ledger, clock, "0.1.0", "a test"));
  }

  Request request(Path model) {
    return request(model, Framework.STATSMODELS);
  }

  Request request(Path model, Framework framework) {
    var rows =
        new BridgeRows.OfTable(
            new Table("rows.csv", List.of("x"), List.of(List.of("1"), List.of("2"), List.of("4"))),
            List.of("--data", "rows.csv"));
    return new Request(
        model,
        python.program(),
        Optional.of(framework),
        List.of(),
        Optional.empty(),
        rows,
        new FencedProgram.Limits(Bytes.mebibytes(1500), longest),
        onnx());
  }

  static Consent consent(Prepared prepared) {
    return new Consent(prepared.script().script().sha256(), "typed yes");
  }

  Bridged bridged(Request request) throws ProblemException, InterruptedException {
    BridgeModel bridge = bridge();
    Prepared prepared = bridge.prepare(request, Progress.NONE);
    return bridge.run(prepared, consent(prepared), Progress.NONE);
  }

  /// Why a model was not taken; nothing is left of it.
  Problem refused(Path model) throws Exception {
    var failure = assertThrows(ProblemException.class, () -> bridged(request(model)));
    assertEquals(List.of(), left());
    assertEquals(Map.of(), evidence("model.onnx"));
    return failure.problem();
  }

  Problem unprepared(Path model, Framework framework) {
    return assertThrows(
            ProblemException.class,
            () -> bridge().prepare(request(model, framework), Progress.NONE))
        .problem();
  }

  static String problem(Executable what) {
    return assertThrows(ProblemException.class, what).problem().code().id();
  }

  /// A model that leaves an ONNX file which doubles, and answers of its own, and ends.
  ///
  /// @param then what it does before it ends
  Path forging(Tensor answers, String... then) throws IOException {
    Npy.write(folder.resolve("env/answers.npy"), answers);
    Files.write(folder.resolve("env/made.onnx"), doubled("Add"));
    return python.model(
        "shutil.copy(there + '/made.onnx', here + '/model.onnx')",
        "os.mkdir(here + '/answers')",
        "shutil.copy(there + '/answers.npy', here + '/answers/0.npy')",
        "json.dump({'exporter': 'forged', 'outputs': ['y'], 'onnx-outputs': [], 'columns': ['x']},",
        "    open(here + '/result.json', 'w'))",
        String.join("\n", then),
        "sys.stdout.flush()",
        "os._exit(0)");
  }

  static byte[] doubled(String name) {
    int fp64 = 11;
    return TinyOnnx.model(
            TinyOnnx.graph(TinyOnnx.node("Add", "x x", "y"))
                .input(TinyOnnx.value("x", fp64, "rows", 1))
                .output(TinyOnnx.value("y", fp64, "rows", 1)))
        .text(6, name)
        .toBytes();
  }

  Map<String, String> evidence(String project) throws ProblemException {
    Map<String, String> found = new HashMap<>();
    ledger
        .entries(project)
        .forEach(entry -> found.put(entry.evidence().key(), entry.evidence().value()));
    return found;
  }
}
