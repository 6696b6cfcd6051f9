// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.model.Origin;
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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bridge to Python, with environments and models that mean trouble. What a hostile model does,
/// it does in another process, and nothing of it is kept.
final class BridgeModelTest {

  @TempDir Path folder;

  private final MemoryLedger ledger = new MemoryLedger();
  private Map<String, String> environment = Map.of();
  private Duration longest = Duration.ofSeconds(60);
  private StubPython python;

  @BeforeEach
  void install() throws IOException {
    python = StubPython.in(folder.resolve("env"), StubPython.STATSMODELS);
  }

  @Test
  void runsNothingOfTheModelsBeforeAWord() throws Exception {
    Path model = python.model("open(there + '/canary', 'w').close()");

    Prepared prepared = bridge().prepare(request(model), Progress.NONE);

    String script = Files.readString(prepared.script().path());
    assertTrue(script.startsWith("# /// script\n"), script);
    assertTrue(script.contains("\"statsmodels>=0.13\""), script);
    assertEquals(Sha256.of(prepared.script().path()), prepared.script().script().sha256());
    assertFalse(Files.exists(canary()));
    assertTrue(prepared.network().contains("does not take it away"), prepared.network());
  }

  @Test
  void takesAModelThatAnswersAsItsOriginalDid() throws Exception {
    Path model = forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8));

    Bridged bridged = bridged(request(model));

    Origin origin = bridged.origin();
    assertEquals(
        List.of("statsmodels", "model.pickle", Sha256.of(model)),
        List.of(origin.format(), origin.file(), origin.sha256()));
    assertEquals(3, origin.parity().rows());
    assertEquals(0, origin.parity().relative());
    assertEquals(Optional.of(origin), workbench().inspect().origin(onnx(), Progress.NONE));
    var inspection = workbench().inspect().inspect(onnx(), Progress.NONE);
    assertEquals(List.of("x"), inspection.featureMap().features());
    Map<String, String> evidence = evidence("model.onnx");
    assertEquals(
        List.of("typed yes", "guarded by the script", "3", "forged", "3.9.9"),
        Stream.of(
                "model.origin.consent",
                "model.origin.network",
                "model.parity.rows",
                "model.origin.exporter",
                "model.origin.version.python")
            .map(evidence::get)
            .toList());
    assertEquals(origin.facts().get("script"), evidence.get("model.origin.script"));
    assertEquals(List.of("model.onnx"), left());
    knowsItInAProjectThatNamesIt();
  }

  private void knowsItInAProjectThatNamesIt() throws Exception {
    Files.writeString(
        folder.resolve("out/slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: made\nversion: 1.0.0\nmodel: {file: model.onnx}\n");

    var opened = workbench().open().open(folder.resolve("out"));
    workbench().inspect().inspect(opened, Progress.NONE);

    assertEquals("typed yes", evidence("made").get("model.origin.consent"));
    // Another file of that name is not the one that came over
    Files.write(onnx(), doubled("More"));
    assertEquals(
        Optional.empty(), workbench().open().open(folder.resolve("out")).imported().origin());
  }

  @Test
  void refusesAnswersThatDiffer() throws Exception {
    Problem problem = refused(forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8.001)));

    assertEquals("bridge.parity", problem.code().id());
    assertTrue(problem.why().startsWith("Of 3 rows (rows.csv), 0 got another class"), problem.why());
  }

  @Test
  void runsTheScriptThatWasShownAndNoOther() throws Exception {
    Path model = python.model("open(there + '/canary', 'w').close()");
    BridgeModel bridge = bridge();
    Prepared prepared = bridge.prepare(request(model), Progress.NONE);
    Sha256 shown = prepared.script().script().sha256();

    Files.writeString(prepared.script().path(), "open('" + canary() + "', 'w')\n");

    assertEquals(
        "bridge.script-edited",
        problem(() -> bridge.run(prepared, new Consent(shown, "typed yes"), Progress.NONE)));
    assertEquals(
        "bridge.script-edited",
        problem(() ->
            bridge.run(
                prepared,
                new Consent(Sha256.of(prepared.script().path()), "typed yes"),
                Progress.NONE)));
    assertEquals(
        "bridge.script-edited", problem(() -> bridge.prepare(request(model), Progress.NONE)));
    assertFalse(Files.exists(canary()));
    assertEquals(List.of(), left());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "os._exit(0)|bridge.result|ended without a result",
        "os._exit(137)|bridge.ended|was ended by signal 9",
        "os.kill(os.getpid(), 9)|bridge.ended|was ended by signal 9",
        "sys.exit('enough')|bridge.ended|enough",
        "raise ValueError('no such class')|bridge.refused|ValueError: no such class",
        "bytearray(3_000_000_000)|bridge.memory|address space",
        "import socket; socket.create_connection(('192.0.2.1', 80))|bridge.refused|no network here",
        "raise ValueError(dict(os.environ))|bridge.refused|ValueError",
        "open(here + '/result.json', 'w').write('x' * 2_000_000); os._exit(0)|bridge.result|2.0 MB",
        "open(here + '/result.json', 'w').write('['*999); os._exit(0)|bridge.result|result.json is no JSON",
        "os.mkfifo(here + '/result.json'); os._exit(0)|bridge.result|no ordinary file",
        "os.symlink('/etc/passwd', here + '/result.json'); os._exit(0)|bridge.result|no ordinary",
      })
  void keepsNothingOfAScriptThatFails(String does, String code, String said) throws Exception {
    environment = Map.of("SECRET_KEY", "s3cr3t-value");

    Problem problem = refused(python.model(does));

    String all = problem.what() + " " + problem.why() + " " + problem.remedy();
    assertEquals(code, problem.code().id(), all);
    assertTrue(all.contains(said), all);
    assertFalse(all.contains("s3cr3t"), all);
  }

  @Test
  void endsAScriptThatHangsAndWhatItStarted() throws Exception {
    longest = Duration.ofSeconds(3);

    Problem problem =
        refused(
            python.model(
                "import subprocess",
                "child = subprocess.Popen(['sleep', '300'])",
                "open(there + '/child', 'w').write(str(child.pid))",
                "child.wait()"));

    assertEquals("bridge.slow", problem.code().id());
    long child = Long.parseLong(Files.readString(folder.resolve("env/child")));
    ProcessHandle.of(child).ifPresent(still -> still.onExit().join());
    assertFalse(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open(here + '/model.onnx', 'w').write('hello')|model.unknown-format",
        "open(here + '/model.onnx', 'wb').write(os.urandom(4000))|model.unknown-format",
        "os.unlink(here + '/model.onnx'); os.symlink('/etc/passwd', here + '/model.onnx')|bridge.result",
        "os.truncate(here + '/answers/0.npy', 100)|bridge.result",
        "os.truncate(here + '/model.onnx', 1 << 32)|bridge.refused",
        "open(here + '/answers/0.npy', 'wb').write(b'pickled')|bridge.result",
      })
  void trustsNothingThatTheScriptLeaves(String does, String code) throws Exception {
    Path model = forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8), does);

    assertEquals(code, refused(model).code().id());
  }

  @Test
  void cancellingEndsItAtOnceAndKeepsNothing() throws Exception {
    Path model = python.model("import time; time.sleep(300)");
    BridgeModel bridge = bridge();
    Prepared prepared = bridge.prepare(request(model), Progress.NONE);
    Thread worker = Thread.currentThread();
    Progress cancel =
        (done, what) -> {
          if (what.equals("loading the model")) {
            worker.interrupt();
          }
        };

    assertThrows(
        InterruptedException.class, () -> bridge.run(prepared, consent(prepared), cancel));

    assertEquals(List.of(), left());
  }

  @Test
  void theSystemKeepsTheNetworkAwayWhereItCan() throws Exception {
    environment = Map.of("PATH", "/usr/bin:/bin");
    Path model =
        python.model(
            "import socket",
            "raise ValueError('networks: ' + ' '.join(n for _, n in socket.if_nameindex()))");
    Prepared prepared = bridge().prepare(request(model), Progress.NONE);
    Assumptions.assumeTrue(
        prepared.fence().hasNoNetwork(), "this system gives no network namespaces");

    Problem problem = refused(model);

    assertTrue(prepared.network().startsWith("none:"), prepared.network());
    assertTrue(problem.why().endsWith("networks: lo"), problem.why());
  }

  @Test
  void saysWhatToInstall() throws Exception {
    var packages = new HashMap<>(StubPython.STATSMODELS);
    packages.remove("onnx");
    packages.put("pandas", "1.1.0");
    python = StubPython.in(folder.resolve("other"), packages);

    Problem problem = unprepared(python.model("pass"), Framework.STATSMODELS);

    assertEquals("bridge.packages-missing", problem.code().id());
    assertEquals("It lacks onnx, pandas 1.3 (it has 1.1.0).", problem.why());
    assertEquals(
        python.program() + " -m pip install \"onnx>=1.14\" \"pandas>=1.3\"", problem.remedy());
  }

  @Test
  void saysWhatAPipelineWithAFunctionOfTheUsersOwnNeeds() throws Exception {
    python =
        StubPython.in(
            folder.resolve("other"),
            Map.of("scikit-learn", "1.4.2", "onnx", "1.17.0", "pandas", "2.2.3"));
    Path dump = Files.writeString(folder.resolve("pipeline.joblib"), "\u0080\u0004 Function");

    Problem problem = unprepared(dump, Framework.guess(dump));

    assertEquals(
        python.program() + " -m pip install \"skl2onnx>=1.16\"", problem.remedy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo '{\"python\": \"3.6.9\", \"packages\": {}}'|bridge.python-old|Python 3.9",
        "echo hello|bridge.no-python|does not answer as Python does",
        "echo 'no such option' >&2; exit 2|bridge.no-python|exit code 2. It said last:",
      })
  void refusesWhatIsNoPythonThatWillDo(String does, String code, String said) throws Exception {
    Path model = python.model("pass");
    python = StubPython.saying(folder.resolve("other"), does);

    Problem problem = unprepared(model, Framework.STATSMODELS);

    assertEquals(code, problem.code().id());
    assertTrue(problem.why().contains(said), problem.why());
  }

  @Test
  void replacesNoFileThatDidNotComeOverTheBridge() throws Exception {
    Path model = forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8));
    bridged(request(model));
    bridge().prepare(request(model), Progress.NONE);
    Files.write(onnx(), doubled("Mine"));

    assertEquals("bridge.exists", unprepared(model, Framework.STATSMODELS).code().id());
    assertEquals(
        "bridge.not-needed", unprepared(onnx(), Framework.STATSMODELS).code().id());
  }

  private Path canary() {
    return folder.resolve("env/canary");
  }

  private Path onnx() {
    return folder.resolve("out/model.onnx");
  }

  /// What is in the folder of the ONNX model.
  private List<String> left() throws IOException {
    if (!Files.exists(onnx().getParent())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(onnx().getParent())) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  private Workbench workbench() throws ProblemException {
    return MadeWorkbench.over(folder, ledger);
  }

  /// Without the catalogues, which no bridge needs.
  private BridgeModel bridge() {
    var clock = InstantSource.fixed(MadeWorkbench.NOW);
    var home = new Home(folder.resolve("home"));
    var imports = new ImportModel(home, "0.1.0");
    return new BridgeModel(
        new BridgeModel.Bridge(home, "0.1.0", environment),
        new OpenProject(imports, new FolderRecords(ledger, clock)),
        new Trail(ledger, clock, "0.1.0", "a test"));
  }

  private Request request(Path model) {
    return request(model, Framework.STATSMODELS);
  }

  private Request request(Path model, Framework framework) {
    var rows =
        new BridgeRows.OfTable(
            new Table(
                "rows.csv", List.of("x"), List.of(List.of("1"), List.of("2"), List.of("4"))),
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

  private static Consent consent(Prepared prepared) {
    return new Consent(prepared.script().script().sha256(), "typed yes");
  }

  private Bridged bridged(Request request) throws ProblemException, InterruptedException {
    BridgeModel bridge = bridge();
    Prepared prepared = bridge.prepare(request, Progress.NONE);
    return bridge.run(prepared, consent(prepared), Progress.NONE);
  }

  /// Why a model was not taken; nothing is left of it.
  private Problem refused(Path model) throws Exception {
    var failure = assertThrows(ProblemException.class, () -> bridged(request(model)));
    assertEquals(List.of(), left());
    assertEquals(Map.of(), evidence("model.onnx"));
    return failure.problem();
  }

  private Problem unprepared(Path model, Framework framework) {
    return assertThrows(
            ProblemException.class,
            () -> bridge().prepare(request(model, framework), Progress.NONE))
        .problem();
  }

  private static String problem(Executable what) {
    return assertThrows(ProblemException.class, what).problem().code().id();
  }

  /// A model that leaves an ONNX file which doubles, and answers of its own, and ends.
  ///
  /// @param then what it does before it ends
  private Path forging(Tensor answers, String... then) throws IOException {
    Npy.write(folder.resolve("env/answers.npy"), answers);
    Files.write(folder.resolve("env/made.onnx"), doubled("Add"));
    return python.model(
        "shutil.copy(there + '/made.onnx', here + '/model.onnx')",
        "os.mkdir(here + '/answers')",
        "shutil.copy(there + '/answers.npy', here + '/answers/0.npy')",
        "json.dump({'exporter': 'forged', 'outputs': ['y'], 'onnx-outputs': [], 'columns': ['x'],",
        "    'versions': {'python': '3.9.9'}}, open(here + '/result.json', 'w'))",
        String.join("\n", then),
        "sys.stdout.flush()",
        "os._exit(0)");
  }

  private static byte[] doubled(String name) {
    int fp64 = 11;
    return TinyOnnx.model(
            TinyOnnx.graph(TinyOnnx.node("Add", "x x", "y"))
                .input(TinyOnnx.value("x", fp64, "rows", 1))
                .output(TinyOnnx.value("y", fp64, "rows", 1)))
        .text(6, name)
        .toBytes();
  }

  private Map<String, String> evidence(String project) throws ProblemException {
    Map<String, String> found = new HashMap<>();
    ledger
        .entries(project)
        .forEach(entry -> found.put(entry.evidence().key(), entry.evidence().value()));
    return found;
  }
}
