// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import dev.slipway.model.bridge.Framework;
import dev.slipway.model.bridge.PythonEnvironment;
import dev.slipway.model.bridge.Returned;
import dev.slipway.model.bridge.Script;
import dev.slipway.verify.tool.FencedEnd;
import dev.slipway.verify.tool.FencedProgram;
import dev.slipway.workbench.bridge.BridgeRows;
import dev.slipway.workbench.bridge.ScriptFile;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.BridgedModels;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Trail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Takes a model that only Python can load over the bridge, in two steps: first a script is written
/// for the user to read; then, agreed to, it runs in the user's own Python.
public final class BridgeModel {

  private final Bridge bridge;
  private final BridgedModels known;
  private final OpenProject open;
  private final Trail trail;

  BridgeModel(Bridge bridge, OpenProject open, Trail trail) {
    this.bridge = bridge;
    this.known = new BridgedModels(bridge.home());
    this.open = open;
    this.trail = trail;
  }

  /// Where the bridge stands.
  ///
  /// @param version of Slipway
  /// @param environment the user's own, of which Python gets little
  record Bridge(Home home, String version, Map<String, String> environment) {

    static Bridge of(Bench bench, Map<String, String> environment) {
      return new Bridge(bench.home(), bench.version(), environment);
    }
  }

  /// What the user asks for.
  ///
  /// @param framework what the model is of; known by its bytes where it is left out
  /// @param code folders in which the model's own classes are found
  /// @param make `module:function` that makes a model of PyTorch, where the file holds weights
  ///   alone
  /// @param onnx where the ONNX model goes
  public record Request(
      Path model,
      Path python,
      Optional<Framework> framework,
      List<Path> code,
      Optional<String> make,
      BridgeRows rows,
      FencedProgram.Limits limits,
      Path onnx) {
    public Request {
      // It runs in another folder. A bare name is looked up as a shell does.
      python = python.getNameCount() > 1 ? python.toAbsolutePath() : python;
      code = List.copyOf(code);
    }

    /// The command that does the same, but for the word.
    String command() {
      List<Object> words = new ArrayList<>(List.of("slipway", "import", model));
      words.addAll(List.of("--python", python));
      words.addAll(rows.options());
      framework.ifPresent(of -> words.addAll(List.of("--of", of)));
      code.forEach(one -> words.addAll(List.of("--code", one)));
      make.ifPresent(what -> words.addAll(List.of("--make", what)));
      words.addAll(List.of("--onnx", onnx));
      return Shell.line(words.toArray());
    }
  }

  /// A script that has been written and waits for a word.
  public record Prepared(
      Request request,
      Framework framework,
      PythonEnvironment python,
      ScriptFile script,
      FencedProgram fence) {

    /// What keeps the network away, in a sentence.
    public String network() {
      return fence.hasNoNetwork()
          ? "none: the system gives the process a network of its own, without a way out"
          : "this system does not take it away: proxies lead nowhere and the script refuses"
              + " connections made in Python, which code that is not Python can pass by";
    }
  }

  /// The user's word.
  ///
  /// @param script hash of what was shown
  /// @param how it was given, such as `typed yes`
  public record Consent(Sha256 script, String how) {}

  /// What came over.
  public record Bridged(Path onnx, Sha256 sha256, Origin origin) {}

  /// Asks the Python what it has, and writes the script. Nothing of the model's is loaded.
  public Prepared prepare(Request request, Progress progress)
      throws ProblemException, InterruptedException {
    new BridgeEnds(request.model(), request.onnx()).require(known);
    Framework framework =
        request.framework().isPresent()
            ? request.framework().get()
            : Framework.guess(request.model());
    progress.step(0, "asking " + request.python() + " what it has");
    var fence = FencedProgram.of(bridge.environment());
    var runs = new BridgeRun(fence, request.limits());
    PythonEnvironment python = runs.ask(request.python(), framework);
    python.require(framework);
    progress.step(0.5, "writing the script");
    Script script =
        Script.of(
            framework,
            new Script.Terms(
                request.model().toAbsolutePath().normalize(),
                request.code().stream().map(code -> code.toAbsolutePath().normalize()).toList(),
                request.make(),
                request.rows().inputs(),
                request.limits().memory(),
                bridge.version()));
    return new Prepared(
        request,
        framework,
        python,
        ScriptFile.write(bridge.home().bridge(), request.model(), script, request.rows()),
        fence);
  }

  /// Runs the script that was shown, and takes what it exports when it answers as the original did.
  /// Whatever goes wrong, nothing is kept.
  public Bridged run(Prepared prepared, Consent consent, Progress progress)
      throws ProblemException, InterruptedException {
    Request request = prepared.request();
    String name = String.valueOf(request.model().getFileName());
    byte[] script = prepared.script().agreed(consent.script());
    Sha256 original = Hashes.of(request.model());
    try (var scratch = BridgeScratch.make(request.onnx())) {
      scratch.write(script, request.rows());
      var runs = new BridgeRun(prepared.fence(), request.limits());
      FencedEnd end = runs.run(scratch.folder(), request.python(), progress.part(0, 0.7));
      BridgeRun.requireEnd(end, scratch.folder(), prepared);
      requireSame(request.model(), original);
      Returned returned = Returned.read(scratch.folder(), name);
      progress.step(0.7, "taking the exported model in");
      Path draft = scratch.takeIn(returned);
      var facts = facts(prepared, consent, returned);
      scratch.note(draft, returned, name, original, facts);
      Parity parity =
          new BridgeJudgement(prepared, returned).of(draft, facts, progress.part(0.7, 1));
      var origin = new Origin(prepared.framework().text(), name, original, facts, parity);
      // While the user read and Python ran, another may have come
      new BridgeEnds(request.model(), request.onnx()).requireFree(known);
      // It is found by the bytes, so what cannot be written leaves no model without its origin
      known.keep(draft, origin);
      Files.move(draft, request.onnx(), StandardCopyOption.REPLACE_EXISTING);
      var bridged = new Bridged(request.onnx(), Hashes.of(request.onnx()), origin);
      keepEvidence(bridged, prepared);
      return bridged;
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "bridge.unwritable",
              "The model cannot be taken over the bridge",
              String.valueOf(e.getMessage()),
              "Free some space, and name a file that you may write with --onnx."),
          e);
    }
  }

  /// What is recorded as the original must be what Python loaded.
  private static void requireSame(Path model, Sha256 before) throws ProblemException {
    if (!Hashes.of(model).equals(before)) {
      throw Problem.input(
              "bridge.model-changed",
              model.getFileName() + " changed while it was taken over the bridge",
              "Nobody can say which of its contents became ONNX. Nothing was kept.",
              "Take it over again once nothing writes to it.")
          .asException();
    }
  }

  /// What is evidence besides the parity: consent, script, versions.
  private static SortedMap<String, String> facts(
      Prepared prepared, Consent consent, Returned returned) {
    var facts = new TreeMap<String, String>();
    facts.put("consent", consent.how());
    facts.put("script", consent.script().toString());
    facts.put("python", prepared.python().program() + ", " + prepared.python().version());
    facts.put("exporter", returned.exporter());
    facts.put("class", returned.type());
    facts.put("network", prepared.fence().hasNoNetwork() ? "none" : "guarded by the script");
    facts.put("tolerance", Numbers.brief(prepared.framework().tolerance()));
    // As Python told before it loaded the model, which may lie
    prepared.python().packages().forEach((of, version) -> facts.put("version." + of, version));
    return facts;
  }

  /// In the project that the file is of, else under the file's own name.
  private void keepEvidence(Bridged bridged, Prepared prepared) throws ProblemException {
    List<Fact> facts =
        InspectModel.ofOrigin(bridged.origin(), Fact.Inputs.none().and("model", bridged.sha256()));
    Path folder = Optional.ofNullable(bridged.onnx().toAbsolutePath().getParent()).orElseThrow();
    String command = prepared.request().command();
    if (Files.isRegularFile(folder.resolve(OpenProject.FILE))) {
      OpenedProject opened = open.open(folder);
      trail.keep(opened, bridged.sha256(), command, facts);
    } else {
      String name = String.valueOf(bridged.onnx().getFileName());
      trail.keep(name, bridged.sha256().brief(), command, facts);
    }
  }
}
