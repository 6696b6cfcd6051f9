// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.model.Origin;
import dev.slipway.model.bridge.Framework;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.BridgeModel.Bridged;
import dev.slipway.workbench.BridgeModel.Consent;
import dev.slipway.workbench.BridgeModel.Prepared;
import dev.slipway.workbench.BridgeModel.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bridge to Python: what is written, asked, run, told and kept.
final class BridgeModelTest {

  @TempDir Path folder;
  private MadeBridge made;

  @BeforeEach
  void install() throws IOException {
    made = new MadeBridge(folder);
  }

  @Test
  void runsNothingOfTheModelsBeforeAWord() throws Exception {
    Path model = made.python().model("open(there + '/canary', 'w').close()");

    Prepared prepared = made.bridge().prepare(made.request(model), Progress.NONE);

    String script = Files.readString(prepared.script().path());
    assertTrue(script.startsWith("# /// script\n"), script);
    assertTrue(script.contains("\"statsmodels>=0.13\""), script);
    assertEquals(Sha256.of(prepared.script().path()), prepared.script().script().sha256());
    assertFalse(Files.exists(made.canary()));
    assertTrue(prepared.network().contains("does not take it away"), prepared.network());
  }

  @Test
  void takesAModelThatAnswersAsItsOriginalDid() throws Exception {
    Path model = made.forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8));

    Bridged bridged = made.bridged(made.request(model));

    Origin origin = bridged.origin();
    assertEquals(
        List.of("statsmodels", "model.pickle", Sha256.of(model)),
        List.of(origin.format(), origin.file(), origin.sha256()));
    assertEquals(3, origin.parity().rows());
    assertEquals(0, origin.parity().relative());
    assertEquals(
        Optional.of(origin), made.workbench().inspect().origin(made.onnx(), Progress.NONE));
    var inspection = made.workbench().inspect().inspect(made.onnx(), Progress.NONE);
    assertEquals(List.of("x"), inspection.featureMap().features());
    Map<String, String> evidence = made.evidence("model.onnx");
    assertEquals(
        List.of("typed yes", "guarded by the script", "3", "forged", "0.14.4", "1.17.0"),
        Stream.of(
                "model.origin.consent",
                "model.origin.network",
                "model.parity.rows",
                "model.origin.exporter",
                "model.origin.version.statsmodels",
                "model.origin.version.onnx")
            .map(evidence::get)
            .toList());
    assertEquals(origin.facts().get("script"), evidence.get("model.origin.script"));
    assertEquals(List.of("model.onnx"), made.left());
    knowsItInAProjectThatNamesIt();
  }

  @Test
  void aModelThatChangedMeanwhileIsNotTaken() throws Exception {
    Path model =
        made.forging(
            Tensor.doubles(new long[] {3, 1}, 2, 4, 8),
            "open(there + '/model.pickle', 'ab').write(b'more')");

    assertEquals("bridge.model-changed", made.refused(model).code().id());
  }

  /// Where Slipway was killed nobody deleted them.
  @Test
  void removesWhatAKilledCrossingLeft() throws Exception {
    Path left = Files.createDirectories(folder.resolve("out/.slipway-bridge12-345-678"));
    Files.writeString(left.resolve("model.onnx"), "half of it");
    FileTime made3 = FileTime.from(Files.getLastModifiedTime(left).toInstant().minusSeconds(3600));
    Files.setLastModifiedTime(left, made3);
    Path model = made.forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8));

    made.bridged(made.request(model));

    assertEquals(List.of("model.onnx"), made.left());
  }

  private void knowsItInAProjectThatNamesIt() throws Exception {
    Files.writeString(
        folder.resolve("out/slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: made\nversion: 1.0.0\nmodel: {file: model.onnx}\n");

    var opened = made.workbench().open().open(folder.resolve("out"));
    made.workbench().inspect().inspect(opened, Progress.NONE);

    assertEquals("typed yes", made.evidence("made").get("model.origin.consent"));
    // Another file of that name is not the one that came over
    Files.write(made.onnx(), MadeBridge.doubled("More"));
    assertEquals(
        Optional.empty(), made.workbench().open().open(folder.resolve("out")).imported().origin());
  }

  @Test
  void runsTheScriptThatWasShownAndNoOther() throws Exception {
    Path model = made.python().model("open(there + '/canary', 'w').close()");
    BridgeModel bridge = made.bridge();
    Prepared prepared = bridge.prepare(made.request(model), Progress.NONE);
    Sha256 shown = prepared.script().script().sha256();

    Files.writeString(prepared.script().path(), "open('" + made.canary() + "', 'w')\n");

    assertEquals(
        "bridge.script-edited",
        MadeBridge.problem(
            () -> bridge.run(prepared, new Consent(shown, "typed yes"), Progress.NONE)));
    assertEquals(
        "bridge.script-edited",
        MadeBridge.problem(() ->
            bridge.run(
                prepared,
                new Consent(Sha256.of(prepared.script().path()), "typed yes"),
                Progress.NONE)));
    assertEquals(
        "bridge.script-edited",
        MadeBridge.problem(() -> bridge.prepare(made.request(model), Progress.NONE)));
    assertFalse(Files.exists(made.canary()));
    assertEquals(List.of(), made.left());
  }

  @Test
  void saysWhatToInstall() throws Exception {
    var packages = new HashMap<>(StubPython.STATSMODELS);
    packages.remove("onnx");
    packages.put("pandas", "1.1.0");
    made.use(StubPython.in(folder.resolve("other"), packages));

    Problem problem = made.unprepared(made.python().model("pass"), Framework.STATSMODELS);

    assertEquals("bridge.packages-missing", problem.code().id());
    assertEquals("It lacks onnx, pandas 1.3 (it has 1.1.0).", problem.why());
    assertEquals(
        made.python().program() + " -m pip install \"onnx>=1.14\" \"pandas>=1.3\"",
        problem.remedy());
  }

  @Test
  void saysWhatAPipelineWithAFunctionOfTheUsersOwnNeeds() throws Exception {
    made.use(
        StubPython.in(
            folder.resolve("other"),
            Map.of("scikit-learn", "1.4.2", "onnx", "1.17.0", "pandas", "2.2.3")));
    Path dump = Files.writeString(folder.resolve("pipeline.joblib"), "\u0080\u0004 Function");

    Problem problem = made.unprepared(dump, Framework.guess(dump));

    assertEquals(made.python().program() + " -m pip install \"skl2onnx>=1.16\"", problem.remedy());
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
    Path model = made.python().model("pass");
    made.use(StubPython.saying(folder.resolve("other"), does));

    Problem problem = made.unprepared(model, Framework.STATSMODELS);

    assertEquals(code, problem.code().id());
    assertTrue(problem.why().contains(said), problem.why());
  }

  @Test
  void findsAPythonThatIsNamedFromHere() throws Exception {
    Request whole = made.request(made.python().model("pass"));
    var request =
        new Request(
            whole.model(),
            Path.of("").toAbsolutePath().relativize(whole.python()),
            whole.framework(),
            whole.code(),
            whole.make(),
            whole.rows(),
            whole.limits(),
            whole.onnx());

    Prepared prepared = made.bridge().prepare(request, Progress.NONE);

    assertEquals("0.14.4", prepared.python().packages().get("statsmodels"));
  }

  @Test
  void replacesNoFileThatCameMeanwhile() throws Exception {
    Path model = made.forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8));
    BridgeModel bridge = made.bridge();
    Prepared prepared = bridge.prepare(made.request(model), Progress.NONE);
    Files.createDirectories(folder.resolve("out"));
    Files.write(made.onnx(), MadeBridge.doubled("Mine"));

    assertEquals(
        "bridge.exists",
        MadeBridge.problem(
            () -> bridge.run(prepared, MadeBridge.consent(prepared), Progress.NONE)));
    assertArrayEquals(MadeBridge.doubled("Mine"), Files.readAllBytes(made.onnx()));
  }

  @Test
  void replacesNoFileThatDidNotComeOverTheBridge() throws Exception {
    Path model = made.forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8));
    made.bridged(made.request(model));
    made.bridge().prepare(made.request(model), Progress.NONE);
    Files.write(made.onnx(), MadeBridge.doubled("Mine"));

    assertEquals("bridge.exists", made.unprepared(model, Framework.STATSMODELS).code().id());
    assertEquals(
        "bridge.not-needed", made.unprepared(made.onnx(), Framework.STATSMODELS).code().id());
  }
}
