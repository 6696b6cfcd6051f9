// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.bundle.UnpackedBundle;
import dev.slipway.verify.artefact.ComposeCheck;
import dev.slipway.verify.artefact.ConsistencyCheck;
import dev.slipway.verify.artefact.DockerfileCheck;
import dev.slipway.verify.artefact.HashCheck;
import dev.slipway.verify.artefact.ModelCardCheck;
import dev.slipway.verify.artefact.OwnCheck;
import dev.slipway.verify.artefact.PrometheusCheck;
import dev.slipway.verify.artefact.QueryCheck;
import dev.slipway.verify.artefact.RunbookCheck;
import dev.slipway.verify.artefact.SecretsCheck;
import dev.slipway.verify.artefact.ServiceFiles;
import dev.slipway.verify.artefact.SignatureCheck;
import dev.slipway.verify.artefact.ToolChecks;
import dev.slipway.verify.artefact.YamlCheck;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.CheckSteps;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.engine.DockerEngine;
import dev.slipway.verify.engine.EngineProblems;
import dev.slipway.verify.engine.EngineSearch;
import dev.slipway.verify.manifest.KubernetesCheck;
import dev.slipway.verify.service.BatchRehearsal;
import dev.slipway.verify.service.RehearsalRun;
import dev.slipway.verify.tool.Tool;
import dev.slipway.verify.tool.ToolProbe;
import dev.slipway.verify.tool.ToolRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Verifies a bundle from its folder or zip file alone: its files first, then the service that they
/// describe.
public final class BundleVerifier {

  private static final String CONTAINER = "The service runs in a container";
  private static final String SERVICE = "The service can be started";
  private static final String FURTHER = "Its files keep the rules";
  private static final String ASKED = "The service can be built, started and asked";

  /// What an engine refuses (`engine.refused`) is none of these: the image may be at fault.
  private static final Set<String> OF_THE_MACHINE =
      Set.of("engine.unreachable", "verify.cannot-start", "verify.no-native");

  /// What an engine suffers in the middle of its work.
  private static final Set<String> OF_THE_ENGINE =
      Set.of(EngineProblems.LOST, EngineProblems.FULL_DISK);

  private static final double FILES_DONE = 0.15;

  private final Map<String, String> environment;
  private final ToolRunner tools;
  private final Consumer<Finding> listener;

  /// @param environment variables that say where tools and engines are, such as PATH
  /// @param listener hears each finding at once
  public BundleVerifier(Map<String, String> environment, Consumer<Finding> listener) {
    this.environment = Map.copyOf(environment);
    this.tools = ToolRunner.onPath(environment);
    this.listener = listener;
  }

  /// The tools that the checks asked for until now, each with what was found.
  public Map<Tool, ToolProbe> tools() {
    return tools.asked();
  }

  /// Checks of files, in the order in which they run: the hashes first, since programs are given
  /// nothing that nobody trusted signed.
  ///
  /// @param tools what they ask for a second word, where it is there
  static List<Check> checks(ToolRunner tools) {
    return List.of(
        new HashCheck(),
        new OwnCheck(),
        new YamlCheck(),
        new SecretsCheck(),
        new KubernetesCheck(tools),
        new DockerfileCheck(),
        new ComposeCheck(tools),
        new PrometheusCheck(tools),
        new QueryCheck(),
        new RunbookCheck(),
        new ModelCardCheck(),
        new ToolChecks(tools),
        new ConsistencyCheck());
  }

  /// Runs every check that can run here; what cannot is in the findings, with the reason.
  ///
  /// @throws ProblemException when the folder or zip file holds no bundle that can be read
  public Verification verify(VerifyRequest request, Progress progress)
      throws ProblemException, InterruptedException {
    try (UnpackedBundle bundle = UnpackedBundle.of(request.bundle())) {
      return verify(BundleFolder.open(bundle.folder(), request.bundle()), request, progress);
    }
  }

  private Verification verify(BundleFolder bundle, VerifyRequest request, Progress progress)
      throws ProblemException, InterruptedException {
    Report report = new Report(listener);
    var steps = new CheckSteps(report, progress);
    List<Check> checks = checks(tools);
    Check signature = new SignatureCheck(request.key());
    steps.plan(Stream.concat(Stream.of(signature), checks.stream()).map(Check::title).toList());
    steps.run(0, signature.title(), () -> signature.look(bundle, report));
    steps.run(0, checks.getFirst().title(), () -> checks.getFirst().look(bundle, report));
    String how = "static";
    if (bundle.link().isPresent()) {
      // Programs follow a link wherever it leads, and none of the checks before them saw that.
      String because = bundle.link().get() + " is a link, which may lead out of the bundle";
      report.notRun(FURTHER, because);
      report.notRun(SERVICE, because);
    } else if (request.key().isPresent() && isForeign(report)) {
      report.notRun(FURTHER, "what nobody trusted signed is looked at no further");
      report.notRun(SERVICE, "what nobody trusted signed is not run");
    } else {
      for (int i = 1; i < checks.size(); i++) {
        Check check = checks.get(i);
        steps.run(FILES_DONE * i / checks.size(), check.title(), () -> check.look(bundle, report));
      }
      how = service(bundle, request, report, progress.part(FILES_DONE, 1));
      if (request.engine() != EngineChoice.NONE) {
        new BatchRehearsal(bundle, report).look(request.key().isPresent());
      }
    }
    progress.report(1, "done");
    return new Verification(
        how,
        report.findings(),
        new TreeMap<>(report.measurements()),
        report.load(),
        report.trouble());
  }

  private String service(
      BundleFolder bundle, VerifyRequest request, Report report, Progress progress)
      throws InterruptedException {
    Optional<Path> model = request.model().or(() -> bundle.named("model.onnx").map(bundle::path));
    Optional<Path> golden =
        request.golden().or(() -> bundle.named("golden.json").map(bundle::path));
    if (request.engine() == EngineChoice.NONE) {
      report.notRun(SERVICE, "only the files were to be checked");
      return "static";
    }
    if (new ServiceFiles(bundle).settingsFile().isEmpty()
        && bundle.named("app/conf/score.properties").isPresent()) {
      report.notRun(SERVICE, "the bundle scores in batch and holds no service");
      return "static";
    }
    if (model.isEmpty() || golden.isEmpty()) {
      report.notRun(SERVICE, "the bundle holds no model or no golden cases");
      return "static";
    }
    RehearsalRun run = new RehearsalRun(bundle, model.get(), golden.get(), request.load(), report);
    if (request.engine() == EngineChoice.PROCESS) {
      report.notRun(CONTAINER, "a process was asked for");
      return asProcess(run, request, report, progress);
    }
    return switch (DockerEngine.find(environment)) {
      case EngineSearch.Found found -> inContainer(run, found, report, progress);
      case EngineSearch.Absent absent -> {
        report.notRun(CONTAINER, absent.because() + ". " + absent.remedy());
        yield request.engine() == EngineChoice.CONTAINER
            ? "static"
            : asProcess(run, request, report, progress);
      }
    };
  }

  /// Whether the bundle is not the one that was signed, by its signature and its hashes.
  private static boolean isForeign(Report report) {
    return report.findings().stream().anyMatch(Finding.Failed.class::isInstance);
  }

  private static String inContainer(
      RehearsalRun run, EngineSearch.Found found, Report report, Progress progress)
      throws InterruptedException {
    try (var engine = found.engine()) {
      report.passed(CONTAINER, found.version() + " at " + found.address());
      run.inContainer(engine, progress);
    } catch (ProblemException e) {
      ended(e.problem(), report);
    }
    return "container";
  }

  /// A process has the user's rights: it runs this program's own code, or what somebody trusted
  /// signed.
  private static String asProcess(
      RehearsalRun run, VerifyRequest request, Report report, Progress progress)
      throws InterruptedException {
    try {
      List<String> foreign = request.key().isPresent() ? List.of() : run.foreignCode();
      if (!foreign.isEmpty()) {
        report.notRun(SERVICE, because(foreign));
        return "static";
      }
    } catch (ProblemException unreadable) {
      report.failed(SERVICE, unreadable.problem());
      return "static";
    }
    try {
      run.asProcess(progress);
    } catch (ProblemException e) {
      ended(e.problem(), report);
    }
    return "process";
  }

  private static String because(List<String> foreign) {
    String which =
        foreign.size() == 1
            ? foreign.getFirst() + " is"
            : foreign.getFirst() + " and " + (foreign.size() - 1) + " more are";
    return "without a container engine it would run as a process with your rights, and "
        + which
        + " not this Slipway's own. Start an engine, name the key of who signed the bundle with"
        + " --key, or export it again with this Slipway";
  }

  /// What ended the rehearsal is a finding like any other, but for what this machine lacks.
  static void ended(Problem problem, Report report) {
    boolean trouble = OF_THE_ENGINE.contains(problem.code().id());
    if (trouble) {
      report.trouble(problem);
    }
    if (trouble || OF_THE_MACHINE.contains(problem.code().id())) {
      report.notRun(
          ASKED,
          problem.what().replaceFirst("\\.$", "")
              + (problem.why().isBlank() ? "" : ": " + problem.why().replaceFirst("\\.$", ""))
              + ". "
              + problem.remedy());
    } else {
      report.failed(ASKED, problem);
    }
  }
}
